import { type EligibilityData, organizationRestriction, workspaceRestriction } from '../world/places/eligibility'
import type { MembershipData, OrganizationMembership, WorkspaceMembership } from '../world/places/memberships'
import { rolesOf } from '../world/places/roles'
import { organizationToWire, reducedOrganizationToWire, reducedWorkspaceToWire, workspaceToWire } from './place'
import { roleToWire, shortRoleToWire } from './role'
import { timeToWire } from './time'

/** The parts of the world that memberships on the wire use. */
export type MembershipWireData = MembershipData & EligibilityData

/** As the routes of its organization answer it. */
export function organizationMembershipToWire(data: MembershipWireData, membership: OrganizationMembership) {
  const organization = data.organizations.get(membership.organizationId)
  return {
    ...membershipToWire(membership),
    organization: organization && organizationToWire(data, organization),
    roles: rolesOf(data, membership).map(roleToWire),
  }
}

/** As `/me/organization-memberships` lists it. */
export function ownOrganizationMembershipToWire(
  data: MembershipWireData,
  membership: OrganizationMembership,
  ip: string,
) {
  const organization = data.organizations.get(membership.organizationId)
  return {
    ...organizationMembershipToWire(data, membership),
    // The server does send the membership's own creation time here.
    organization: organization && organizationToWire(data, organization, membership.createdAtMs),
    eligibility_restriction: organizationRestriction(data, membership, ip),
  }
}

/** As `/me/workspace-memberships` lists it. */
export function ownWorkspaceMembershipToWire(data: MembershipWireData, membership: WorkspaceMembership, ip: string) {
  const organization = data.organizations.get(membership.organizationId)
  return {
    ...workspaceMembershipToWire(data, membership),
    organization: organization && organizationToWire(data, organization, membership.createdAtMs),
    eligibility_restriction: workspaceRestriction(data, membership, ip),
  }
}

/** As the routes of its workspace answer it. */
export function workspaceMembershipToWire(data: MembershipWireData, membership: WorkspaceMembership) {
  const workspace = data.workspaces.get(membership.workspaceId)
  const organization = data.organizations.get(membership.organizationId)
  const parent = data.organizationMemberships.get(membership.organizationMembershipId)
  return {
    ...membershipToWire(membership),
    organization_id: membership.organizationId,
    organization_membership_id: membership.organizationMembershipId,
    workspace_id: membership.workspaceId,
    workspace: workspace && workspaceToWire(data, workspace),
    organization: organization && organizationToWire(data, organization),
    ...(parent && {
      organization_membership: { ...membershipToWire(parent), roles: rolesOf(data, parent).map(roleToWire) },
    }),
    roles: rolesOf(data, membership).map(roleToWire),
  }
}

/** As the session embeds it. */
export function embeddedOrganizationMembershipToWire(data: MembershipWireData, membership: OrganizationMembership) {
  const organization = data.organizations.get(membership.organizationId)
  return {
    ...membershipToWire(membership),
    organization: organization && reducedOrganizationToWire(data, organization),
    roles: rolesOf(data, membership).map(roleToWire),
  }
}

/** As the session embeds it. */
export function embeddedWorkspaceMembershipToWire(data: MembershipWireData, membership: WorkspaceMembership) {
  const workspace = data.workspaces.get(membership.workspaceId)
  return {
    ...membershipToWire(membership),
    organization_id: membership.organizationId,
    workspace: workspace && reducedWorkspaceToWire(data, workspace),
    roles: rolesOf(data, membership).map(shortRoleToWire),
  }
}

function membershipToWire(membership: OrganizationMembership) {
  return {
    id: membership.id,
    created_at: timeToWire(membership.createdAtMs),
    updated_at: timeToWire(membership.updatedAtMs),
    user_id: membership.userId,
    public_metadata: structuredClone(membership.publicMetadata),
  }
}
