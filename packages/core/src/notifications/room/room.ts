import type { ReadableAtom } from 'nanostores'
import { callSafely } from '../../call-safely.js'
import type { Client } from '../../client.js'
import type { Channel } from '../../ports.js'
import { createScope, type Scope } from '../../scope.js'
import { hostOf } from '../../url.js'
import { type NotificationFilters, streamSearch } from '../filters.js'
import type { Notification } from '../notification.js'
import { packNews, readNews, type TabNews } from './messages.js'
import { type OpenSocket, openStream, type Stream, type StreamState } from './stream.js'

/** What happens to the notifications of a client. */
export type News =
  | TabNews
  | { readonly type: 'arrived'; readonly notification: Notification }
  /** Something may have arrived unnoticed. */
  | { readonly type: 'missed' }
  /** The state of the stream changed, or whether the page is watched. */
  | { readonly type: 'state' }

/** A list, a count or a listener of the app. */
export interface Member {
  readonly filters: () => NotificationFilters
  /** @param isHere whether it happened in this tab */
  readonly hear: (news: News, isHere: boolean) => void
}

/** What the lists and counts of a client share: its streams, its channel to other tabs, and whether the page is watched. */
export interface Room {
  /** Joins until the returned function is called. */
  readonly join: (member: Member) => () => void
  /** Opens and closes streams, so that there is one for each filter in use. */
  readonly plan: () => void
  /** Tells all members, here and in other tabs. */
  readonly tell: (news: TabNews) => void
  /** Whether the page is visible, or was a moment ago. Otherwise nothing is requested and no stream is open. */
  readonly isWatched: () => boolean
  readonly streamOf: (filters: NotificationFilters) => Pick<ReadableAtom<StreamState>, 'get' | 'init'>
}

/** A page that is hidden for less keeps its stream: people go back and forth between tabs, ms. */
const lingerMs = 30_000
/** A component that is replaced leaves and joins, ms. */
const leaveMs = 1_000
/** The session is fetched after a lost connection at most this often, ms. */
const doubtMs = 60_000

const rooms = new WeakMap<Client, Room>()

/** @param openSocket counts for the first call with a client */
export function roomOf(client: Client, openSocket: OpenSocket = browserSocket): Room {
  const known = rooms.get(client)
  if (known) return known
  const room = createRoom(client, openSocket)
  rooms.set(client, room)
  return room
}

const browserSocket: OpenSocket = (url) => (typeof WebSocket === 'undefined' ? undefined : new WebSocket(url))

function createRoom(client: Client, openSocket: OpenSocket): Room {
  const { clock, page, openChannel } = client.ports
  const members = new Set<Member>()
  const streams = new Map<string, { readonly scope: Scope; readonly stream: Stream; readonly context: string }>()
  let open: { readonly scope: Scope; readonly channel: Channel | undefined } | undefined
  let isWatched = false
  let doubtedAtMs = -Infinity
  // A resource takes no data during a change, so that its load ends after it.
  const { refresh: untilQuiet } = client.resource(async () => undefined)

  const context = () => client.$contextKey.get()
  const channelName = `wachter_notifications_${hostOf(client.baseUrl)}`
  const hear = (news: News, isHere = true, isMeant: (member: Member) => boolean = () => true) => {
    for (const member of [...members]) {
      // A listener of the app may have stopped it in this instant.
      if (members.has(member) && isMeant(member)) callSafely(() => member.hear(news, isHere))
    }
  }
  const doubt = () => {
    if (clock.monotonic() - doubtedAtMs < doubtMs) return
    doubtedAtMs = clock.monotonic()
    client.refetch().catch(() => undefined)
  }

  const start = (search: string, key: string) => {
    const scope = createScope()
    const isMeant = ({ filters }: Member) => streamSearch(filters(), client) === search
    // The context may have changed in this instant, before `plan` has heard of it.
    const ifCurrent = (work: () => void) => {
      if (context() === key) work()
    }
    const stream = openStream({
      client,
      scope,
      search,
      openSocket,
      untilQuiet,
      onNotification: (notification) => ifCurrent(() => hear({ type: 'arrived', notification }, true, isMeant)),
      onGap: () => ifCurrent(() => hear({ type: 'missed' }, true, isMeant)),
      onDoubt: () => ifCurrent(doubt),
      onState: () => ifCurrent(() => hear({ type: 'state' }, true, isMeant)),
    })
    streams.set(search, { scope, stream, context: key })
  }

  const plan = () => {
    const key = context()
    const wanted = key === null || !isWatched ? [] : [...members].map(({ filters }) => streamSearch(filters(), client))
    for (const [search, one] of streams) {
      if (wanted.includes(search) && one.context === key) continue
      streams.delete(search)
      one.scope.close()
    }
    for (const search of wanted) if (search !== undefined && key !== null && !streams.has(search)) start(search, key)
  }

  const enter = () => {
    const scope = createScope()
    const leaving = scope.timer(clock)
    const watch = (next: boolean) => {
      leaving.clear()
      if (isWatched === next) return
      isWatched = next
      plan()
      hear({ type: 'state' })
    }
    isWatched = page.isVisible()
    scope.add(
      page.listen((signal) => {
        if (signal === 'hidden') leaving.set(() => watch(false), lingerMs)
        else watch(page.isVisible())
        for (const { stream } of streams.values()) {
          if (signal === 'resume') stream.renew()
          if (signal === 'online') stream.hurry()
        }
      }),
    )
    scope.add(client.$contextKey.listen(plan))
    const channel = openChannel(channelName, (message) => {
      const key = context()
      const news = scope.isClosed() || key === null ? undefined : readNews(message, key)
      if (news) hear(news, false)
    })
    if (channel) scope.add(() => channel.close())
    open = { scope, channel }
  }

  /** Also without members: people mark a notification and leave the page. */
  const post = (message: unknown) => {
    const channel = open ? open.channel : openChannel(channelName, () => undefined)
    channel?.post(message)
    if (!open) channel?.close()
  }

  const depart = () => {
    plan()
    if (members.size > 0) return
    open?.scope.close()
    open = undefined
  }

  return {
    join(member) {
      members.add(member)
      if (!open) enter()
      // Later: who leaves in the same task opens nothing.
      queueMicrotask(plan)
      return () => {
        members.delete(member)
        // Two statements: a clock without `unref` would not evaluate the argument.
        const timer = clock.setTimeout(depart, leaveMs)
        clock.unref?.(timer)
      }
    },
    plan,
    tell(news) {
      const key = context()
      if (key !== null) post(packNews(news, key))
      hear(news)
    },
    isWatched: () => isWatched,
    streamOf: (filters) => ({
      init: closed,
      get: () => streams.get(streamSearch(filters, client) ?? '')?.stream.state() ?? closed,
    }),
  }
}

const closed: StreamState = { isOpen: false, error: undefined }
