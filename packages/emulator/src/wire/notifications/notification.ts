import type { DeploymentData } from '../../world/deployment/deployment'
import { marksOf, type Notification } from '../../world/notifications/notifications'
import type { StreamFrame } from '../../world/notifications/streams'
import { makeNasty } from '../nasty'
import { timeToWire } from '../time'

/** As `/notifications` lists it for one reader. */
export function notificationToWire(data: DeploymentData, notification: Notification, readerId: string) {
  const { organizationId, workspaceId, metadata, expiresAtMs } = notification
  const { readAtMs, archivedAtMs, starred } = marksOf(notification, readerId)
  return {
    ...streamedNotificationToWire(data, notification),
    is_read: readAtMs !== null,
    is_archived: archivedAtMs !== null,
    is_starred: starred,
    ...(organizationId !== null && { organization_id: organizationId }),
    ...(workspaceId !== null && { workspace_id: workspaceId }),
    ...(metadata && { metadata: structuredClone(metadata) }),
    ...(readAtMs !== null && { read_at: timeToWire(readAtMs) }),
    ...(archivedAtMs !== null && { archived_at: timeToWire(archivedAtMs) }),
    ...(expiresAtMs !== null && { expires_at: timeToWire(expiresAtMs) }),
  }
}

/** The text of a frame. A pong is not JSON. */
export function streamFrameToText(data: DeploymentData, frame: StreamFrame, { nasty }: { nasty: boolean }): string {
  if (frame.type === 'pong') return 'pong'
  if (frame.type !== 'notification') return JSON.stringify(frame)
  const shaped = streamedNotificationToWire(data, frame.notification)
  return JSON.stringify({ type: frame.type, data: nasty ? makeNasty(shaped) : shaped })
}

/** A stream sends fewer fields than the list: no marks, and no place. */
function streamedNotificationToWire({ deployment }: DeploymentData, notification: Notification) {
  const { id, userId, title, body, severity, ctas, createdAtMs } = notification
  return {
    id,
    // Never absent: the vendor's own client throws without it. Zero in a notification to a place.
    user_id: userId ?? '0',
    deployment_id: deployment.id,
    title,
    body,
    severity,
    ctas: structuredClone(ctas),
    created_at: timeToWire(createdAtMs),
  }
}
