import type { UserData } from '../identity/users'
import {
  addNotification,
  hasExpired,
  type Notification,
  type NotificationContent,
  type NotificationData,
  type Recipient,
} from '../notifications/notifications'
import type { NotificationStreams } from '../notifications/streams'
import type { OrganizationData } from '../places/organizations'
import type { WorkspaceData } from '../places/workspaces'
import { knownByName, knownUser } from './lookup'

/** Sends notifications, and ends the streams that carry them. */
export interface NotificationControls {
  /**
   * Sends a notification to a user, an organization or a workspace, and to the open streams that show it.
   *
   * @throws {TypeError} unless it names exactly one of them
   */
  sendNotification(notification: NewNotification): Readonly<Notification>
  /** How many streams of notifications are open. */
  notificationStreams(): number
  /**
   * Closes every open stream and returns how many there were. Without a code, the connections are lost, which clients see as
   * code 1006.
   *
   * @throws {RangeError} for a code that no server may send
   */
  closeNotificationStreams(code?: number): number
}

/** A notification to a user by id, e-mail address or username, or to the members of a place by id or name. */
export interface NewNotification extends NotificationContent {
  user?: string
  organization?: string
  workspace?: string
}

/** The parts of the world that recipients are found in. */
type RecipientData = UserData & OrganizationData & WorkspaceData

export function createNotificationControls(
  data: RecipientData & NotificationData,
  streams: NotificationStreams,
): NotificationControls {
  return {
    sendNotification(notification) {
      const row = addNotification(data, recipientOf(data, notification), notification)
      if (!hasExpired(data, row)) streams.publish(row)
      return structuredClone(row)
    },
    notificationStreams: () => streams.count(),
    closeNotificationStreams(code) {
      if (code !== undefined && !isCloseCode(code)) throw new RangeError(`${code} is no code that closes a WebSocket`)
      return streams.closeAll(code)
    },
  }
}

export function recipientOf(data: RecipientData, { user, organization, workspace }: NewNotification): Recipient {
  if ([user, organization, workspace].filter((name) => name !== undefined).length !== 1) {
    throw new TypeError('A notification names a "user", an "organization" or a "workspace", and one of them only')
  }
  return {
    userId: user === undefined ? null : knownUser(data, user).id,
    organizationId:
      organization === undefined ? null : knownByName(data.organizations, 'organization', organization).id,
    workspaceId: workspace === undefined ? null : knownByName(data.workspaces, 'workspace', workspace).id,
  }
}

function isCloseCode(code: number): boolean {
  const isStandard = code >= 1_000 && code <= 1_014 && code !== 1_004 && code !== 1_005 && code !== 1_006
  return Number.isInteger(code) && (isStandard || (code >= 3_000 && code <= 4_999))
}
