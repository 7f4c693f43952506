import { type MembershipData, organizationMembers, workspaceMembers } from '../world/places/memberships'
import type { Organization } from '../world/places/organizations'
import type { Workspace } from '../world/places/workspaces'
import { timeToWire, unsetTime } from './time'

export function organizationToWire(
  data: MembershipData,
  organization: Organization,
  createdAtMs = organization.createdAtMs,
) {
  return {
    ...reducedOrganizationToWire(data, organization),
    created_at: timeToWire(createdAtMs),
    updated_at: timeToWire(organization.updatedAtMs),
    whitelisted_ips: [...organization.whitelistedIps],
    segments: [],
  }
}

/** An organization as the session embeds it: no times, no addresses, no segments. */
export function reducedOrganizationToWire(data: MembershipData, organization: Organization) {
  return {
    id: organization.id,
    created_at: unsetTime,
    updated_at: unsetTime,
    name: organization.name,
    image_url: organization.imageUrl,
    description: organization.description,
    member_count: organizationMembers(data, organization.id).length,
    enforce_mfa: organization.enforceMfa,
    enable_ip_restriction: organization.enableIpRestriction,
    auto_assigned_workspace_id: organization.autoAssignedWorkspaceId,
    public_metadata: structuredClone(organization.publicMetadata),
  }
}

export function workspaceToWire(data: MembershipData, workspace: Workspace) {
  return {
    ...reducedWorkspaceToWire(data, workspace),
    created_at: timeToWire(workspace.createdAtMs),
    updated_at: timeToWire(workspace.updatedAtMs),
    whitelisted_ips: [...workspace.whitelistedIps],
    segments: [],
  }
}

/** A workspace as the session embeds it. */
export function reducedWorkspaceToWire(data: MembershipData, workspace: Workspace) {
  return {
    id: workspace.id,
    created_at: unsetTime,
    updated_at: unsetTime,
    name: workspace.name,
    image_url: workspace.imageUrl,
    description: workspace.description,
    member_count: workspaceMembers(data, workspace.id).length,
    // One flag with two names: server builds differ in which one they send.
    enforce_mfa: workspace.enforceMfa,
    enforce_2fa: workspace.enforceMfa,
    enable_ip_restriction: workspace.enableIpRestriction,
    public_metadata: structuredClone(workspace.publicMetadata),
  }
}
