import { Hono } from 'hono'
import { connectionTestToWire, enterpriseConnectionToWire } from '../../wire/organizations/enterprise-connection'
import { refuseWithoutCode } from '../../wire/refusal'
import { findingsOf } from '../../world/identity/connection-checks'
import {
  addEnterpriseConnection,
  connectionsOf,
  type EnterpriseConnection,
  noSettings,
} from '../../world/identity/enterprise-connections'
import type { OrganizationDomain } from '../../world/places/domains'
import type { Organization } from '../../world/places/organizations'
import { type AppContext, type AppEnv, answer } from '../serving/context'
import { type Form, givenText, readForm } from '../serving/form'
import { requireManagedOrganization } from '../serving/place-guards'
import { refuseIncomplete, requireProtocol, settingsChanges } from './connection-fields'
import type { OrganizationServer } from './server'

const defaultScopes = 'openid profile email'

/** The identity providers of an organization. People with an address of a connection's domain sign in through it. */
export function enterpriseConnectionRoutes(server: OrganizationServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .get('/', (c) => {
      const { organization } = requireManagedOrganization(c, server)
      const rows = connectionsOf(data, organization.id)
      return answer(
        c,
        server,
        rows.map((row) => enterpriseConnectionToWire(data, row)),
      )
    })
    .post('/', async (c) => {
      const { organization } = requireManagedOrganization(c, server)
      const form = await readForm(c)
      const provider = requireProtocol(form)
      const scopes = provider === 'oidc' && { oidcScopes: defaultScopes }
      const settings = { ...noSettings, ...scopes, ...settingsChanges(form) }
      refuseIncomplete(provider, settings)
      const domain = wantedDomain(server, organization, form)
      const connection = addEnterpriseConnection(data, {
        ...settings,
        provider,
        organizationId: organization.id,
        name: organization.name,
        domain: domain?.fqdn ?? '',
        domainId: domain?.id ?? null,
      })
      return answer(c, server, enterpriseConnectionToWire(data, connection))
    })
    .post('/test', async (c) => {
      requireManagedOrganization(c, server)
      const form = await readForm(c)
      const protocol = requireProtocol(form)
      const findings = findingsOf(data, protocol, { ...noSettings, ...settingsChanges(form) })
      return answer(c, server, connectionTestToWire(protocol, findings))
    })
    .post('/:connectionId/update', async (c) => {
      const { organization, connection } = requireConnection(c, server)
      const form = await readForm(c)
      const settings = settingsChanges(form)
      refuseIncomplete(connection.provider, { ...connection, ...settings })
      const domain = wantedDomain(server, organization, form, connection)
      Object.assign(connection, settings, domain && { domain: domain.fqdn, domainId: domain.id })
      connection.updatedAtMs = data.clock.now()
      return answer(c, server, enterpriseConnectionToWire(data, connection))
    })
    .post('/:connectionId/delete', (c) => {
      data.enterpriseConnections.delete(requireConnection(c, server).connection.id)
      return answer(c, server, { success: true })
    })
    .post('/:connectionId/test', (c) => {
      const { connection } = requireConnection(c, server)
      const { provider } = connection
      return answer(c, server, connectionTestToWire(provider, findingsOf(data, provider, connection)))
    })
}

/** The connection of the organization that the path names. */
export function requireConnection(
  c: AppContext,
  server: OrganizationServer,
): { organization: Organization; connection: EnterpriseConnection } {
  const { organization } = requireManagedOrganization(c, server)
  const connection = server.data.enterpriseConnections.get(c.req.param('connectionId') ?? '')
  if (connection?.organizationId !== organization.id) throw refuseWithoutCode(404, 'Enterprise connection not found')
  return { organization, connection }
}

/** The domain that a form names: verified, of the organization, and without another connection. */
function wantedDomain(
  { data }: OrganizationServer,
  organization: Organization,
  form: Form,
  connection?: EnterpriseConnection,
): OrganizationDomain | undefined {
  const wanted = givenText(form, 'domain_id')
  if (!wanted || wanted === '0') return undefined
  const domain = data.organizationDomains.get(wanted)
  if (domain?.organizationId !== organization.id) throw refuseWithoutCode(404, 'Domain not found')
  if (domain.verifiedAtMs === null) throw refuseWithoutCode(400, 'The domain is not verified')
  const isTaken = connectionsOf(data, organization.id).some((row) => row !== connection && row.domainId === domain.id)
  if (isTaken) throw refuseWithoutCode(400, 'The domain has a connection already')
  return domain
}
