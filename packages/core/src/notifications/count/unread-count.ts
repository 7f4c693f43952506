import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { createFlow } from '../../flows/engine/create-flow.js'
import type { NotificationFilters } from '../filters.js'
import type { OpenSocket } from '../room/stream.js'
import { counterOf } from './counter.js'
import type { UnreadCountState, UnreadCountStep } from './unread-count-steps.js'

export interface UnreadCountOptions extends NotificationFilters {
  /** See `createNotifications`. */
  readonly openSocket?: OpenSocket
}

export interface UnreadCountFlow {
  /** Loads and streams while it has listeners and the page is visible. */
  readonly $state: ReadableAtom<UnreadCountState>
  readonly restart: () => void
}

/**
 * How many notifications are unread. All who ask for the same filters share one request, also in other tabs, and the count
 * follows what arrives and what is read in any tab. Filters as for `createNotifications`.
 *
 * @example
 * ```ts
 * import { createUnreadCount } from '@wachter/core/notifications'
 *
 * const { $state } = createUnreadCount(client)
 * const stop = $state.subscribe(({ step }) => {
 *   if (step.kind === 'manage') document.title = `(${step.count ?? 0}) Inbox`
 * })
 * ```
 *
 * @see PROTOCOL.md §3.9
 */
export const createUnreadCount = (
  client: Client,
  { openSocket, ...filters }: UnreadCountOptions = {},
): UnreadCountFlow =>
  createFlow<UnreadCountStep, UnreadCountFlow>(client, () => {
    const counter = counterOf(client, filters, openSocket)
    return {
      actions: {},
      always: {},
      idle: ['loading', 'signed-out', 'manage'],
      stepOf({ container }, _isComplete, read) {
        if (!container) return { kind: 'loading' }
        if (!container.activeSignIn) return { kind: 'signed-out' }
        return { kind: 'manage', key: `unread count of ${client.$contextKey.get()}`, ...counter.view(read) }
      },
      forget: () => undefined,
      follows: [counter],
    }
  })
