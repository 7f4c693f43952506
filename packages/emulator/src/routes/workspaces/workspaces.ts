import { Hono } from 'hono'
import { workspaceMembershipToWire } from '../../wire/membership'
import { workspaceToWire } from '../../wire/place'
import { badRequestBody, refuseWithoutCode } from '../../wire/refusal'
import { enterOrganization, enterWorkspace, type Signin } from '../../world/access/signins'
import { deleteWorkspace } from '../../world/places/deletion'
import { organizationRestriction } from '../../world/places/eligibility'
import {
  addWorkspaceMembership,
  type OrganizationMembership,
  organizationMembershipOf,
  removeMembership,
} from '../../world/places/memberships'
import { roleIdsOf } from '../../world/places/roles'
import { addWorkspace } from '../../world/places/workspaces'
import { type AppContext, type AppEnv, answer, requireSignin } from '../serving/context'
import { type Form, givenText, readForm } from '../serving/form'
import { changeImage, placeChanges, readImageChange, requireName } from '../serving/place-fields'
import { requireOwnWorkspace, requireWorkspace } from '../serving/place-guards'
import type { WorkspaceServer } from './server'

/** Creating, changing, deleting and leaving workspaces. */
export function workspaceRoutes(server: WorkspaceServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .post('/', async (c) => {
      const signin = requireSignin(c, server)
      const form = await readForm(c)
      const fields = { ...placeChanges(form), name: requireName(form) }
      const image = await readImageChange(form)
      const { organizationId } = requireMembership(c, server, signin, form)
      refuseCreation(server, organizationId)
      const workspace = addWorkspace(data, { ...fields, organizationId })
      changeImage(server, workspace, image)
      const owner = { organizationId, workspaceId: workspace.id }
      const roleIds = roleIdsOf(data, 'workspace', owner, ['Admin'])
      const membership = addWorkspaceMembership(data, { userId: signin.userId, ...owner, roleIds })
      enterWorkspace(data, signin, membership)
      return answer(c, server, {
        workspace: workspaceToWire(data, workspace),
        membership: workspaceMembershipToWire(data, membership),
      })
    })
    .post('/:id/update', async (c) => {
      const { workspace } = requireOwnWorkspace(c, server)
      const form = await readForm(c)
      const changes = { ...placeChanges(form), name: requireName(form) }
      const image = await readImageChange(form)
      Object.assign(workspace, changes, { updatedAtMs: data.clock.now() })
      changeImage(server, workspace, image)
      return answer(c, server, { workspace: workspaceToWire(data, workspace) })
    })
    .post('/:id/delete', (c) => {
      const { workspace } = requireOwnWorkspace(c, server)
      if (!data.deployment.b2b_settings.allow_workspace_deletion) {
        throw refuseWithoutCode(403, 'Workspaces cannot be deleted')
      }
      const { autoAssignedWorkspaceId } = data.organizations.get(workspace.organizationId) ?? {}
      if (autoAssignedWorkspaceId === workspace.id) {
        throw refuseWithoutCode(403, 'New members of the organization are assigned to this workspace')
      }
      deleteWorkspace(data, workspace.id)
      return answer(c, server, { success: true })
    })
    .post('/:id/leave', (c) => {
      // Unlike an organization, a workspace can lose its last admin: the protocol names no refusal.
      const { membership, signin } = requireWorkspace(c, server)
      removeMembership(data, membership.id)
      if (signin.activeWorkspaceMembershipId === membership.id) {
        enterOrganization(data, signin, data.organizationMemberships.get(membership.organizationMembershipId))
      }
      return answer(c, server, { success: true })
    })
}

/** The creator's membership of the organization, which they must be allowed to enter. */
function requireMembership(
  c: AppContext,
  { data }: WorkspaceServer,
  signin: Signin,
  form: Form,
): OrganizationMembership {
  const organizationId = givenText(form, 'organization_id')
  if (!organizationId) throw badRequestBody()
  const membership = organizationMembershipOf(data, signin.userId, organizationId)
  if (!membership) throw refuseWithoutCode(403, 'You are not a member of this organization')
  const restriction = organizationRestriction(data, membership, c.get('ip'))
  if (restriction.type !== 'none') throw refuseWithoutCode(403, restriction.message)
  return membership
}

function refuseCreation({ data }: WorkspaceServer, organizationId: string): void {
  const settings = data.deployment.b2b_settings
  if (!settings.workspaces_enabled) throw refuseWithoutCode(400, 'Workspaces are disabled')
  const present = [...data.workspaces.values()].filter((row) => row.organizationId === organizationId)
  if (settings.limit_workspace_creation_per_org && present.length >= settings.workspaces_per_org_count) {
    throw refuseWithoutCode(403, 'The organization has reached the limit of workspaces')
  }
}
