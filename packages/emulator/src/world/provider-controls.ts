import type { ProviderFailure } from '../providers/grants'
import { addProviderPerson, type NewProviderPerson, type ProviderPerson } from '../providers/people'
import type { WorldData } from './data'
import { addEnterpriseConnection, knownEnterpriseConnection, type NewEnterpriseConnection } from './enterprise'
import type { EnterpriseConnection } from './enterprise-connections'
import { knownUser, UnknownEntity } from './lookup'
import { type Passkey, passkeysOf } from './passkeys'

/** What one can do to the fake providers, and see of passkeys. */
export interface ProviderControls {
  /** Gives somebody an account at the fake providers, or changes the one with this e-mail address. */
  addProviderPerson(person: NewProviderPerson): Readonly<ProviderPerson>
  removeProviderPerson(email: string): void
  /**
   * Makes the next visit to a provider go wrong: `deny` as when the visitor says no, `error` as when the provider fails.
   *
   * @param provider a social provider such as `google_oauth`, or an enterprise connection by id or domain
   */
  failProviderNext(provider: string, how: ProviderFailure): void
  /** Everybody with an e-mail address of the domain signs in at a provider of its own from now on. */
  addEnterpriseConnection(connection: NewEnterpriseConnection): Readonly<EnterpriseConnection>
  /** By id or domain. */
  enterpriseConnection(idOrDomain: string): Readonly<EnterpriseConnection>
  /** By id or domain. */
  removeEnterpriseConnection(idOrDomain: string): void
  /** Newest first. */
  passkeys(who: string): Readonly<Passkey>[]
}

export function createProviderControls(data: WorldData): ProviderControls {
  return {
    addProviderPerson: (person) => structuredClone(addProviderPerson(data, person)),
    removeProviderPerson(email) {
      if (!data.providerPeople.delete(email.toLowerCase())) throw new UnknownEntity('person at a provider', email)
    },
    failProviderNext(provider, how) {
      const isSocial = data.deployment.social_connections.some((row) => row.provider === provider)
      const id = isSocial ? provider : knownEnterpriseConnection(data, provider).id
      data.providerFailures.set(id, how)
    },
    addEnterpriseConnection: (connection) => structuredClone(addEnterpriseConnection(data, connection)),
    enterpriseConnection: (wanted) => structuredClone(knownEnterpriseConnection(data, wanted)),
    removeEnterpriseConnection(wanted) {
      data.enterpriseConnections.delete(knownEnterpriseConnection(data, wanted).id)
    },
    passkeys: (who) => structuredClone(passkeysOf(data, knownUser(data, who).id)),
  }
}
