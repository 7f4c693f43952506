import type { Deployment } from '@wachter/core'
import { type FieldName, type Identified, type SecondFactorMethod, signUpFields } from '@wachter/core/flows'
import { passwordHint } from './passwords.ts'
import type { StartPlan } from './start-plan.ts'
import { secondFactorTexts } from './texts.ts'

/** A field of a form, as HTML wants to know it. */
export interface Field {
  readonly name: string
  readonly testId: string
  readonly label: string
  readonly kind: 'text' | 'email' | 'tel' | 'password' | 'code'
  readonly autocomplete: AutoFill
  readonly inputMode: 'text' | 'email' | 'tel' | 'numeric'
  readonly autocapitalize: 'none' | 'words'
  readonly required: boolean
  readonly readOnly: boolean
  /** What stands in it at first. */
  readonly value: string
  /** What is asked of it, for people. */
  readonly hint: string
  readonly pattern: string | undefined
  readonly maxLength: number | undefined
  /** Two halves, or a third and the rest, share a line. */
  readonly width: 'whole' | 'half' | 'third' | 'rest'
  /** The code of an error that this field is to blame for, where the error does not name it. */
  readonly blamedBy: string | undefined
}

interface Look extends Pick<Field, Told>, Partial<Omit<Field, Told>> {}
type Told = 'label' | 'kind' | 'autocomplete'

const looks: Readonly<Record<FieldName, Look>> = {
  firstName: { label: 'First name', kind: 'text', autocomplete: 'given-name', autocapitalize: 'words', width: 'half' },
  lastName: { label: 'Last name', kind: 'text', autocomplete: 'family-name', autocapitalize: 'words', width: 'half' },
  username: { label: 'Username', kind: 'text', autocomplete: 'username' },
  email: { label: 'E-mail address', kind: 'email', autocomplete: 'email', inputMode: 'email' },
  phoneCountryCode: {
    label: 'Dial code',
    kind: 'tel',
    autocomplete: 'tel-country-code',
    inputMode: 'tel',
    width: 'third',
  },
  phoneNumber: { label: 'Phone number', kind: 'tel', autocomplete: 'tel-national', inputMode: 'tel', width: 'rest' },
  password: { label: 'Password', kind: 'password', autocomplete: 'new-password' },
  code: { label: 'Code', kind: 'code', autocomplete: 'one-time-code', inputMode: 'numeric', blamedBy: 'code-rejected' },
}

export function fieldOf(name: FieldName, given: Partial<Field> = {}): Field {
  const { label, ...look } = looks[name]
  return {
    name,
    testId: `field-${name}`,
    label: given.required === false ? `${label} (optional)` : label,
    inputMode: 'text',
    autocapitalize: 'none',
    required: true,
    readOnly: false,
    value: '',
    hint: '',
    pattern: undefined,
    maxLength: undefined,
    width: 'whole',
    blamedBy: undefined,
    ...look,
    ...given,
  }
}

/** What stands in a dial code's field at first. */
const usualDialCode = '+1'

/** A number is of use with its dial code only. */
const phoneFields = (required: boolean): readonly Field[] => [
  // One that is there already is not to be asked for.
  { ...fieldOf('phoneCountryCode', { value: usualDialCode }), required },
  fieldOf('phoneNumber', { required }),
]

/** What signing in with a phone asks for. */
export const phoneSignInFields = phoneFields(true)

/** Who signs in; it stays as it is once the deployment has told how they do. */
export const identifierField = ({ identifier, hasPasskey }: StartPlan, identified: Identified | undefined): Field =>
  fieldOf('username', {
    name: 'identifier',
    testId: 'sign-in-email',
    label: identifier.label,
    kind: identifier.type,
    autocomplete: hasPasskey ? ('username webauthn' as AutoFill) : 'username',
    value: identified?.identifier ?? '',
    readOnly: identified !== undefined,
  })

export const signInPasswordField = fieldOf('password', { testId: 'sign-in-password', autocomplete: 'current-password' })

/** A code that was sent. */
export const codeField = fieldOf('code', { testId: 'code-input' })

export const secondFactorField = (method: SecondFactorMethod): Field => ({
  ...codeField,
  label: secondFactorTexts[method].label,
  // A backup code has letters.
  inputMode: method === 'backup-code' ? 'text' : 'numeric',
})

/** Which phone a code goes to, only its owner knows. */
export const lastDigitsField = fieldOf('code', {
  name: 'lastDigits',
  testId: 'last-digits',
  label: 'The last four digits of your number',
  autocomplete: 'off',
  pattern: '[0-9]{4}',
  maxLength: 4,
  blamedBy: 'phone-rejected',
})

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

export const newPasswordForm = (deployment: Deployment | undefined): readonly Field[] => [
  fieldOf('password', { hint: passwordHint(deployment) }),
]

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
