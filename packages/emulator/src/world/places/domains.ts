import type { RowSource } from '../ids'

/** An e-mail domain of an organization, whose owner proves it with a DNS record. */
export interface OrganizationDomain {
  id: string
  createdAtMs: number
  updatedAtMs: number
  organizationId: string
  /** In lower case. */
  fqdn: string
  verifiedAtMs: number | null
  /** The content of the DNS record. */
  recordData: string
  /** Whether a look-up finds the DNS record. */
  recordPresent: boolean
  verificationAttempts: number
}

/** The parts of the world that domains use. */
export interface OrganizationDomainData extends RowSource {
  organizationDomains: Map<string, OrganizationDomain>
}

/** The type and name of the DNS record. The name is below the domain. */
export const verificationRecord = { type: 'TXT', name: '_wc-verification' } as const

export function addDomain(
  data: OrganizationDomainData,
  domain: { organizationId: string; fqdn: string; verified?: boolean },
): OrganizationDomain {
  const now = data.clock.now()
  const { organizationId, fqdn, verified = false } = domain
  const row: OrganizationDomain = {
    id: data.ids.next(),
    createdAtMs: now,
    updatedAtMs: now,
    organizationId,
    fqdn: fqdn.toLowerCase(),
    verifiedAtMs: verified ? now : null,
    recordData: `wacht-verify-${data.ids.next()}`,
    recordPresent: verified,
    verificationAttempts: 0,
  }
  data.organizationDomains.set(row.id, row)
  return row
}

/** Newest first. */
export function domainsOf(data: OrganizationDomainData, organizationId: string): OrganizationDomain[] {
  return [...data.organizationDomains.values()].filter((row) => row.organizationId === organizationId).reverse()
}

/** Looks the DNS record up. Returns whether the domain is verified. */
export function verifyDomain(data: OrganizationDomainData, domain: OrganizationDomain): boolean {
  const now = data.clock.now()
  domain.verificationAttempts += 1
  domain.updatedAtMs = now
  if (domain.recordPresent) domain.verifiedAtMs ??= now
  return domain.verifiedAtMs !== null
}
