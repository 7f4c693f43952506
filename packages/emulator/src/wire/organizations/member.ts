import type { OrganizationMembership, WorkspaceMembership } from '../../world/places/memberships'
import { type MembershipWireData, organizationMembershipToWire, workspaceMembershipToWire } from '../membership'
import { publicUserOf } from '../user'

/** A member in the list of an organization's members. */
export function organizationMemberToWire(data: MembershipWireData, membership: OrganizationMembership) {
  return { ...organizationMembershipToWire(data, membership), user: publicUserOf(data, membership.userId) }
}

/** A member in the list of a workspace's members. */
export function workspaceMemberToWire(data: MembershipWireData, membership: WorkspaceMembership) {
  return { ...workspaceMembershipToWire(data, membership), user: publicUserOf(data, membership.userId) }
}
