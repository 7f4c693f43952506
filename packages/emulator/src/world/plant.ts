import { sendOrganizationInvitation } from './access/outbox'
import { recipientOf } from './controls/notifications'
import { emptyTables, type WorldData } from './data'
import { createDeployment, type DeploymentAddress } from './deployment/deployment'
import { addEnterpriseConnection } from './identity/enterprise-connections'
import { addProviderPerson } from './identity/provider-people'
import { addUser, findUser } from './identity/users'
import { addNotification } from './notifications/notifications'
import { addDomain } from './places/domains'
import { addOrganizationMembership, addWorkspaceMembership } from './places/memberships'
import { addOrganizationInvitation } from './places/organization-invitations'
import { addOrganization, type Organization } from './places/organizations'
import { addRole, roleIdsOf } from './places/roles'
import { addWorkspace } from './places/workspaces'
import type { Seed, SeedOrganization, SeedPlace } from './seed'

/** Deletes all rows and fills the world from a seed. Seeded entities get the same ids every time. */
export function plant(data: WorldData, seed: Seed, address: DeploymentAddress): void {
  Object.assign(data, emptyTables(createDeployment(address, data.lifetimes, seed.deployment)))
  data.ids.rewindForSeed()
  for (const scope of ['organization', 'workspace'] as const) {
    addRole(data, { scope, name: 'Admin', permissions: [`${scope}:admin`] })
    addRole(data, { scope, name: 'Member', permissions: [`${scope}:member`] })
  }
  for (const user of seed.users) addUser(data, user)
  for (const organization of seed.organizations ?? []) plantOrganization(data, organization, address)
  for (const { name, lifetimeMs, skewMs = 0, metadata } of seed.templates ?? []) {
    data.templates.set(name, { name, lifetimeMs, skewMs, metadata })
  }
  for (const person of seed.providerPeople ?? []) addProviderPerson(data, person)
  for (const connection of seed.enterpriseConnections ?? []) addEnterpriseConnection(data, connection)
  for (const notification of seed.notifications ?? []) {
    addNotification(data, recipientOf(data, notification), notification)
  }
  data.ids.resumeLive()
}

function plantOrganization(data: WorldData, seed: SeedOrganization, address: DeploymentAddress): void {
  const [owner] = seed.members ?? []
  const createdByUserId = owner ? userIdOf(data, owner.user) : null
  const organization = addOrganization(data, { ...place(seed), createdByUserId })
  for (const role of seed.roles ?? []) {
    addRole(data, { scope: 'organization', organizationId: organization.id, ...role })
  }
  for (const member of seed.members ?? []) {
    const userId = userIdOf(data, member.user)
    const roleIds = roleIdsOf(data, 'organization', { organizationId: organization.id }, member.roles)
    addOrganizationMembership(data, { userId, organizationId: organization.id, roleIds })
  }
  for (const workspace of seed.workspaces ?? []) plantWorkspace(data, organization, workspace)
  for (const domain of seed.domains ?? []) addDomain(data, { organizationId: organization.id, ...domain })
  for (const { email, roles = ['Member'] } of seed.invitations ?? []) {
    const roleIds = roleIdsOf(data, 'organization', { organizationId: organization.id }, roles)
    const invitation = addOrganizationInvitation(data, { email, organizationId: organization.id, roleIds })
    sendOrganizationInvitation(data, address, invitation)
  }
}

function plantWorkspace(data: WorldData, organization: Organization, seed: SeedPlace): void {
  const workspace = addWorkspace(data, { organizationId: organization.id, ...place(seed) })
  const owner = { organizationId: organization.id, workspaceId: workspace.id }
  for (const role of seed.roles ?? []) addRole(data, { scope: 'workspace', ...owner, ...role })
  for (const member of seed.members ?? []) {
    const userId = userIdOf(data, member.user)
    addWorkspaceMembership(data, { userId, ...owner, roleIds: roleIdsOf(data, 'workspace', owner, member.roles) })
  }
}

function place(seed: SeedPlace) {
  const whitelistedIps = seed.whitelistedIps ?? []
  return {
    name: seed.name,
    description: seed.description ?? '',
    imageUrl: seed.imageUrl ?? '',
    enforceMfa: seed.enforceMfa ?? false,
    enableIpRestriction: whitelistedIps.length > 0,
    whitelistedIps: [...whitelistedIps],
    publicMetadata: structuredClone(seed.publicMetadata ?? {}),
  }
}

function userIdOf(data: WorldData, who: string): string {
  const user = findUser(data, who)
  if (!user) throw new Error(`The seed names a member it does not have: ${who}`)
  return user.id
}
