import { type EnterpriseConnection, isOfConnection } from './enterprise-connections'
import { isSameEmail } from './users'

/** A person with accounts at the fake providers. */
export interface ProviderPerson {
  email: string
  firstName: string
  lastName: string
  /** The social providers they have an account at; null means all. */
  providers: string[] | null
}

/** A person at the fake providers in a seed. */
export interface NewProviderPerson {
  email: string
  firstName?: string
  lastName?: string
  /** The social providers they have an account at, such as `google_oauth`. Default: all. */
  providers?: string[]
}

/** The parts of the world that people at providers use. */
export interface ProviderPersonData {
  /** Keyed by lower-cased e-mail address. */
  providerPeople: Map<string, ProviderPerson>
}

/** Adds a person, or replaces the one with this e-mail address. */
export function addProviderPerson(data: ProviderPersonData, person: NewProviderPerson): ProviderPerson {
  const { email, firstName = '', lastName = '', providers } = person
  const row = { email, firstName, lastName, providers: providers ? [...providers] : null }
  data.providerPeople.set(email.toLowerCase(), row)
  return row
}

export function peopleAtSocialProvider(data: ProviderPersonData, provider: string): ProviderPerson[] {
  return [...data.providerPeople.values()].filter((row) => row.providers?.includes(provider) ?? true)
}

/** The people with an address of the company's domain. */
export function peopleAtEnterprise(data: ProviderPersonData, connection: EnterpriseConnection): ProviderPerson[] {
  return [...data.providerPeople.values()].filter((row) => isOfConnection(connection, row.email))
}

/** The person with this address. An unknown address creates a person, so that a visitor can type any address. */
export function personNamed(people: ProviderPerson[], email: string): ProviderPerson {
  const known = people.find((row) => isSameEmail(row, email))
  return known ?? { email: email.trim(), firstName: '', lastName: '', providers: null }
}
