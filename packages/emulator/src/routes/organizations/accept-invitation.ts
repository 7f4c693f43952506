import { Hono } from 'hono'
import { refuse } from '../../wire/refusal'
import { type Signin, type SigninData, unexpiredSignins } from '../../world/access/signins'
import { findUserByEmail } from '../../world/identity/users'
import {
  addOrganizationMembership,
  addWorkspaceMembership,
  type MembershipData,
  organizationMembershipOf,
  workspaceMembershipOf,
} from '../../world/places/memberships'
import {
  isExpired,
  type OrganizationInvitation,
  type OrganizationInvitationData,
} from '../../world/places/organization-invitations'
import type { OrganizationData } from '../../world/places/organizations'
import { type RoleData, roleIdsOf } from '../../world/places/roles'
import type { WorkspaceData } from '../../world/places/workspaces'
import { type AppContext, type AppEnv, answer } from '../serving/context'
import { readForm, requireText } from '../serving/form'
import type { OrganizationServer } from './server'

type InvitationData = SigninData &
  MembershipData &
  OrganizationInvitationData &
  OrganizationData &
  WorkspaceData &
  RoleData

/** Accepts an invitation. Every outcome for a known invitation is an HTTP 200, also a refusal. */
export function acceptInvitationRoutes(server: OrganizationServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>().post('/accept', async (c) => {
    const invitation = data.organizationInvitations.get(requireText(await readForm(c), 'token'))
    if (!invitation || invitation.acceptedAtMs !== null || !data.organizations.has(invitation.organizationId)) {
      throw refuse(400, 'INVALID_INVITATION_TOKEN', 'The invitation is invalid')
    }
    const refusal = refusalOf(c, data, invitation)
    if (!refusal) return answer(c, server, accept(data, invitation, invitedSignin(c, data, invitation)))
    const noOrganization = server.switches.nasty && { organization: { id: '', name: '' } }
    return answer(c, server, { ...noOrganization, ...refusal, invited_email: invitation.email })
  })
}

function refusalOf(c: AppContext, data: InvitationData, invitation: OrganizationInvitation) {
  if (isExpired(data, invitation)) {
    return { message: 'The invitation has expired', error_code: 'INVITATION_EXPIRED' }
  }
  if (!findUserByEmail(data, invitation.email)) {
    const message = 'Sign up to accept the invitation'
    return { message, requires_signin: true, error_code: 'INVITATION_REQUIRES_SIGNUP' }
  }
  if (invitedSignin(c, data, invitation)) return undefined
  if (unexpiredSignins(data, c.get('session').id).length === 0) {
    const message = 'Sign in to accept the invitation'
    return { message, requires_signin: true, error_code: 'INVITATION_REQUIRES_SIGNIN' }
  }
  const message = 'The invitation is for another email address'
  return { message, requires_signin: true, error_code: 'INVITATION_EMAIL_MISMATCH' }
}

/** Any sign-in of the session may accept, not only the active one. */
function invitedSignin(c: AppContext, data: InvitationData, invitation: OrganizationInvitation): Signin | undefined {
  const userId = findUserByEmail(data, invitation.email)?.id
  return unexpiredSignins(data, c.get('session').id).find((signin) => signin.userId === userId)
}

function accept(data: InvitationData, invitation: OrganizationInvitation, signin: Signin | undefined) {
  const { organizationId, workspaceId } = invitation
  const userId = signin?.userId ?? ''
  const workspace = data.workspaces.get(workspaceId ?? '')
  const wasMember = organizationMembershipOf(data, userId, organizationId) !== undefined
  const wasInWorkspace = !workspace || workspaceMembershipOf(data, userId, workspace.id) !== undefined
  const organization = { id: organizationId, name: data.organizations.get(organizationId)?.name ?? '' }
  const outcome = { organization, signin_id: signin?.id }
  if (wasMember && wasInWorkspace) return { ...outcome, already_member: true, message: 'You are a member already' }
  if (!wasMember) addOrganizationMembership(data, { userId, organizationId, roleIds: invitation.roleIds })
  if (workspace && !wasInWorkspace) {
    const roleIds = invitation.workspaceRoleIds
    addWorkspaceMembership(data, { userId, organizationId, workspaceId: workspace.id, roleIds })
  }
  if (!wasMember) joinAssignedWorkspace(data, userId, organizationId)
  invitation.acceptedAtMs = data.clock.now()
  const joined = workspace && { workspace: { id: workspace.id, name: workspace.name } }
  return { ...outcome, ...joined, message: 'You have joined' }
}

/** Adds a new member to the workspace that the organization assigns, as `Member`. */
function joinAssignedWorkspace(data: InvitationData, userId: string, organizationId: string): void {
  const workspaceId = data.organizations.get(organizationId)?.autoAssignedWorkspaceId
  if (!workspaceId || workspaceMembershipOf(data, userId, workspaceId)) return
  const owner = { organizationId, workspaceId }
  addWorkspaceMembership(data, { userId, ...owner, roleIds: roleIdsOf(data, 'workspace', owner, ['Member']) })
}
