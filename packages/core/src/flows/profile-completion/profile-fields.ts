import type { FieldName } from '../engine/flow-error.js'

export type ProfileInput = Readonly<
  Partial<Record<'firstName' | 'lastName' | 'username' | 'email' | 'phoneNumber' | 'phoneCountryCode', string>>
>

/** The form's names differ from those of what is missing (PROTOCOL.md §6.4). */
const formNames: Readonly<Record<string, keyof ProfileInput>> = {
  first_name: 'firstName',
  last_name: 'lastName',
  username: 'username',
  email: 'email',
  phone_number: 'phoneNumber',
  phone_country_code: 'phoneCountryCode',
}

/** The fields of the wire's names; names of fields we do not know are left out. */
export const fieldsFromWire = (names: readonly string[]): readonly FieldName[] =>
  names.flatMap((name) => formNames[name === 'email_address' ? 'email' : name] ?? [])

/** Only what was filled in is sent. */
export const profileToForm = (profile: ProfileInput): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(formNames).map(([name, key]) => [name, profile[key] || undefined]))
