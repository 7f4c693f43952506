import { Hono } from 'hono'
import { invitationToWire } from '../../wire/organizations/invitation'
import { badRequestBody, refuseWithoutCode } from '../../wire/refusal'
import { sendOrganizationInvitation } from '../../world/access/outbox'
import { findUserByEmail, isSameEmail } from '../../world/identity/users'
import {
  organizationMembers,
  organizationMembershipOf,
  workspaceMembers,
  workspaceMembershipOf,
} from '../../world/places/memberships'
import {
  addOrganizationInvitation,
  isExpired,
  type OrganizationInvitation,
  openInvitations,
  renewInvitation,
} from '../../world/places/organization-invitations'
import type { Organization } from '../../world/places/organizations'
import { type RoleOwner, rolesIn } from '../../world/places/roles'
import type { Workspace } from '../../world/places/workspaces'
import { type AppContext, type AppEnv, answer } from '../serving/context'
import { type Form, givenText, optionalText, readForm } from '../serving/form'
import { requireManagedOrganization } from '../serving/place-guards'
import type { OrganizationServer } from './server'

/** The invitations that an organization has sent. Their tokens are in the outbox only. */
export function organizationInvitationRoutes(server: OrganizationServer): Hono<AppEnv> {
  const { data, address } = server
  return new Hono<AppEnv>()
    .get('/', (c) => {
      const { organization } = requireManagedOrganization(c, server)
      const workspaceId = c.req.query('workspace_id')
      const rows = openInvitations(data, organization.id).filter(
        (row) => !workspaceId || row.workspaceId === workspaceId,
      )
      return answer(
        c,
        server,
        rows.map((row) => invitationToWire(data, row)),
      )
    })
    .post('/', async (c) => {
      const { organization, signin } = requireManagedOrganization(c, server)
      const form = await readForm(c)
      const email = optionalText(form, 'email')
      if (!email.includes('@')) throw badRequestBody()
      const workspace = invitedWorkspace(server, organization, form)
      const organizationId = organization.id
      const roleIds = [roleIdOf(server, 'organization', { organizationId }, givenText(form, 'role_id'))]
      const workspaceRole = givenText(form, 'workspace_role_id')
      const workspaceRoleIds = workspace
        ? [roleIdOf(server, 'workspace', { organizationId, workspaceId: workspace.id }, workspaceRole)]
        : []
      refuseInvitation(server, email, organization, workspace)
      const invitation = addOrganizationInvitation(data, {
        email,
        organizationId,
        inviterUserId: signin.userId,
        roleIds,
        workspaceId: workspace?.id ?? null,
        workspaceRoleIds,
      })
      sendOrganizationInvitation(data, address, invitation)
      return answer(c, server, invitationToWire(data, invitation))
    })
    .post('/:invitationId/discard', (c) => {
      data.organizationInvitations.delete(requireInvitation(c, server).token)
      return answer(c, server, { success: true })
    })
    .post('/:invitationId/resend', (c) => {
      const invitation = requireInvitation(c, server)
      renewInvitation(data, invitation)
      sendOrganizationInvitation(data, address, invitation)
      return answer(c, server, invitationToWire(data, invitation))
    })
}

function invitedWorkspace({ data }: OrganizationServer, organization: Organization, form: Form): Workspace | undefined {
  const wanted = givenText(form, 'workspace_id')
  if (!wanted || wanted === '0') return undefined
  const workspace = data.workspaces.get(wanted)
  if (workspace?.organizationId !== organization.id) {
    throw refuseWithoutCode(400, 'The workspace is not in this organization')
  }
  return workspace
}

/** The id of the wanted role, or that of `Member`: the vendor's page for workspaces names no role of the organization. */
function roleIdOf(
  { data }: OrganizationServer,
  scope: 'organization' | 'workspace',
  owner: RoleOwner,
  wanted: string | undefined,
): string {
  const roles = rolesIn(data, scope, owner)
  const role = wanted ? roles.find(({ id }) => id === wanted) : roles.find(({ name }) => name === 'Member')
  if (!role) throw refuseWithoutCode(400, 'Role not found')
  return role.id
}

function refuseInvitation(
  { data }: OrganizationServer,
  email: string,
  organization: Organization,
  workspace: Workspace | undefined,
): void {
  const invited = openInvitations(data, organization.id).some(
    (row) => isSameEmail(row, email) && row.workspaceId === (workspace?.id ?? null) && !isExpired(data, row),
  )
  if (invited) throw refuseWithoutCode(400, 'An invitation for this email address is pending')

  const userId = findUserByEmail(data, email)?.id ?? ''
  const isMember = organizationMembershipOf(data, userId, organization.id) !== undefined
  if (workspace ? workspaceMembershipOf(data, userId, workspace.id) : isMember) {
    throw refuseWithoutCode(400, 'This person is a member already')
  }

  const settings = data.deployment.b2b_settings
  // The protocol does not say whether open invitations count: only members do.
  const fullOrganization = organizationMembers(data, organization.id).length >= settings.max_allowed_org_members
  const members = workspace ? workspaceMembers(data, workspace.id).length : 0
  const fullWorkspace = workspace !== undefined && members >= settings.max_allowed_workspace_members
  if ((fullOrganization && !isMember) || fullWorkspace) {
    throw refuseWithoutCode(403, 'The limit of members is reached')
  }
}

function requireInvitation(c: AppContext, server: OrganizationServer): OrganizationInvitation {
  const { organization } = requireManagedOrganization(c, server)
  const open = openInvitations(server.data, organization.id)
  const invitation = open.find(({ id }) => id === c.req.param('invitationId'))
  if (!invitation) throw refuseWithoutCode(404, 'Invitation not found')
  return invitation
}
