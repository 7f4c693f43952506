import { Hono } from 'hono'
import { organizationMemberToWire } from '../../wire/organizations/member'
import { refuseWithoutCode } from '../../wire/refusal'
import { type OrganizationMembership, organizationMembers, removeMembership } from '../../world/places/memberships'
import { rolesIn, setRole } from '../../world/places/roles'
import { type AppContext, type AppEnv, answer } from '../serving/context'
import { memberPageOf } from '../serving/member-page'
import { requireManagedOrganization, requireOrganization } from '../serving/place-guards'
import type { OrganizationServer } from './server'

/** The members of an organization and their roles. Every member may read them. */
export function organizationMemberRoutes(server: OrganizationServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .get('/', (c) => {
      const { organization } = requireOrganization(c, server)
      const page = memberPageOf(c, data, organizationMembers(data, organization.id))
      return answer(c, server, { ...page, data: page.data.map((row) => organizationMemberToWire(data, row)) })
    })
    .post('/:memberId/remove', (c) => {
      removeMembership(data, requireMember(c, server).id)
      return answer(c, server, { success: true })
    })
    .post('/:memberId/roles/:roleId/add', (c) => changeRole(c, server, true))
    .post('/:memberId/roles/:roleId/remove', (c) => changeRole(c, server, false))
}

function changeRole(c: AppContext, server: OrganizationServer, present: boolean): Response {
  const { data } = server
  const membership = requireMember(c, server)
  const role = rolesIn(data, 'organization', membership).find(({ id }) => id === c.req.param('roleId'))
  if (!role) throw refuseWithoutCode(404, 'Role not found')
  setRole(membership, role.id, present)
  membership.updatedAtMs = data.clock.now()
  return answer(c, server, { success: true })
}

/** The member that the path names by the id of their membership. */
function requireMember(c: AppContext, server: OrganizationServer): OrganizationMembership {
  const { organization } = requireManagedOrganization(c, server)
  const membership = server.data.organizationMemberships.get(c.req.param('memberId') ?? '')
  if (membership?.organizationId !== organization.id) throw refuseWithoutCode(404, 'Member not found')
  return membership
}
