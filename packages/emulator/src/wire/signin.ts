import type { Signin } from '../world/access/signins'
import {
  embeddedOrganizationMembershipToWire,
  embeddedWorkspaceMembershipToWire,
  type MembershipWireData,
} from './membership'
import { timeToWire } from './time'
import { type UserWireData, wireUserOf } from './user'

/** The parts of the world that a sign-in on the wire uses. */
export type SigninWireData = UserWireData & MembershipWireData

/** A sign-in as the session embeds it: with its user and its active memberships, if they still exist. */
export function signinToWire(data: SigninWireData, signin: Signin) {
  const user = wireUserOf(data, signin.userId)
  const organization = data.organizationMemberships.get(signin.activeOrganizationMembershipId ?? '')
  const workspace = data.workspaceMemberships.get(signin.activeWorkspaceMembershipId ?? '')
  return {
    ...bareSigninToWire(signin),
    region_code: '',
    country_code: '',
    ...(user && { user }),
    ...(organization && { active_organization_membership: embeddedOrganizationMembershipToWire(data, organization) }),
    ...(workspace && { active_workspace_membership: embeddedWorkspaceMembershipToWire(data, workspace) }),
  }
}

/** A sign-in as `/me/signins` lists it: no user, no memberships. */
export function bareSigninToWire(signin: Signin) {
  return {
    id: signin.id,
    created_at: timeToWire(signin.createdAtMs),
    updated_at: timeToWire(signin.updatedAtMs),
    session_id: signin.sessionId,
    user_id: signin.userId,
    active_organization_membership_id: signin.activeOrganizationMembershipId,
    active_workspace_membership_id: signin.activeWorkspaceMembershipId,
    expires_at: timeToWire(signin.expiresAtMs),
    last_active_at: timeToWire(signin.lastActiveAtMs),
    ip_address: signin.ipAddress,
    browser: signin.browser,
    device: signin.device,
    city: 'Unknown',
    region: 'Unknown',
    region_code: 'XX',
    country: 'Unknown',
    country_code: 'XX',
  }
}
