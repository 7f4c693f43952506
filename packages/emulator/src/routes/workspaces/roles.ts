import { Hono } from 'hono'
import { refuseWithoutCode } from '../../wire/refusal'
import { roleToWire } from '../../wire/role'
import { workspaceMembers } from '../../world/places/memberships'
import { addRole, isShared, rolesIn } from '../../world/places/roles'
import type { Workspace } from '../../world/places/workspaces'
import { type AppEnv, answer } from '../serving/context'
import { readForm } from '../serving/form'
import { requireOwnWorkspace, requireWorkspace } from '../serving/place-guards'
import { readRole } from '../serving/role-fields'
import type { WorkspaceServer } from './server'

/** The roles in a workspace: the deployment's, and its own ones, which its admins create and delete. */
export function workspaceRoleRoutes(server: WorkspaceServer): Hono<AppEnv> {
  const { data, switches } = server
  return new Hono<AppEnv>()
    .get('/', (c) => {
      const { workspace } = requireWorkspace(c, server)
      return answer(c, server, rolesIn(data, 'workspace', ownerOf(workspace)).map(roleToWire))
    })
    .post('/', async (c) => {
      const { workspace } = requireOwnWorkspace(c, server)
      const settings = data.deployment.b2b_settings
      if (!settings.custom_workspace_role_enabled) throw refuseWithoutCode(403, 'Custom roles are disabled')
      const rules = { listed: settings.workspace_permissions, refusesListed: switches.refusesListedPermissions }
      const fields = readRole(await readForm(c), rules)
      return answer(c, server, roleToWire(addRole(data, { scope: 'workspace', ...ownerOf(workspace), ...fields })))
    })
    .post('/:roleId/delete', (c) => {
      const { workspace } = requireOwnWorkspace(c, server)
      const role = rolesIn(data, 'workspace', ownerOf(workspace)).find(({ id }) => id === c.req.param('roleId'))
      if (!role) throw refuseWithoutCode(404, 'Role not found')
      if (isShared(role)) throw refuseWithoutCode(403, 'A role of the deployment cannot be deleted')
      const isAssigned = workspaceMembers(data, workspace.id).some(({ roleIds }) => roleIds.includes(role.id))
      if (isAssigned) throw refuseWithoutCode(400, 'The role is assigned to members')
      data.roles.delete(role.id)
      return answer(c, server, { message: 'Role deleted' })
    })
}

function ownerOf({ id, organizationId }: Workspace) {
  return { organizationId, workspaceId: id }
}
