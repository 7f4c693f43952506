import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import type { Binding } from '../../flows/engine/accounts.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forContext } from '../../flows/engine/declaration.js'
import { requireText } from '../../flows/inputs/require-text.js'
import { domains } from '../../wire/single-sign-on.js'
import { placeListPath, placePath } from '../active-place.js'
import { placeList } from '../lists/place-list.js'
import { createRowList, reloadAction } from '../lists/row-list.js'
import { managing, organizationPlace } from '../organizations/active-organization.js'
import { changePlace, type PlaceChange } from '../place-changes.js'
import type { RefusalRule } from '../refusals.js'
import type { DomainsState, DomainsStep, OrganizationDomain } from './domains-steps.js'

export interface DomainsFlow {
  readonly $state: ReadableAtom<DomainsState>
  readonly restart: () => void
}

/**
 * Lists the e-mail domains of the active organization with the DNS record that proves each, adds, verifies and removes them.
 *
 * @example
 * ```ts
 * import { createDomains } from '@wachter/core/tenancy'
 *
 * const { $state } = createDomains(client)
 * const stop = $state.subscribe(({ step }) => {
 *   if (step.kind !== 'manage') return
 *   for (const { fqdn, verified, dnsRecord } of step.domains ?? []) console.log(fqdn, verified, dnsRecord.name, dnsRecord.value)
 * })
 * ```
 *
 * @see PROTOCOL.md §3.6
 */
export const createDomains = (client: Client): DomainsFlow =>
  createFlow<DomainsStep, DomainsFlow>(client, declareDomains)

function declareDomains({ client, state }: Engine<DomainsStep>): FlowDeclaration<DomainsStep, DomainsFlow> {
  const list = createRowList(client, {
    pathOf: () => placeListPath(organizationPlace, client, 'domains'),
    schema: domains,
    needs: managing,
  })
  const domainsNow = () => list.data()?.map(withRecord)
  const find = (domainId: string) => domainsNow()?.find(({ id }) => id === domainId)
  const reload = reloadAction(list, state)

  const change = (
    context: Binding,
    kind: string,
    path: readonly string[],
    more: Pick<PlaceChange, 'form' | 'rules' | 'isApplied'>,
  ) => {
    for (const id of path) requireText('id', id)
    const asked = { kind, path: placePath(organizationPlace, client, 'domains', ...path), list, needs: managing }
    return changePlace(client, context, { ...asked, ...more })
  }

  return {
    actions: {
      refused: { reload },
      manage: {
        reload,
        add: forContext(async (context, { domain }) => {
          requireText('domain', domain)
          const fqdn = domain.trim().toLowerCase()
          await change(context, 'add-domain', [], {
            form: { domain: fqdn },
            rules: [taken, rejected],
            isApplied: () => domainsNow()?.some((one) => one.fqdn === fqdn),
          })
        }),
        verify: forContext((context, domainId: string) =>
          change(context, 'verify-domain', [domainId, 'verify'], {
            rules: [notFound, taken, notVerified(find(domainId))],
            isApplied: () => find(domainId)?.verified,
          }),
        ),
        remove: forContext((context, domainId: string) =>
          change(context, 'remove-domain', [domainId, 'delete'], {
            rules: [notFound, inUse],
            isApplied: () => !find(domainId),
          }),
        ),
      },
    },
    ...placeList(organizationPlace, list, 'domains', (organization) => ({ organization, domains: domainsNow() })),
    forget() {},
  }
}

interface ListedDomain extends Omit<OrganizationDomain, 'dnsRecord'> {
  readonly verificationDnsRecordType: string
  readonly verificationDnsRecordName: string
  readonly verificationDnsRecordData: string
}

/** The server gives the name of the record below the domain (PROTOCOL-ROUTES.md §2). */
const withRecord = ({
  verificationDnsRecordType: type,
  verificationDnsRecordName: name,
  verificationDnsRecordData: value,
  ...domain
}: ListedDomain): OrganizationDomain => ({
  ...domain,
  dnsRecord: { type, name: name.endsWith(domain.fqdn) ? name : `${name}.${domain.fqdn}`, value },
})

const notFound: RefusalRule = {
  status: 404,
  code: 'domain-not-found',
  message: 'The organization does not have this domain',
}
const taken: RefusalRule = {
  status: 400,
  says: /already|in use|taken|exists/i,
  code: 'domain-taken',
  message: 'An organization has this domain already',
}
const rejected: RefusalRule = { status: 400, code: 'domain-rejected', message: 'This is not a domain, like acme.com' }
const inUse: RefusalRule = {
  status: 400,
  code: 'domain-in-use',
  message: 'An enterprise connection uses this domain: remove it first',
}
const notVerified = (domain: OrganizationDomain | undefined): RefusalRule => {
  const { type, name, value } = domain?.dnsRecord ?? { type: 'TXT', name: 'of the domain', value: 'that is shown' }
  return {
    status: 400,
    code: 'domain-not-verified',
    message: `There is no ${type} record ${name} with the value ${value} yet`,
  }
}
