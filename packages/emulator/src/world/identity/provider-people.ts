import type { EnterpriseConnection } from './enterprise-connections'
import { isSameEmail } from './users'

/** Somebody who has an account at the fake providers. */
export interface ProviderPerson {
  email: string
  firstName: string
  lastName: string
  /** The social providers they are known at; null is all of them. */
  providers: string[] | null
}

/** A person as one writes them down in a seed. */
export interface NewProviderPerson {
  email: string
  firstName?: string
  lastName?: string
  /** The social providers they are known at, such as `google_oauth`. Default: all of them. */
  providers?: string[]
}

/** What people at providers need of the world. */
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

/** Everybody with an address of the company's domain. */
export function peopleAtEnterprise(data: ProviderPersonData, { domain }: EnterpriseConnection): ProviderPerson[] {
  return [...data.providerPeople.values()].filter((row) => row.email.toLowerCase().endsWith(`@${domain.toLowerCase()}`))
}

/** The person with this address; a stranger is taken at their word, so that anybody can be typed in. */
export function personNamed(people: ProviderPerson[], email: string): ProviderPerson {
  const known = people.find((row) => isSameEmail(row, email))
  return known ?? { email: email.trim(), firstName: '', lastName: '', providers: null }
}
