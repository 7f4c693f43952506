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
export { RequireActiveTenancy } from './require-active-tenancy.js'
export {
  type UseDomains,
  type UseEnterpriseConnections,
  useDomains,
  useEnterpriseConnections,
} from './single-sign-on.js'
export { type UseActiveTenancy, useActiveTenancy } from './use-active-tenancy.js'
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
