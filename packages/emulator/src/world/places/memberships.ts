import type { RowSource } from '../ids'

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

/** The parts of the world that memberships use. */
export interface MembershipData extends RowSource {
  organizationMemberships: Map<string, OrganizationMembership>
  workspaceMemberships: Map<string, WorkspaceMembership>
}

export function addOrganizationMembership(
  data: MembershipData,
  membership: Pick<OrganizationMembership, 'userId' | 'organizationId' | 'roleIds'>,
): OrganizationMembership {
  const now = data.clock.now()
  const row = { id: data.ids.next(), createdAtMs: now, updatedAtMs: now, publicMetadata: {}, ...membership }
  data.organizationMemberships.set(row.id, row)
  return row
}

export function addWorkspaceMembership(
  data: MembershipData,
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
  data: MembershipData,
  userId: string,
  organizationId: string,
): OrganizationMembership | undefined {
  return [...data.organizationMemberships.values()].find(
    (row) => row.userId === userId && row.organizationId === organizationId,
  )
}

export function workspaceMembershipOf(
  data: MembershipData,
  userId: string,
  workspaceId: string,
): WorkspaceMembership | undefined {
  return [...data.workspaceMemberships.values()].find((row) => row.userId === userId && row.workspaceId === workspaceId)
}

/** Newest first, as the server lists them. */
export function organizationMembershipsOf(data: MembershipData, userId: string): OrganizationMembership[] {
  return [...data.organizationMemberships.values()].filter((row) => row.userId === userId).reverse()
}

/** Newest first, as the server lists them. */
export function workspaceMembershipsOf(
  data: MembershipData,
  userId: string,
  organizationId: string | undefined,
): WorkspaceMembership[] {
  return [...data.workspaceMemberships.values()]
    .filter((row) => row.userId === userId && (!organizationId || row.organizationId === organizationId))
    .reverse()
}

/** Removes a membership of either kind. References to it stay dangling, as on the server. */
export function removeMembership(data: MembershipData, membershipId: string): boolean {
  for (const row of data.workspaceMemberships.values()) {
    if (row.organizationMembershipId === membershipId) data.workspaceMemberships.delete(row.id)
  }
  return data.organizationMemberships.delete(membershipId) || data.workspaceMemberships.delete(membershipId)
}

/** The memberships of an organization, newest first. */
export function organizationMembers(data: MembershipData, organizationId: string): OrganizationMembership[] {
  return [...data.organizationMemberships.values()].filter((row) => row.organizationId === organizationId).reverse()
}

/** The memberships of a workspace, newest first. */
export function workspaceMembers(data: MembershipData, workspaceId: string): WorkspaceMembership[] {
  return [...data.workspaceMemberships.values()].filter((row) => row.workspaceId === workspaceId).reverse()
}
