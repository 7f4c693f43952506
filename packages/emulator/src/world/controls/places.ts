import type { UserData } from '../identity/users'
import type { OrganizationDomain, OrganizationDomainData } from '../places/domains'
import {
  addOrganizationMembership,
  addWorkspaceMembership,
  type MembershipData,
  type OrganizationMembership,
  organizationMembershipOf,
  removeMembership,
  type WorkspaceMembership,
  workspaceMembershipOf,
} from '../places/memberships'
import type { Organization, OrganizationData } from '../places/organizations'
import { type RoleData, roleIdsOf } from '../places/roles'
import type { Workspace, WorkspaceData } from '../places/workspaces'
import { known, knownById, knownByName, knownDomain, knownUser, UnknownEntity } from './lookup'

/** Finds and changes organizations, workspaces, memberships and roles. */
export interface PlaceControls {
  /** By id or name. */
  organization(idOrName: string): Readonly<Organization>
  /** By id or name. */
  workspace(idOrName: string): Readonly<Workspace>
  organizationMembership(who: string, organization: string): Readonly<OrganizationMembership>
  workspaceMembership(who: string, workspace: string): Readonly<WorkspaceMembership>
  /** Adds a user to an organization, or to a workspace of an organization they are in. Roles by id or name. */
  addMembership(who: string, place: { organization: string } | { workspace: string }, roles: string[]): { id: string }
  /** Replaces the roles of a membership of either kind. Roles by id or name. */
  setMembershipRoles(membershipId: string, roles: string[]): void
  setRolePermissions(roleId: string, permissions: string[]): void
  /** Removes a membership of either kind; sign-ins in it keep a dangling id. */
  removeMembership(membershipId: string): void
  /** Changes the entry rules of an organization or workspace, by id or name. */
  setEntryRules(place: { organization: string } | { workspace: string }, rules: EntryRules): void
  /** A domain of an organization, by id or name. */
  organizationDomain(idOrName: string): Readonly<OrganizationDomain>
  /** Sets whether the DNS record of a domain is there, by id or name: only then can the domain be verified. */
  setDnsRecord(idOrName: string, present: boolean): void
}

export interface EntryRules {
  enforceMfa?: boolean
  /** An empty list removes the IP restriction. */
  whitelistedIps?: string[]
}

/** The parts of the world that these controls use. */
type PlaceData = UserData & OrganizationData & WorkspaceData & MembershipData & RoleData & OrganizationDomainData

export function createPlaceControls(data: PlaceData): PlaceControls {
  const organization = (wanted: string) => knownByName(data.organizations, 'organization', wanted)
  const workspace = (wanted: string) => knownByName(data.workspaces, 'workspace', wanted)
  return {
    organization: (wanted) => structuredClone(organization(wanted)),
    workspace: (wanted) => structuredClone(workspace(wanted)),
    organizationMembership(who, wanted) {
      const found = organizationMembershipOf(data, knownUser(data, who).id, organization(wanted).id)
      return structuredClone(known(found, 'membership', `${who} in ${wanted}`))
    },
    workspaceMembership(who, wanted) {
      const found = workspaceMembershipOf(data, knownUser(data, who).id, workspace(wanted).id)
      return structuredClone(known(found, 'membership', `${who} in ${wanted}`))
    },
    addMembership(who, place, roles) {
      const userId = knownUser(data, who).id
      if ('organization' in place) {
        const owner = { organizationId: organization(place.organization).id }
        const roleIds = roleIdsOf(data, 'organization', owner, roles)
        return structuredClone(addOrganizationMembership(data, { userId, ...owner, roleIds }))
      }
      const { id: workspaceId, organizationId } = workspace(place.workspace)
      const roleIds = roleIdsOf(data, 'workspace', { organizationId, workspaceId }, roles)
      return structuredClone(addWorkspaceMembership(data, { userId, organizationId, workspaceId, roleIds }))
    },
    setMembershipRoles(membershipId, roles) {
      const workspaceMembership = data.workspaceMemberships.get(membershipId)
      const membership = workspaceMembership ?? knownById(data.organizationMemberships, 'membership', membershipId)
      membership.roleIds = roleIdsOf(data, workspaceMembership ? 'workspace' : 'organization', membership, roles)
      membership.updatedAtMs = data.clock.now()
    },
    setRolePermissions(roleId, permissions) {
      knownById(data.roles, 'role', roleId).permissions = [...permissions]
    },
    removeMembership(membershipId) {
      if (!removeMembership(data, membershipId)) throw new UnknownEntity('membership', membershipId)
    },
    setEntryRules(place, { enforceMfa, whitelistedIps }) {
      const row = 'organization' in place ? organization(place.organization) : workspace(place.workspace)
      row.enforceMfa = enforceMfa ?? row.enforceMfa
      row.whitelistedIps = [...(whitelistedIps ?? row.whitelistedIps)]
      row.enableIpRestriction = row.whitelistedIps.length > 0
    },
    organizationDomain: (wanted) => structuredClone(knownDomain(data, wanted)),
    setDnsRecord(wanted, present) {
      knownDomain(data, wanted).recordPresent = present
    },
  }
}
