import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { Organization } from '../../model/membership.js'
import type { ListView } from '../lists/live-list.js'
import type { NoOrganizationStep, RefusedStep, SignedOutStep } from '../tenancy-steps.js'

export type DomainsState = FlowState<DomainsStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<DomainsState>

/** See PROTOCOL.md §3.6. */
export type DomainsStep = LoadingStep | SignedOutStep | NoOrganizationStep | RefusedStep<Outcome> | DomainsManageStep

/**
 * The domains of the active organization. Needs `organization:admin` or `organization:manage`. Codes of all changes:
 * `forbidden`, `mfa-required`, `address-not-allowed`, `context-changed`, `unconfirmed`.
 */
export interface DomainsManageStep extends StepBase, ListView {
  readonly kind: 'manage'
  readonly organization: Organization
  /** Undefined until they were loaded. They are loaded while the state has listeners, or by `reload`. */
  readonly domains: readonly OrganizationDomain[] | undefined
  readonly reload: () => Outcome
  /** Adds a domain, to be verified by its DNS record. Codes: `domain-taken`, `domain-rejected` when it is not a domain. */
  readonly add: (input: { readonly domain: string }) => Outcome
  /**
   * Lets the server look up the DNS record. Codes: `domain-not-verified` when it does not find it, with a message that names
   * the record and its value; `domain-taken`, `domain-not-found`.
   */
  readonly verify: (domainId: string) => Outcome
  /** Codes: `domain-in-use` by an enterprise connection, `domain-not-found`. */
  readonly remove: (domainId: string) => Outcome
}

/** An e-mail domain of an organization. */
export interface OrganizationDomain {
  readonly id: string
  readonly createdAtMs: number | undefined
  readonly updatedAtMs: number | undefined
  /** `acme.com`. */
  readonly fqdn: string
  readonly verified: boolean
  /** The DNS record that proves the ownership. */
  readonly dnsRecord: DnsRecord
}

export interface DnsRecord {
  /** `TXT`. */
  readonly type: string
  /** The full name, with the domain. */
  readonly name: string
  readonly value: string
}
