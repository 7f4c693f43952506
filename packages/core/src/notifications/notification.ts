import type { Json } from '../json.js'
import { as, flag, id, list, metadata, object, ref, strictList, text, time, toModel } from '../wire/primitives.js'

/** A button of a notification. What it does is the app's. */
export interface NotificationAction {
  readonly label: string
  /** The app's own data for it. */
  readonly payload: Json | undefined
}

export interface Notification {
  readonly id: string
  /** Undefined when it is addressed to an organization or a workspace, and in some answers of the server. */
  readonly userId: string | undefined
  /** Undefined for what the stream brought, which does not say it, until the list is loaded again. */
  readonly organizationId: string | undefined
  readonly workspaceId: string | undefined
  readonly title: string
  readonly body: string
  /** `info`, `success`, `warning`, `error`, or another word of the deployment. */
  readonly severity: string
  readonly ctas: readonly NotificationAction[]
  readonly isRead: boolean
  readonly isArchived: boolean
  readonly isStarred: boolean
  /** The app's own data. */
  readonly metadata: Json | undefined
  readonly createdAtMs: number | undefined
  readonly readAtMs: number | undefined
  readonly archivedAtMs: number | undefined
  readonly expiresAtMs: number | undefined
}

/** What may be changed of a notification. */
export type Marks = Partial<Pick<Notification, 'isRead' | 'isArchived' | 'isStarred'>>

const row = () =>
  object({
    id,
    user_id: ref,
    organization_id: ref,
    workspace_id: ref,
    title: text,
    body: text,
    severity: text,
    ctas: list(object({ label: text, payload: metadata })),
    is_read: flag,
    is_archived: flag,
    is_starred: flag,
    metadata,
    created_at: as('createdAtMs', time),
    read_at: as('readAtMs', time),
    archived_at: as('archivedAtMs', time),
    expires_at: as('expiresAtMs', time),
  })

/** One answer of the list. */
export const notificationPage = () => toModel(object({ notifications: strictList(row()), has_more: flag }))

/** A notification of the stream; undefined if it is malformed. */
export function readNotification(data: unknown): Notification | undefined {
  const result = toModel(row())['~standard'].validate(data)
  return result.issues ? undefined : result.value
}

/** Ids grow with time, and have more digits than a number can hold. */
export const newestFirst = (a: { readonly id: string }, b: { readonly id: string }): number =>
  b.id.length - a.id.length || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
