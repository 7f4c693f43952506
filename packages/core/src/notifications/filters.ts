import type { Client } from '../client.js'
import type { Notification } from './notification.js'

/** Whom a notification is addressed to. */
export type NotificationChannel = 'user' | 'organization' | 'workspace'

/** Which notifications of the active account are meant. What is not given does not narrow. */
export interface NotificationFilters {
  /**
   * - `current` (the default): to the user, to the active organization and to the active workspace.
   * - `all`: also to the other organizations and workspaces of the user, whichever is active.
   * - `user`, `organization`, `workspace`: only this kind, of all places.
   */
  readonly scope?: 'current' | 'all' | NotificationChannel
  readonly channels?: readonly NotificationChannel[]
  readonly organizationIds?: readonly string[]
  readonly workspaceIds?: readonly string[]
  readonly isRead?: boolean
  readonly isArchived?: boolean
  readonly isStarred?: boolean
  readonly severity?: string
}

/** The parameters of a request. */
export type Query = NonNullable<Parameters<Client['request']>[0]['query']>

/** The parameters of the list, of the unread count and of what changes all of them (PROTOCOL.md §3.9). */
export const queryOf = (filters: NotificationFilters): Query => ({
  ...placesOf(filters),
  is_read: flagText(filters.isRead),
  is_archived: flagText(filters.isArchived),
  is_starred: flagText(filters.isStarred),
  severity: filters.severity,
})

/** The part of the parameters that names recipients. */
export const placesOf = ({ scope = 'current', channels, organizationIds, workspaceIds }: NotificationFilters) => ({
  scope,
  channels,
  organization_ids: organizationIds,
  workspace_ids: workspaceIds,
})

const flagText = (flag: boolean | undefined) => (flag === undefined ? undefined : String(flag))

/** Equal for equal filters. */
export const keyOf = (filters: NotificationFilters): string => JSON.stringify(queryOf(filters))

const channelNames: readonly NotificationChannel[] = ['user', 'organization', 'workspace']

/**
 * The parameters of the stream, which knows no scope (PROTOCOL.md §3.9): the active places by their ids, so that the
 * stream never carries what is for others. Undefined if there is nothing to hear of.
 */
export function streamSearch(filters: NotificationFilters, client: Client): string | undefined {
  const { scope = 'current', channels = [] } = filters
  const active = {
    organization: client.$activeOrganization.get()?.id,
    workspace: client.$activeWorkspace.get()?.id,
  }
  const ids = (channel: 'organization' | 'workspace', wanted: readonly string[] = []) => {
    if (scope !== 'current') return wanted
    const id = active[channel]
    return id !== undefined && (wanted.length === 0 || wanted.includes(id)) ? [id] : undefined
  }
  const organizationIds = ids('organization', filters.organizationIds)
  const workspaceIds = ids('workspace', filters.workspaceIds)
  const heard = channelNames.filter(
    (channel) =>
      (scope === 'current' || scope === 'all' || scope === channel) &&
      (channels.length === 0 || channels.includes(channel)) &&
      !(channel === 'organization' && !organizationIds) &&
      !(channel === 'workspace' && !workspaceIds),
  )
  if (heard.length === 0) return undefined
  const lists = { channels: heard, organization_ids: organizationIds ?? [], workspace_ids: workspaceIds ?? [] }
  const parts = Object.entries(lists).filter(([, list]) => list.length > 0)
  return String(new URLSearchParams(parts.map(([name, list]) => [name, list.join(',')])))
}

/** Whether a notification of the right recipients has the wanted marks. */
export const fits = (filters: NotificationFilters, notification: Notification): boolean =>
  (['isRead', 'isArchived', 'isStarred', 'severity'] as const).every(
    (name) => filters[name] === undefined || filters[name] === notification[name],
  )

/** Whether it may be shown in the active places. The server may already be in others, after a switch on another device. */
export function isOfPlace(
  { scope = 'current' }: NotificationFilters,
  { organizationId, workspaceId }: Notification,
  client: Client,
): boolean {
  if (scope !== 'current') return true
  const isActive = (id: string | undefined, active: { readonly id: string } | null | undefined) =>
    id === undefined || id === active?.id
  return (
    isActive(organizationId, client.$activeOrganization.get()) && isActive(workspaceId, client.$activeWorkspace.get())
  )
}
