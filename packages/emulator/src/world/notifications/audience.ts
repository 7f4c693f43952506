import type { Signin } from '../access/signins'
import { type MembershipData, organizationMembershipsOf, workspaceMembershipsOf } from '../places/memberships'
import { hasExpired, type Notification, type NotificationData } from './notifications'

export const scopes = ['all', 'current', 'user', 'organization', 'workspace'] as const
export const channels = ['user', 'organization', 'workspace'] as const

type Channel = (typeof channels)[number]

/**
 * What to show. All of it narrows: `current` leaves the user and the active places, a channel the recipients of
 * that kind, and a list of ids the places in it, of their kind. An empty list narrows nothing.
 */
export interface Selection {
  scope: (typeof scopes)[number]
  channels: Channel[]
  organizationIds: string[]
  workspaceIds: string[]
}

/** The recipients whose notifications one sign-in is shown. */
export interface Audience {
  userIds: ReadonlySet<string>
  organizationIds: ReadonlySet<string>
  workspaceIds: ReadonlySet<string>
}

/** At most the user of a sign-in and the places they are a member of, whatever is asked for. */
export function audienceOf(data: MembershipData, signin: Signin, wanted: Selection): Audience {
  const { userId, activeOrganizationMembershipId, activeWorkspaceMembershipId } = signin
  const isActive = ({ id }: { id: string }) =>
    wanted.scope !== 'current' || id === activeOrganizationMembershipId || id === activeWorkspaceMembershipId
  const organizations = organizationMembershipsOf(data, userId).filter(isActive)
  const workspaces = workspaceMembershipsOf(data, userId, undefined).filter(isActive)
  const organizationIds = organizations.map((row) => row.organizationId)
  const workspaceIds = workspaces.map((row) => row.workspaceId)
  return {
    userIds: new Set(hasChannel(wanted, 'user') ? [userId] : []),
    organizationIds: new Set(hasChannel(wanted, 'organization') ? listed(organizationIds, wanted.organizationIds) : []),
    workspaceIds: new Set(hasChannel(wanted, 'workspace') ? listed(workspaceIds, wanted.workspaceIds) : []),
  }
}

/** Newest first, without expired ones. */
export function notificationsFor(data: NotificationData, audience: Audience): Notification[] {
  return [...data.notifications.values()].filter((row) => reaches(row, audience) && !hasExpired(data, row)).reverse()
}

export function reaches({ userId, organizationId, workspaceId }: Notification, audience: Audience): boolean {
  if (userId !== null) return audience.userIds.has(userId)
  if (organizationId !== null) return audience.organizationIds.has(organizationId)
  return workspaceId !== null && audience.workspaceIds.has(workspaceId)
}

function hasChannel({ scope, channels }: Selection, channel: Channel): boolean {
  const inScope = scope === 'all' || scope === 'current' || scope === channel
  return inScope && (channels.length === 0 || channels.includes(channel))
}

function listed(ids: string[], wanted: string[]): string[] {
  return wanted.length === 0 ? ids : ids.filter((id) => wanted.includes(id))
}
