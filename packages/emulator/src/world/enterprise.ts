import type { WorldData } from './data'
import type { EnterpriseConnection } from './enterprise-connections'
import { known } from './lookup'

/** A company's identity provider as one writes it down in a seed. */
export interface NewEnterpriseConnection {
  /** Everybody with an e-mail address of this domain signs in there. */
  domain: string
  /** Default: the domain. */
  name?: string
  /** Default `oidc`. */
  provider?: EnterpriseConnection['provider']
}

export function addEnterpriseConnection(data: WorldData, connection: NewEnterpriseConnection): EnterpriseConnection {
  const { domain, name = domain, provider = 'oidc' } = connection
  const row = { id: data.ids.next(), domain, name, provider }
  data.enterpriseConnections.set(row.id, row)
  return row
}

/** By id or domain. */
export function knownEnterpriseConnection(data: WorldData, wanted: string): EnterpriseConnection {
  const rows = [...data.enterpriseConnections.values()]
  const found = rows.find((row) => row.id === wanted || row.domain.toLowerCase() === wanted.toLowerCase())
  return known(found, 'enterprise connection', wanted)
}
