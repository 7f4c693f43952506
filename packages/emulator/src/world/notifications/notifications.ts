import type { RowSource } from '../ids'

/** A message to one user, or to the members of one organization or workspace: exactly one of the three ids is set. */
export interface Notification {
  id: string
  createdAtMs: number
  userId: string | null
  organizationId: string | null
  workspaceId: string | null
  title: string
  body: string
  /** `info`, `success`, `warning`, `error`, or another word of the app's. */
  severity: string
  ctas: { label: string; payload: unknown }[]
  metadata: Record<string, unknown> | null
  expiresAtMs: number | null
  /** What each reader did with it, by user id: to read it for one member leaves it unread for the others. */
  marks: Record<string, Marks>
}

export interface Marks {
  readAtMs: number | null
  archivedAtMs: number | null
  starred: boolean
}

export type NotificationContent = Pick<Notification, 'title'> &
  Partial<Pick<Notification, 'body' | 'severity' | 'ctas' | 'metadata'>> & {
    /** Default: it never expires. A negative value creates an expired one. */
    lifetimeMs?: number
  }

export type Recipient = Pick<Notification, 'userId' | 'organizationId' | 'workspaceId'>

/** The parts of the world that notifications use. */
export interface NotificationData extends RowSource {
  notifications: Map<string, Notification>
}

const unmarked: Marks = { readAtMs: null, archivedAtMs: null, starred: false }

export function addNotification(
  data: NotificationData,
  recipient: Recipient,
  { title, body = '', severity = 'info', ctas = [], metadata = null, lifetimeMs }: NotificationContent,
): Notification {
  const now = data.clock.now()
  const row: Notification = {
    id: data.ids.next(),
    createdAtMs: now,
    ...recipient,
    title,
    body,
    severity,
    ctas: structuredClone(ctas),
    metadata: structuredClone(metadata),
    expiresAtMs: lifetimeMs === undefined ? null : now + lifetimeMs,
    marks: {},
  }
  data.notifications.set(row.id, row)
  return row
}

export function hasExpired(data: RowSource, { expiresAtMs }: Notification): boolean {
  return expiresAtMs !== null && expiresAtMs <= data.clock.now()
}

export function marksOf({ marks }: Notification, userId: string): Marks {
  return marks[userId] ?? unmarked
}

export function mark(notification: Notification, userId: string, change: Partial<Marks>): void {
  notification.marks[userId] = { ...marksOf(notification, userId), ...change }
}
