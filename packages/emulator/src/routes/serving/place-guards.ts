import { refuse, refuseWithoutCode } from '../../wire/refusal'
import type { Signin, SigninData } from '../../world/access/signins'
import { type EligibilityData, type Entry, organizationEntry, workspaceEntry } from '../../world/places/eligibility'
import {
  type OrganizationMembership,
  organizationMembershipOf,
  type WorkspaceMembership,
  workspaceMembershipOf,
} from '../../world/places/memberships'
import type { Organization } from '../../world/places/organizations'
import { permissionsOf } from '../../world/places/roles'
import type { Workspace } from '../../world/places/workspaces'
import { type AppContext, requireSignin } from './context'

/** The parts of the emulator that the guards of organizations and workspaces use. */
export interface PlaceGuardServer {
  data: SigninData & EligibilityData
}

/** A caller in the organization that the path names. */
export interface OrganizationVisit {
  signin: Signin
  membership: OrganizationMembership
  organization: Organization
}

/** A caller in the workspace that the path names. */
export interface WorkspaceVisit {
  signin: Signin
  membership: WorkspaceMembership
  workspace: Workspace
}

/** Allows members who may enter the organization: 401 signed out, else 403. */
export function requireOrganization(c: AppContext, { data }: PlaceGuardServer): OrganizationVisit {
  const signin = requireSignin(c, { data })
  const organization = data.organizations.get(c.req.param('id') ?? '')
  const membership = organization && organizationMembershipOf(data, signin.userId, organization.id)
  if (!membership) throw refuseWithoutCode(403, 'You are not a member of this organization')
  refuseEntry(organizationEntry(data, membership, c.get('ip')))
  return { signin, membership, organization }
}

/** Allows members who manage the organization. */
export function requireManagedOrganization(c: AppContext, server: PlaceGuardServer): OrganizationVisit {
  const visit = requireOrganization(c, server)
  requireOneOf(server, visit.membership, ['organization:admin', 'organization:manage'])
  return visit
}

/** Allows members who may enter the workspace: 401 signed out, else 403. */
export function requireWorkspace(c: AppContext, { data }: PlaceGuardServer): WorkspaceVisit {
  const signin = requireSignin(c, { data })
  const workspace = data.workspaces.get(c.req.param('id') ?? '')
  const membership = workspace && workspaceMembershipOf(data, signin.userId, workspace.id)
  if (!membership) throw refuseWithoutCode(403, 'You are not a member of this workspace')
  refuseEntry(workspaceEntry(data, membership, c.get('ip')))
  return { signin, membership, workspace }
}

/** Allows the workspace's admins: settings and roles. */
export function requireOwnWorkspace(c: AppContext, server: PlaceGuardServer): WorkspaceVisit {
  const visit = requireWorkspace(c, server)
  requireOneOf(server, visit.membership, ['workspace:admin'])
  return visit
}

/** Allows members who manage the workspace's members. */
export function requireManagedWorkspace(c: AppContext, server: PlaceGuardServer): WorkspaceVisit {
  const visit = requireWorkspace(c, server)
  requireOneOf(server, visit.membership, ['workspace:admin', 'workspace:manage'])
  return visit
}

/** Admins are exempt from the addresses, but not from the second factor, unlike in a switch. */
function refuseEntry({ badIp, missingMfa, isAdmin }: Entry): void {
  if (badIp && !isAdmin) throw refuseWithoutCode(403, 'Your IP address is not allowed here')
  if (missingMfa) throw refuse(403, 'MFA_REQUIRED', 'Set up a second factor to continue')
}

function requireOneOf({ data }: PlaceGuardServer, membership: { roleIds: string[] }, permissions: string[]): void {
  const held = permissionsOf(data, membership)
  if (permissions.some((permission) => held.includes(permission))) return
  throw refuseWithoutCode(403, 'You do not have the permission to do this')
}
