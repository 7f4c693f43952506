import type { ProviderFailure, ProviderGrantData } from '../access/provider-grants'
import type { DeploymentData } from '../deployment/deployment'
import { type ConnectionCheck, type ConnectionCheckData, connectionChecks } from '../identity/connection-checks'
import {
  addEnterpriseConnection,
  type EnterpriseConnection,
  type EnterpriseConnectionData,
  type NewEnterpriseConnection,
} from '../identity/enterprise-connections'
import { type Passkey, type PasskeyData, passkeysOf } from '../identity/passkeys'
import {
  addProviderPerson,
  type NewProviderPerson,
  type ProviderPerson,
  type ProviderPersonData,
} from '../identity/provider-people'
import type { UserData } from '../identity/users'
import { knownEnterpriseConnection, knownUser, UnknownEntity } from './lookup'

/** Changes the fake providers and lists passkeys. */
export interface ProviderControls {
  /** Adds a person to the fake providers, or replaces the one with this e-mail address. */
  addProviderPerson(person: NewProviderPerson): Readonly<ProviderPerson>
  removeProviderPerson(email: string): void
  /**
   * Makes the next visit to a provider fail: `deny` as if the visitor denied access, `error` as if the provider failed.
   *
   * @param provider a social provider such as `google_oauth`, or an enterprise connection by id or domain
   */
  failProviderNext(provider: string, how: ProviderFailure): void
  /** Makes all users with an e-mail address of the domain sign in through their own provider. */
  addEnterpriseConnection(connection: NewEnterpriseConnection): Readonly<EnterpriseConnection>
  /** By id or domain. */
  enterpriseConnection(idOrDomain: string): Readonly<EnterpriseConnection>
  /** By id or domain. */
  removeEnterpriseConnection(idOrDomain: string): void
  /**
   * Sets what tests of enterprise connections find: the error of each check that fails. The other checks pass if their fields
   * can be right. `{}` ends it.
   *
   * @throws {TypeError} for a check that does not exist
   */
  setFailingConnectionChecks(errors: Partial<Record<ConnectionCheck, string>>): void
  /** Newest first. */
  passkeys(who: string): Readonly<Passkey>[]
}

/** The parts of the world that these controls use. */
type ProviderControlData = DeploymentData &
  UserData &
  PasskeyData &
  ProviderPersonData &
  ProviderGrantData &
  EnterpriseConnectionData &
  ConnectionCheckData

export function createProviderControls(data: ProviderControlData): ProviderControls {
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
    setFailingConnectionChecks(errors) {
      const known: string[] = Object.values(connectionChecks).flat()
      const unknown = Object.keys(errors).find((check) => !known.includes(check))
      if (unknown !== undefined) throw new TypeError(`There is no check "${unknown}", but ${known.join(', ')}`)
      data.failingConnectionChecks = new Map(Object.entries(errors))
    },
    passkeys: (who) => structuredClone(passkeysOf(data, knownUser(data, who).id)),
  }
}
