import type { IdSource } from '../ids'

/** A company's identity provider, looked up by e-mail domain. */
export interface EnterpriseConnection {
  id: string
  domain: string
  provider: 'oidc' | 'saml'
  name: string
}

/** A company's identity provider in a seed. */
export interface NewEnterpriseConnection {
  /** Users with an e-mail address of this domain sign in through it. */
  domain: string
  /** Default: the domain. */
  name?: string
  /** Default `oidc`. */
  provider?: EnterpriseConnection['provider']
}

/** The parts of the world that enterprise connections use. */
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

/** The connection for an e-mail domain. */
export function connectionForEmail(data: EnterpriseConnectionData, email: string): EnterpriseConnection | undefined {
  const domain = email.trim().toLowerCase().split('@')[1]
  return [...data.enterpriseConnections.values()].find((row) => row.domain.toLowerCase() === domain)
}
