import type { Client } from '../../client.js'
import type { Followed, Read } from '../../flows/engine/declaration.js'
import { createScope } from '../../scope.js'
import { count, object, toModel } from '../../wire/primitives.js'
import { keyOf, type NotificationFilters, queryOf } from '../filters.js'
import type { Delivery } from '../list/list-steps.js'
import { type News, roomOf } from '../room/room.js'
import type { OpenSocket } from '../room/stream.js'
import { watching } from '../room/watching.js'

/** The unread count of some filters, for all who ask for it. */
export interface Counter extends Followed {
  readonly view: (read: Read) => Delivery & { readonly count: number | undefined }
}

/**
 * Marking one after the other must not use up the 20 requests a minute: a few follow at once, then there is one every 5 s.
 * Together they are at most 17 a minute, ms.
 */
const betweenMs = (asked: number) => (asked < 6 ? 500 : 5_000)
const minuteMs = 60_000
/** The window that asks first tells the others. */
const spreadMs = 1_000

/** Weak: an app may count with ever other filters. */
const counters = new WeakMap<Client, Map<string, WeakRef<Counter>>>()

export function counterOf(client: Client, filters: NotificationFilters, openSocket?: OpenSocket): Counter {
  const key = keyOf(filters)
  const known = counters.get(client) ?? new Map<string, WeakRef<Counter>>()
  counters.set(client, known)
  for (const [unused, weak] of known) if (!weak.deref()) known.delete(unused)
  const counter = known.get(key)?.deref() ?? createCounter(client, filters, key, openSocket)
  known.set(key, new WeakRef(counter))
  return counter
}

function createCounter(
  client: Client,
  filters: NotificationFilters,
  key: string,
  openSocket: OpenSocket | undefined,
): Counter {
  const { clock } = client.ports
  const room = roomOf(client, openSocket)
  const timer = createScope().timer(clock)
  let instant = 0
  /** The count that another tab asked for. */
  let told: { readonly count: number; readonly at: number } | undefined
  /** When it was asked in the last minute. */
  let asked: readonly number[] = []
  let dueAtMs = Infinity
  /** Something happened, or may have, while the page was hidden or without listeners. */
  let isOld = false
  let listeners = 0
  /** Requests under way. */
  let loads = 0

  const resource = client.resource(async (signal) => {
    settleDue()
    asked = [...asked.filter((atMs) => atMs > clock.monotonic() - minuteMs), clock.monotonic()]
    const at = ++instant
    loads++
    const asking = client.request({
      path: 'notifications/scope-unread',
      query: queryOf(filters),
      schema: unreadCount(),
      signal,
    })
    const { count } = await asking.finally(() => loads--)
    return { count, at }
  })
  /** The newest count that the other tabs were told. */
  let sharedAt = 0
  // Not in the load: during a change the server may have counted for the next account. The resource takes no such count.
  const $shared: Followed = {
    listen: (onChange) =>
      resource.$state.listen(({ data }) => {
        if (data && data.at > sharedAt) {
          sharedAt = data.at
          room.tell({ type: 'counted', key, count: data.count })
        }
        onChange()
      }),
  }

  const settleDue = () => {
    dueAtMs = Infinity
    isOld = false
    timer.clear()
  }
  const recount = (delayMs: number) => {
    if (!room.isWatched()) {
      isOld = true
      return
    }
    const nowMs = clock.monotonic()
    const recent = asked.filter((atMs) => atMs > nowMs - minuteMs)
    const atMs = Math.max(nowMs + delayMs, (recent.at(-1) ?? -Infinity) + betweenMs(recent.length))
    if (dueAtMs <= atMs) return
    dueAtMs = atMs
    timer.set(() => {
      settleDue()
      if (listeners > 0) void resource.refresh()
    }, atMs - nowMs)
  }
  const soon = () => recount(Math.random() * spreadMs)

  const hear = (news: News, isHere: boolean) => {
    switch (news.type) {
      case 'marked':
        return isHere ? recount(0) : soon()
      case 'arrived':
        return soon()
      case 'missed':
        return recount(0)
      case 'counted':
        // What this tab is asking for may be newer.
        if (news.key !== key || isHere || loads > 0) return
        settleDue()
        told = { count: news.count, at: ++instant }
        return
      case 'state':
        if (isOld) recount(0)
    }
  }
  const watch = watching(room, { filters: () => filters, hear }, $shared)

  return {
    view(read) {
      const { data, error } = read(resource.$state)
      const { isOpen, error: streamError } = read(room.streamOf(filters))
      const newest = data && told && told.at > data.at ? told : data
      return { count: newest?.count, isLive: isOpen, loadError: error, streamError }
    },
    listen(onChange) {
      listeners++
      const stop = watch.listen(onChange)
      if (isOld) recount(0)
      return () => {
        listeners--
        stop()
        // Without listeners it hears of nothing. A component that is replaced leaves and joins in the same task.
        queueMicrotask(() => {
          isOld ||= listeners === 0
        })
      }
    },
  }
}

const unreadCount = () => toModel(object({ count }))
