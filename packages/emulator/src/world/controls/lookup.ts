import type { EnterpriseConnection, EnterpriseConnectionData } from '../identity/enterprise-connections'
import { findUser, type User, type UserData } from '../identity/users'
import type { OrganizationDomain, OrganizationDomainData } from '../places/domains'

/**
 * The world has no entity with the given id or name.
 *
 * @example
 * ```ts
 * import { createEmulator, UnknownEntity } from '@wachter/emulator'
 *
 * const { world } = createEmulator()
 * try {
 *   world.deleteUser('unknown@example.com')
 * } catch (error) {
 *   if (!(error instanceof UnknownEntity)) throw error
 * }
 * ```
 */
export class UnknownEntity extends Error {
  constructor(kind: string, wanted: string) {
    super(`The emulator knows no ${kind} "${wanted}"`)
    this.name = 'UnknownEntity'
  }
}

export function known<Row>(found: Row | undefined, kind: string, wanted: string): Row {
  if (found === undefined) throw new UnknownEntity(kind, wanted)
  return found
}

export function knownById<Row>(table: Map<string, Row>, kind: string, id: string): Row {
  return known(table.get(id), kind, id)
}

export function knownByName<Row extends { name: string }>(table: Map<string, Row>, kind: string, wanted: string): Row {
  return known(table.get(wanted) ?? [...table.values()].find((row) => row.name === wanted), kind, wanted)
}

export function knownUser(data: UserData, who: string): User {
  return known(findUser(data, who), 'user', who)
}

/** By id or domain. */
export function knownEnterpriseConnection(data: EnterpriseConnectionData, wanted: string): EnterpriseConnection {
  const rows = [...data.enterpriseConnections.values()]
  const found = rows.find((row) => row.id === wanted || row.domain.toLowerCase() === wanted.toLowerCase())
  return known(found, 'enterprise connection', wanted)
}

/** By id or name. Several organizations may have an unverified domain of one name: the first one counts. */
export function knownDomain(data: OrganizationDomainData, wanted: string): OrganizationDomain {
  const rows = [...data.organizationDomains.values()]
  const found = rows.find((row) => row.id === wanted || row.fqdn === wanted.toLowerCase())
  return known(found, 'domain', wanted)
}
