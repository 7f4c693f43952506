import type { WorldData } from './data'

export interface OrganizationMembership {
  id: string
  createdAtMs: number
  updatedAtMs: number
  userId: string
  organizationId: string
  roleIds: string[]
  publicMetadata: Record<string, unknown> | null
}

export interface WorkspaceMembership extends OrganizationMembership {
  workspaceId: string
  organizationMembershipId: string
}

export function addOrganizationMembership(
  data: WorldData,
  membership: Pick<OrganizationMembership, 'userId' | 'organizationId' | 'roleIds'>,
): OrganizationMembership {
  const now = data.clock.now()
  const row = { id: data.ids.next(), createdAtMs: now, updatedAtMs: now, publicMetadata: {}, ...membership }
  data.organizationMemberships.set(row.id, row)
  return row
}

export function addWorkspaceMembership(
  data: WorldData,
  membership: Pick<WorkspaceMembership, 'userId' | 'organizationId' | 'workspaceId' | 'roleIds'>,
): WorkspaceMembership {
  const parent = organizationMembershipOf(data, membership.userId, membership.organizationId)
  if (!parent) throw new Error('A member of a workspace must be a member of its organization')
  const now = data.clock.now()
  const own = { id: data.ids.next(), createdAtMs: now, updatedAtMs: now, publicMetadata: {} }
  const row: WorkspaceMembership = { ...own, ...membership, organizationMembershipId: parent.id }
  data.workspaceMemberships.set(row.id, row)
  return row
}

export function organizationMembershipOf(
  data: WorldData,
  userId: string,
  organizationId: string,
): OrganizationMembership | undefined {
  return [...data.organizationMemberships.values()].find(
    (row) => row.userId === userId && row.organizationId === organizationId,
  )
}

export function workspaceMembershipOf(
  data: WorldData,
  userId: string,
  workspaceId: string,
): WorkspaceMembership | undefined {
  return [...data.workspaceMemberships.values()].find((row) => row.userId === userId && row.workspaceId === workspaceId)
}

/** Newest first, as the server lists them. */
export function organizationMembershipsOf(data: WorldData, userId: string): OrganizationMembership[] {
  return [...data.organizationMemberships.values()].filter((row) => row.userId === userId).reverse()
}

/** Newest first, as the server lists them. */
export function workspaceMembershipsOf(
  data: WorldData,
  userId: string,
  organizationId: string | undefined,
): WorkspaceMembership[] {
  return [...data.workspaceMemberships.values()]
    .filter((row) => row.userId === userId && (!organizationId || row.organizationId === organizationId))
    .reverse()
}

/** Removes a membership of either kind. References to it are left dangling, as the server leaves them. */
export function removeMembership(data: WorldData, membershipId: string): boolean {
  for (const row of data.workspaceMemberships.values()) {
    if (row.organizationMembershipId === membershipId) data.workspaceMemberships.delete(row.id)
  }
  return data.organizationMemberships.delete(membershipId) || data.workspaceMemberships.delete(membershipId)
}

export function organizationMemberCount(data: WorldData, organizationId: string): number {
  return [...data.organizationMemberships.values()].filter((row) => row.organizationId === organizationId).length
}

export function workspaceMemberCount(data: WorldData, workspaceId: string): number {
  return [...data.workspaceMemberships.values()].filter((row) => row.workspaceId === workspaceId).length
}
