import { Hono } from 'hono'
import { organizationMembershipToWire } from '../../wire/membership'
import { organizationToWire } from '../../wire/place'
import { refuseWithoutCode } from '../../wire/refusal'
import { enterOrganization } from '../../world/access/signins'
import type { User } from '../../world/identity/users'
import { deleteOrganization } from '../../world/places/deletion'
import { addOrganizationMembership, organizationMembers, removeMembership } from '../../world/places/memberships'
import { addOrganization, type Organization } from '../../world/places/organizations'
import { permissionsOf, roleIdsOf } from '../../world/places/roles'
import { type AppEnv, answer, requireSignin, requireUser } from '../serving/context'
import { type Form, givenText, readForm } from '../serving/form'
import { changeImage, placeChanges, readImageChange, requireName } from '../serving/place-fields'
import { requireManagedOrganization, requireOrganization } from '../serving/place-guards'
import type { OrganizationServer } from './server'

/** Creating, changing, deleting and leaving organizations. */
export function organizationRoutes(server: OrganizationServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .post('/', async (c) => {
      const signin = requireSignin(c, server)
      refuseCreation(server, requireUser(c, server))
      const form = await readForm(c)
      const fields = { ...placeChanges(form), name: requireName(form) }
      const image = await readImageChange(form)
      const organization = addOrganization(data, { ...fields, createdByUserId: signin.userId })
      changeImage(server, organization, image)
      const owner = { organizationId: organization.id }
      const roleIds = roleIdsOf(data, 'organization', owner, ['Admin'])
      const membership = addOrganizationMembership(data, { userId: signin.userId, ...owner, roleIds })
      enterOrganization(data, signin, membership)
      return answer(c, server, {
        organization: organizationToWire(data, organization),
        membership: organizationMembershipToWire(data, membership),
      })
    })
    .post('/:id/update', async (c) => {
      const { organization } = requireManagedOrganization(c, server)
      const form = await readForm(c)
      const changes = { ...placeChanges(form), ...autoAssignment(server, organization, form) }
      const image = await readImageChange(form)
      Object.assign(organization, changes, { updatedAtMs: data.clock.now() })
      changeImage(server, organization, image)
      return answer(c, server, organizationToWire(data, organization))
    })
    .post('/:id/delete', (c) => {
      const { organization, signin } = requireOrganization(c, server)
      if (organization.createdByUserId !== signin.userId) {
        throw refuseWithoutCode(403, 'Only the owner can delete the organization')
      }
      if (!data.deployment.b2b_settings.allow_org_deletion) {
        throw refuseWithoutCode(403, 'Organizations cannot be deleted')
      }
      deleteOrganization(data, organization.id)
      return answer(c, server, { success: true })
    })
    .post('/:id/leave', (c) => {
      const { organization, membership, signin } = requireOrganization(c, server)
      const isAdmin = (row: { roleIds: string[] }) => permissionsOf(data, row).includes('organization:admin')
      const otherAdmin = organizationMembers(data, organization.id).some((row) => row !== membership && isAdmin(row))
      if (isAdmin(membership) && !otherAdmin) throw refuseWithoutCode(403, 'The only admin cannot leave')
      removeMembership(data, membership.id)
      if (signin.activeOrganizationMembershipId === membership.id) enterOrganization(data, signin, undefined)
      return answer(c, server, { success: true })
    })
}

function refuseCreation({ data }: OrganizationServer, user: User): void {
  const settings = data.deployment.b2b_settings
  if (!settings.organizations_enabled) throw refuseWithoutCode(400, 'Organizations are disabled')
  if (!settings.allow_users_to_create_orgs) throw refuseWithoutCode(403, 'You may not create organizations')
  const created = [...data.organizations.values()].filter((row) => row.createdByUserId === user.id)
  if (settings.limit_org_creation_per_user && created.length >= settings.max_orgs_per_user) {
    throw refuseWithoutCode(403, 'You have reached the limit of organizations')
  }
}

/** The workspace that new members join. `0` is none. */
function autoAssignment(
  { data }: OrganizationServer,
  organization: Organization,
  form: Form,
): Partial<Pick<Organization, 'autoAssignedWorkspaceId'>> {
  const wanted = givenText(form, 'auto_assigned_workspace_id')
  if (!wanted) return {}
  if (wanted === '0') return { autoAssignedWorkspaceId: null }
  if (data.workspaces.get(wanted)?.organizationId === organization.id) return { autoAssignedWorkspaceId: wanted }
  throw refuseWithoutCode(400, 'The workspace is not in this organization')
}
