import { Hono } from 'hono'
import { domainToWire } from '../../wire/organizations/domain'
import { refuseWithoutCode } from '../../wire/refusal'
import { connectionsOf } from '../../world/identity/enterprise-connections'
import {
  addDomain,
  domainsOf,
  type OrganizationDomain,
  verificationRecord,
  verifyDomain,
} from '../../world/places/domains'
import { type AppContext, type AppEnv, answer } from '../serving/context'
import { optionalText, readForm } from '../serving/form'
import { requireManagedOrganization } from '../serving/place-guards'
import type { OrganizationServer } from './server'

// Labels of letters, digits and inner hyphens, and a top-level domain.
const domainName = /^(?=.{4,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/

/** The domains of an organization. A domain is verified once a control call says that its DNS record is present. */
export function organizationDomainRoutes(server: OrganizationServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .get('/', (c) => {
      const { organization } = requireManagedOrganization(c, server)
      return answer(c, server, domainsOf(data, organization.id).map(domainToWire))
    })
    .post('/', async (c) => {
      const { organization } = requireManagedOrganization(c, server)
      const fqdn = optionalText(await readForm(c), 'domain').toLowerCase()
      if (!domainName.test(fqdn)) throw refuseWithoutCode(400, 'This is not a domain')
      refuseTaken(server, fqdn, (row) => row.organizationId === organization.id || row.verifiedAtMs !== null)
      return answer(c, server, domainToWire(addDomain(data, { organizationId: organization.id, fqdn })))
    })
    .post('/:domainId/verify', (c) => {
      const domain = requireDomain(c, server)
      refuseTaken(server, domain.fqdn, (row) => row !== domain && row.verifiedAtMs !== null)
      if (!verifyDomain(data, domain)) {
        const { type, name } = verificationRecord
        const record = `${name}.${domain.fqdn}`
        throw refuseWithoutCode(400, `There is no ${type} record ${record} with the value ${domain.recordData}`)
      }
      return answer(c, server, { domain: domainToWire(domain) })
    })
    .post('/:domainId/delete', (c) => {
      const domain = requireDomain(c, server)
      // The protocol does not say what becomes of a connection for the domain: it has to go first.
      if (connectionsOf(data, domain.organizationId).some(({ domainId }) => domainId === domain.id)) {
        throw refuseWithoutCode(400, 'An enterprise connection uses the domain')
      }
      data.organizationDomains.delete(domain.id)
      return answer(c, server, { success: true })
    })
}

function refuseTaken({ data }: OrganizationServer, fqdn: string, isTaken: (row: OrganizationDomain) => boolean): void {
  const taken = [...data.organizationDomains.values()].some((row) => row.fqdn === fqdn && isTaken(row))
  if (taken) throw refuseWithoutCode(400, 'The domain is in use already')
}

function requireDomain(c: AppContext, server: OrganizationServer): OrganizationDomain {
  const { organization } = requireManagedOrganization(c, server)
  const domain = server.data.organizationDomains.get(c.req.param('domainId') ?? '')
  if (domain?.organizationId !== organization.id) throw refuseWithoutCode(404, 'Domain not found')
  return domain
}
