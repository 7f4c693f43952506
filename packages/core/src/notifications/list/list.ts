import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import type { Binding } from '../../flows/engine/accounts.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forContext } from '../../flows/engine/declaration.js'
import { requireText } from '../../flows/inputs/require-text.js'
import { fits, isOfPlace, queryOf } from '../filters.js'
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
 *
 * @see PROTOCOL.md §3.9
 */
export const createNotifications = (client: Client, options: NotificationsOptions = {}): NotificationsFlow =>
  createFlow<NotificationsStep, NotificationsFlow>(client, (engine) => declareNotifications(engine, options))

function declareNotifications(
  { client, state, unlessLeft }: Engine<NotificationsStep>,
  { limit = defaultLimit, openSocket, ...filters }: NotificationsOptions,
): FlowDeclaration<NotificationsStep, NotificationsFlow> {
  const room = roomOf(client, openSocket)
  const shelf = createShelf(filters)
  const ask = createAskPage(client, filters)
  const marking = createMarking({ client, filters, ask })

  const resource = client.resource(async (signal) => {
    const begunAt = shelf.begin()
    const page = await ask(queryOf(filters), { limit, signal })
    // Reading both drops what belongs to another context, and cancels this load.
    state()
    const before = resource.$state.get().data
    if (!signal.aborted) shelf.settle(page, before, begunAt)
    return page
  })
  const first = () => resource.$state.get().data

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
      const known = shelf.all(first()).find((notification) => notification.id === id)
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
    if (!shelf.hasMore(first())) return
    const begunAt = shelf.begin()
    const cursor = shelf.cursor(first())
    const page = await unlessLeft(ask(queryOf(filters), { limit, cursor }))
    account.checkContext()
    // Older pages were dropped meanwhile: those above this one are missing.
    if (shelf.cursor(first()) !== cursor) return more(account)
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
    idle: ['loading', 'signed-out', 'manage'],
    stepOf({ container }, _isComplete, read) {
      if (!container) return { kind: 'loading' }
      if (!container.activeSignIn) return { kind: 'signed-out' }
      const { data, error } = resource.$state.get()
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
    follows: [watching(room, { filters, hear }, resource.$state)],
  }
}
