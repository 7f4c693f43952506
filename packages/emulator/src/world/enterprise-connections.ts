import type { WorldData } from './data'

/** An identity provider of a company, found by the domain of an e-mail address. */
export interface EnterpriseConnection {
  id: string
  domain: string
  provider: 'oidc' | 'saml'
  name: string
}

/** The connection that everybody with an address of this domain signs in through. */
export function connectionForEmail(data: WorldData, email: string): EnterpriseConnection | undefined {
  const domain = email.trim().toLowerCase().split('@')[1]
  return [...data.enterpriseConnections.values()].find((row) => row.domain.toLowerCase() === domain)
}
