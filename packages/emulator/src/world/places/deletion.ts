import { removeUploads, type UploadData } from '../deployment/uploads'
import type { EnterpriseConnectionData } from '../identity/enterprise-connections'
import type { OrganizationDomainData } from './domains'
import { type MembershipData, removeMembership } from './memberships'
import type { OrganizationInvitationData } from './organization-invitations'
import type { OrganizationData } from './organizations'
import type { RoleData } from './roles'
import type { WorkspaceData } from './workspaces'

/** The parts of the world that are deleted with an organization or workspace. */
export type PlaceData = OrganizationData &
  WorkspaceData &
  MembershipData &
  RoleData &
  OrganizationInvitationData &
  OrganizationDomainData &
  EnterpriseConnectionData &
  UploadData & {
    notifications: Map<string, { id: string; organizationId: string | null; workspaceId: string | null }>
  }

/** Deletes an organization with everything in it. Sign-ins in it keep dangling ids. */
export function deleteOrganization(data: PlaceData, organizationId: string): void {
  for (const row of data.workspaces.values()) if (row.organizationId === organizationId) deleteWorkspace(data, row.id)
  for (const row of data.organizationMemberships.values()) {
    if (row.organizationId === organizationId) removeMembership(data, row.id)
  }
  for (const row of data.organizationInvitations.values()) {
    if (row.organizationId === organizationId) data.organizationInvitations.delete(row.token)
  }
  for (const table of [data.roles, data.organizationDomains, data.enterpriseConnections, data.notifications]) {
    for (const row of table.values()) if (row.organizationId === organizationId) table.delete(row.id)
  }
  removeUploads(data, organizationId)
  data.organizations.delete(organizationId)
}

/** Deletes a workspace with its memberships, roles and open invitations. Sign-ins in it keep dangling ids. */
export function deleteWorkspace(data: PlaceData, workspaceId: string): void {
  for (const row of data.workspaceMemberships.values()) {
    if (row.workspaceId === workspaceId) data.workspaceMemberships.delete(row.id)
  }
  for (const row of data.organizationInvitations.values()) {
    if (row.workspaceId === workspaceId) data.organizationInvitations.delete(row.token)
  }
  for (const table of [data.roles, data.notifications]) {
    for (const row of table.values()) if (row.workspaceId === workspaceId) table.delete(row.id)
  }
  removeUploads(data, workspaceId)
  data.workspaces.delete(workspaceId)
}
