import type { SessionError } from '../../errors.js'
import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { NotificationFilters } from '../filters.js'
import type { Notification } from '../notification.js'
import type { OpenSocket } from '../room/stream.js'

export interface NotificationsOptions extends NotificationFilters {
  /** How many notifications a page has. Default 20. */
  readonly limit?: number
  /** Opens the WebSocket of the stream, for tests and for environments without one. The first one given counts per client. */
  readonly openSocket?: OpenSocket
}

export type NotificationsState = FlowState<NotificationsStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<NotificationsState>

/** See PROTOCOL.md §3.9. */
export type NotificationsStep = LoadingStep | NotificationsSignedOutStep | NotificationsManageStep

/** No account is active. */
export interface NotificationsSignedOutStep extends StepBase {
  readonly kind: 'signed-out'
}

/** How the notifications come. */
export interface Delivery {
  /** Whether new ones arrive at once, by the stream. Otherwise the server is asked every two minutes. */
  readonly isLive: boolean
  /** Why the last load failed; what was loaded before stays. */
  readonly loadError: SessionError | undefined
  /** `stream-failed`: the server refused the stream. */
  readonly streamError: SessionError | undefined
}

/**
 * The notifications of the active account. Codes of all actions: `signed-out`, `context-changed` when another account,
 * organization or workspace became active before it was sent, `unconfirmed` when its outcome is not known.
 */
export interface NotificationsManageStep extends StepBase, Delivery {
  readonly kind: 'manage'
  /** Newest first. Undefined until they are loaded, and after another account, organization or workspace became active. */
  readonly notifications: readonly Notification[] | undefined
  readonly hasMore: boolean
  /** Adds the next page. */
  readonly more: () => Outcome
  /** Loads the first page again. */
  readonly reload: () => Outcome
  /** Codes of this and the next five: `notification-not-found`. Nothing is sent for what is so already. */
  readonly read: (id: string) => Outcome
  readonly unread: (id: string) => Outcome
  readonly archive: (id: string) => Outcome
  readonly unarchive: (id: string) => Outcome
  readonly star: (id: string) => Outcome
  readonly unstar: (id: string) => Outcome
  /** Marks everything that the filters select as read, also what is not loaded. */
  readonly readAll: () => Outcome
  /** Archives everything read that the filters select, also what is not loaded. */
  readonly archiveAll: () => Outcome
}
