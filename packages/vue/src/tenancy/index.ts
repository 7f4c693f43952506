export { RequireActiveTenancy, type UseActiveTenancy, useActiveTenancy } from './active-tenancy.js'
export {
  type UseOrganization,
  type UseOrganizationInvitations,
  type UseOrganizationMembers,
  type UseOrganizationRoles,
  type UseOrganizations,
  useOrganization,
  useOrganizationInvitations,
  useOrganizationMembers,
  useOrganizationRoles,
  useOrganizations,
} from './organizations.js'
export {
  type UseDomains,
  type UseEnterpriseConnections,
  useDomains,
  useEnterpriseConnections,
} from './single-sign-on.js'
export {
  type UseWorkspace,
  type UseWorkspaceInvitations,
  type UseWorkspaceMembers,
  type UseWorkspaceRoles,
  type UseWorkspaces,
  useWorkspace,
  useWorkspaceInvitations,
  useWorkspaceMembers,
  useWorkspaceRoles,
  useWorkspaces,
} from './workspaces.js'
