import type { Deployment } from '@wachter/core'
import {
  checkPassword,
  type FieldName,
  type PasswordProblem,
  type ProfileInput,
  signUpFields,
} from '@wachter/core/flows'

/** A field of a form, as HTML wants to know it. */
export interface Field {
  readonly name: FieldName
  readonly label: string
  readonly type: 'text' | 'email' | 'tel' | 'password'
  readonly autocomplete: AutoFill
  readonly required: boolean
  /** What stands in it at first. */
  readonly value: string
  /** What is asked of it, for people. */
  readonly hint: string
  /** Two halves, or a third and the rest, share a line. */
  readonly width: 'whole' | 'half' | 'third' | 'rest'
}

type Looks = Omit<Field, 'name' | 'required' | 'hint' | 'value'>

const looks: Readonly<Record<FieldName, Looks>> = {
  firstName: { label: 'First name', type: 'text', autocomplete: 'given-name', width: 'half' },
  lastName: { label: 'Last name', type: 'text', autocomplete: 'family-name', width: 'half' },
  username: { label: 'Username', type: 'text', autocomplete: 'username', width: 'whole' },
  email: { label: 'E-mail address', type: 'email', autocomplete: 'email', width: 'whole' },
  phoneCountryCode: { label: 'Dial code', type: 'tel', autocomplete: 'tel-country-code', width: 'third' },
  phoneNumber: { label: 'Phone number', type: 'tel', autocomplete: 'tel-national', width: 'rest' },
  password: { label: 'Password', type: 'password', autocomplete: 'new-password', width: 'whole' },
  code: { label: 'Code', type: 'text', autocomplete: 'one-time-code', width: 'whole' },
}

/** What stands in a dial code's field at first. */
const usualDialCode = '+1'

export function fieldOf(name: FieldName, { required = true, value = '', hint = '' }: Partial<Field> = {}): Field {
  const { label, ...rest } = looks[name]
  return { name, ...rest, label: required ? label : `${label} (optional)`, required, value, hint }
}

/** A number is of use with its dial code only. */
const phoneFields = (required: boolean): readonly Field[] => [
  // One that is there already is not to be asked for.
  { ...fieldOf('phoneCountryCode', { value: usualDialCode }), required },
  fieldOf('phoneNumber', { required }),
]

/** What signing in with a phone asks for. */
export const phoneSignInFields = phoneFields(true)

/** What the deployment wants to know of somebody new, in the order of a form. */
export const signUpForm = (
  deployment: Deployment | undefined,
  known: Readonly<Partial<Record<FieldName, string>>> = {},
): readonly Field[] =>
  signUpFields(deployment).flatMap(({ name, required }) => {
    if (name === 'phoneNumber') return phoneFields(required)
    const hint = name === 'password' ? passwordHint(deployment) : ''
    return fieldOf(name, { required, value: known[name] ?? '', hint })
  })

/** What is still missing of somebody. The dial code comes with the number, named or not. */
export const profileForm = (missing: readonly FieldName[]): readonly Field[] =>
  missing
    .filter((name) => name !== 'phoneCountryCode' || !missing.includes('phoneNumber'))
    .flatMap((name) => (name === 'phoneNumber' ? phoneFields(true) : fieldOf(name)))

/** Joining the waitlist takes an address, and a name where the deployment collects them. */
export const waitlistForm = (deployment: Deployment | undefined): readonly Field[] => [
  ...(deployment?.restrictions?.waitlistCollectNames === true ? [fieldOf('firstName'), fieldOf('lastName')] : []),
  fieldOf('email'),
]

const demands: Readonly<Record<Exclude<PasswordProblem['code'], 'too-short' | 'too-long'>, string>> = {
  'lowercase-missing': 'a lowercase letter',
  'uppercase-missing': 'an uppercase letter',
  'number-missing': 'a digit',
  'special-missing': 'a sign such as ! or #',
}

/** What the deployment asks of a new password: an empty one lacks all of it. */
export function passwordHint(deployment: Deployment | undefined): string {
  const wants = checkPassword(deployment, '').flatMap((problem) => {
    if (problem.code === 'too-short') return `${problem.minLength} characters`
    return problem.code === 'too-long' ? [] : demands[problem.code]
  })
  return `At least ${wants.join(', ')}.`
}

/** What was typed into a form, by the names of its fields. */
export const typedIn = (form: HTMLFormElement): Readonly<Record<string, string>> =>
  Object.fromEntries([...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

/** A profile as the flows take it: what was left empty is not told, nor is a dial code without a number. */
export function profileOf(typed: Readonly<Record<string, string>>): ProfileInput {
  const filled = Object.entries(typed).filter(([name, value]) => {
    if (name === 'phoneCountryCode') return typed.phoneNumber?.trim()
    return value.trim()
  })
  return Object.fromEntries(filled.map(([name, value]) => [name, name === 'password' ? value : value.trim()]))
}
