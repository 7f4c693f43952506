import type { IdSource } from '../ids'

/** An identity provider of a company, found by the domain of an e-mail address. */
export interface EnterpriseConnection {
  id: string
  domain: string
  provider: 'oidc' | 'saml'
  name: string
}

/** A company's identity provider as one writes it down in a seed. */
export interface NewEnterpriseConnection {
  /** Everybody with an e-mail address of this domain signs in there. */
  domain: string
  /** Default: the domain. */
  name?: string
  /** Default `oidc`. */
  provider?: EnterpriseConnection['provider']
}

/** What enterprise connections need of the world. */
export interface EnterpriseConnectionData {
  readonly ids: IdSource
  enterpriseConnections: Map<string, EnterpriseConnection>
}

export function addEnterpriseConnection(
  data: EnterpriseConnectionData,
  connection: NewEnterpriseConnection,
): EnterpriseConnection {
  const { domain, name = domain, provider = 'oidc' } = connection
  const row = { id: data.ids.next(), domain, name, provider }
  data.enterpriseConnections.set(row.id, row)
  return row
}

/** The connection that everybody with an address of this domain signs in through. */
export function connectionForEmail(data: EnterpriseConnectionData, email: string): EnterpriseConnection | undefined {
  const domain = email.trim().toLowerCase().split('@')[1]
  return [...data.enterpriseConnections.values()].find((row) => row.domain.toLowerCase() === domain)
}
