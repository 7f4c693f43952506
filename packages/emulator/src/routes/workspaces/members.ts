import { Hono } from 'hono'
import { workspaceMemberToWire } from '../../wire/organizations/member'
import { refuseWithoutCode } from '../../wire/refusal'
import { removeMembership, type WorkspaceMembership, workspaceMembers } from '../../world/places/memberships'
import { rolesIn, setRole } from '../../world/places/roles'
import { type AppContext, type AppEnv, answer } from '../serving/context'
import { memberPageOf } from '../serving/member-page'
import { requireManagedWorkspace, requireWorkspace } from '../serving/place-guards'
import type { WorkspaceServer } from './server'

/** The members of a workspace and their roles. Every member may read them. */
export function workspaceMemberRoutes(server: WorkspaceServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .get('/', (c) => {
      const { workspace } = requireWorkspace(c, server)
      const page = memberPageOf(c, data, workspaceMembers(data, workspace.id))
      return answer(c, server, { ...page, data: page.data.map((row) => workspaceMemberToWire(data, row)) })
    })
    .post('/:memberId/remove', (c) => {
      removeMembership(data, requireMember(c, server).id)
      return answer(c, server, { success: true })
    })
    .post('/:memberId/roles/:roleId/add', (c) => changeRole(c, server, true))
    .post('/:memberId/roles/:roleId/remove', (c) => changeRole(c, server, false))
}

function changeRole(c: AppContext, server: WorkspaceServer, present: boolean): Response {
  const { data } = server
  const membership = requireMember(c, server)
  const role = rolesIn(data, 'workspace', membership).find(({ id }) => id === c.req.param('roleId'))
  if (!role) throw refuseWithoutCode(404, 'Role not found')
  setRole(membership, role.id, present)
  membership.updatedAtMs = data.clock.now()
  return answer(c, server, { success: true })
}

/** The member that the path names by the id of their membership. */
function requireMember(c: AppContext, server: WorkspaceServer): WorkspaceMembership {
  const { workspace } = requireManagedWorkspace(c, server)
  const membership = server.data.workspaceMemberships.get(c.req.param('memberId') ?? '')
  if (membership?.workspaceId !== workspace.id) throw refuseWithoutCode(404, 'Member not found')
  return membership
}
