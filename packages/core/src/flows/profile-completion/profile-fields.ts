import type { FieldName } from '../engine/flow-error.js'

export type ProfileInput = Readonly<
  Partial<Record<'firstName' | 'lastName' | 'username' | 'email' | 'phoneNumber' | 'phoneCountryCode', string>>
>

/** The server names fields differently in the form and in the list of missing ones (PROTOCOL.md §6.4). */
const formNames: Readonly<Record<string, keyof ProfileInput>> = {
  first_name: 'firstName',
  last_name: 'lastName',
  username: 'username',
  email: 'email',
  phone_number: 'phoneNumber',
  phone_country_code: 'phoneCountryCode',
}

/** Converts wire names to fields; unknown names are omitted. */
export const fieldsFromWire = (names: readonly string[]): readonly FieldName[] =>
  names.flatMap((name) => formNames[name === 'email_address' ? 'email' : name] ?? [])

/** Empty fields are not sent. */
export const profileToForm = (profile: ProfileInput): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(formNames).map(([name, key]) => [name, profile[key] || undefined]))
