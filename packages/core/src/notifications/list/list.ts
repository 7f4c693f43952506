import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import type { Binding } from '../../flows/engine/accounts.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forContext } from '../../flows/engine/declaration.js'
import { requireText } from '../../flows/inputs/require-text.js'
import { fits, isOfPlace, keyOf, type NotificationFilters, queryOf } from '../filters.js'
import { type News, roomOf } from '../room/room.js'
import { watching } from '../room/watching.js'
import type { NotificationsOptions, NotificationsState, NotificationsStep } from './list-steps.js'
import { createMarking, type Marking } from './marking.js'
import { createAskPage } from './page.js'
import { createShelf } from './shelf.js'

export interface NotificationsFlow {
  /** Loads and streams while it has listeners and the page is visible. */
  readonly $state: ReadableAtom<NotificationsState>
  /** Drops the older pages, and the error. */
  readonly restart: () => void
  /**
   * Shows those of other filters, in the place of all filters before. What does not belong to them is gone in the same
   * instant, and equal filters change nothing.
   */
  readonly filter: (filters: NotificationFilters) => void
}

const defaultLimit = 20

/**
 * The notifications of the active account, newest first, with those that arrive meanwhile. By default those of the user, the
 * active organization and the active workspace. When another account, organization or workspace becomes active, they are
 * gone in the same instant.
 *
 * @example
 * ```ts
 * import { createNotifications } from '@wachter/core/notifications'
 *
 * const { $state } = createNotifications(client, { isArchived: false })
 * const stop = $state.subscribe(({ step }) => {
 *   if (step.kind === 'manage') console.log(step.notifications?.map(({ title }) => title))
 * })
 * ```
 * @example With a choice of what is shown
 * ```ts
 * import { createNotifications } from '@wachter/core/notifications'
 *
 * const inbox = createNotifications(client, { isArchived: false })
 * const stop = inbox.$state.subscribe(({ step }) => console.log(step.kind))
 * inbox.filter({ isArchived: true })
 * ```
 *
 * @see PROTOCOL.md §3.9
 */
export const createNotifications = (client: Client, options: NotificationsOptions = {}): NotificationsFlow =>
  createFlow<NotificationsStep, NotificationsFlow>(client, (engine) => declareNotifications(engine, options))

function declareNotifications(
  { client, state, refresh, unlessLeft }: Engine<NotificationsStep>,
  { limit = defaultLimit, openSocket, ...initial }: NotificationsOptions,
): FlowDeclaration<NotificationsStep, NotificationsFlow> {
  let filters: NotificationFilters = initial
  const now = () => filters
  const room = roomOf(client, openSocket)
  const shelf = createShelf(now)
  const ask = createAskPage(client, now)
  const marking = createMarking({ client, filters: now, ask })

  const resource = client.resource(async (signal) => {
    const begunAt = shelf.begin()
    const page = await ask(queryOf(filters), { limit, signal })
    // Reading both drops what belongs to another context, and cancels this load.
    state()
    if (!signal.aborted) shelf.settle(page, top(), begunAt)
    return { ...page, key: keyOf(filters) }
  })
  /** The first page, if it is of these filters. */
  const top = () => {
    const { data } = resource.$state.get()
    return data?.key === keyOf(filters) ? data : undefined
  }

  const hear = (news: News) => {
    // Drops what belongs to another context.
    state()
    switch (news.type) {
      case 'arrived':
        if (fits(filters, news.notification) && isOfPlace(filters, news.notification, client))
          shelf.arrive(news.notification)
        return
      case 'marked':
        return shelf.mark(news.id, news.marks)
      case 'changed':
        return shelf.trim()
      case 'missed':
        return void resource.refresh()
    }
  }

  const mark = (one: Marking) =>
    forContext<[id: string]>(async (account, id) => {
      requireText('id', id)
      const known = shelf.all(top()).find((notification) => notification.id === id)
      // What toggles must be known.
      if (!known && one.mark !== 'isRead')
        throw new SessionError('notification-not-found', 'The list does not show this notification')
      if (known?.[one.mark] === one.wanted) return
      await unlessLeft(marking.one(account, id, one))
      // Another account may be shown the same notification.
      account.checkContext()
      room.tell({ type: 'marked', id, marks: { [one.mark]: one.wanted } })
      shelf.mark(id, { [one.mark]: one.wanted })
    })

  const changeAll = async (account: Binding, path: string, left: Parameters<typeof marking.all>[2]) => {
    await unlessLeft(marking.all(account, path, left))
    shelf.trim()
    room.tell({ type: 'changed' })
  }

  const more = async (account: Binding): Promise<void> => {
    if (!shelf.hasMore(top())) return
    const begunAt = shelf.begin()
    const cursor = shelf.cursor(top())
    const asked = filters
    const page = await unlessLeft(ask(queryOf(filters), { limit, cursor }))
    account.checkContext()
    if (asked !== filters) return
    // Older pages were dropped meanwhile: those above this one are missing.
    if (shelf.cursor(top()) !== cursor) return more(account)
    shelf.append(page, begunAt)
  }

  return {
    actions: {
      manage: {
        more: forContext(more),
        reload: forContext(() => unlessLeft(resource.refresh())),
        read: mark({ verb: 'read', mark: 'isRead', wanted: true }),
        unread: mark({ verb: 'unread', mark: 'isRead', wanted: false }),
        archive: mark({ verb: 'archive', mark: 'isArchived', wanted: true }),
        unarchive: mark({ verb: 'archive', mark: 'isArchived', wanted: false }),
        star: mark({ verb: 'star', mark: 'isStarred', wanted: true }),
        unstar: mark({ verb: 'star', mark: 'isStarred', wanted: false }),
        readAll: forContext((account) => changeAll(account, 'mark-all-read', { isRead: false })),
        archiveAll: forContext((account) =>
          changeAll(account, 'archive-all-read', { isRead: true, isArchived: false }),
        ),
      },
    },
    always: {},
    others: {
      filter(next) {
        if (keyOf(next) === keyOf(filters)) return
        filters = next
        shelf.clear()
        room.plan()
        void resource.refresh()
        refresh()
      },
    },
    idle: ['loading', 'signed-out', 'manage'],
    stepOf({ container }, _isComplete, read) {
      if (!container) return { kind: 'loading' }
      if (!container.activeSignIn) return { kind: 'signed-out' }
      const { error } = resource.$state.get()
      const data = top()
      const { isOpen, error: streamError } = read(room.streamOf(filters))
      return {
        kind: 'manage',
        key: `notifications of ${client.$contextKey.get()}`,
        notifications: data && shelf.show(data),
        hasMore: shelf.hasMore(data),
        isLive: isOpen,
        loadError: error,
        streamError,
      }
    },
    forget: shelf.clear,
    onContextChanged: shelf.clear,
    follows: [watching(room, { filters: now, hear }, resource.$state)],
  }
}
