import { Hono } from 'hono'
import { refuseWithoutCode } from '../../wire/refusal'
import { roleToWire } from '../../wire/role'
import { organizationMembers } from '../../world/places/memberships'
import { addRole, isShared, rolesIn, setRole } from '../../world/places/roles'
import { type AppEnv, answer } from '../serving/context'
import { readForm } from '../serving/form'
import { requireManagedOrganization, requireOrganization } from '../serving/place-guards'
import { readRole } from '../serving/role-fields'
import type { OrganizationServer } from './server'

/** The roles in an organization: the deployment's, and its own ones, which its managers create and remove. */
export function organizationRoleRoutes(server: OrganizationServer): Hono<AppEnv> {
  const { data, switches } = server
  return new Hono<AppEnv>()
    .get('/', (c) => {
      const { organization } = requireOrganization(c, server)
      return answer(c, server, rolesIn(data, 'organization', { organizationId: organization.id }).map(roleToWire))
    })
    .post('/', async (c) => {
      const { organization } = requireManagedOrganization(c, server)
      const settings = data.deployment.b2b_settings
      if (!settings.custom_org_role_enabled) throw refuseWithoutCode(403, 'Custom roles are disabled')
      const rules = { listed: settings.organization_permissions, refusesListed: switches.refusesListedPermissions }
      const fields = readRole(await readForm(c), rules)
      const role = addRole(data, { scope: 'organization', organizationId: organization.id, ...fields })
      return answer(c, server, roleToWire(role))
    })
    .post('/:roleId/remove', (c) => {
      const { organization } = requireManagedOrganization(c, server)
      const owner = { organizationId: organization.id }
      const role = rolesIn(data, 'organization', owner).find(({ id }) => id === c.req.param('roleId'))
      if (!role) throw refuseWithoutCode(404, 'Role not found')
      if (isShared(role)) throw refuseWithoutCode(403, 'A role of the deployment cannot be removed')
      // The protocol does not say what becomes of the members who have it: they lose it.
      for (const membership of organizationMembers(data, organization.id)) setRole(membership, role.id, false)
      data.roles.delete(role.id)
      return answer(c, server, {})
    })
}
