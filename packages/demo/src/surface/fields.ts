import type { Deployment } from '@wachter/core'
import { type FieldName, type Identified, type SecondFactorMethod, signUpFields } from '@wachter/core/flows'
import { passwordHint } from './passwords.ts'
import type { StartPlan } from './start-plan.ts'
import { secondFactorTexts } from './texts.ts'

/** A form field with its HTML attributes. */
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
  /** The initial value. */
  readonly value: string
  /** The requirements on its value, as a sentence. */
  readonly hint: string
  readonly pattern: string | undefined
  readonly maxLength: number | undefined
  /** Two halves, or a third and the rest, share a line. */
  readonly width: 'whole' | 'half' | 'third' | 'rest'
  /** The code of an error that concerns this field although the error does not name a field. */
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
  currentPassword: { label: 'Current password', kind: 'password', autocomplete: 'current-password' },
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

/** The initial value of a dial code field. */
const usualDialCode = '+1'

/** A phone number needs its dial code. */
const phoneFields = (required: boolean): readonly Field[] => [
  // It has an initial value, so its label is not marked as optional.
  { ...fieldOf('phoneCountryCode', { value: usualDialCode }), required },
  fieldOf('phoneNumber', { required }),
]

/** The fields of a sign-in with a phone. */
export const phoneSignInFields = phoneFields(true)

/** The identifier of a sign-in; it is read-only once its sign-in method is known. */
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

/** The field of a sent code. */
export const codeField = fieldOf('code', { testId: 'code-input' })

export const secondFactorField = (method: SecondFactorMethod): Field => ({
  ...codeField,
  label: secondFactorTexts[method].label,
  // A backup code has letters.
  inputMode: method === 'backup-code' ? 'text' : 'numeric',
})

/** The last digits of the phone that gets the code. */
export const lastDigitsField = fieldOf('code', {
  name: 'lastDigits',
  testId: 'last-digits',
  label: 'The last four digits of your number',
  autocomplete: 'off',
  pattern: '[0-9]{4}',
  maxLength: 4,
  blamedBy: 'phone-rejected',
})

/** The fields of a sign-up that the deployment uses, in form order. */
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

/** The fields of missing profile data. A number always comes with its dial code. */
export const profileForm = (missing: readonly FieldName[]): readonly Field[] =>
  missing
    .filter((name) => name !== 'phoneCountryCode' || !missing.includes('phoneNumber'))
    .flatMap((name) => (name === 'phoneNumber' ? phoneFields(true) : fieldOf(name)))

/** The fields of the waitlist: an address, and names if the deployment collects them. */
export const waitlistForm = (deployment: Deployment | undefined): readonly Field[] => [
  ...(deployment?.restrictions?.waitlistCollectNames === true ? [fieldOf('firstName'), fieldOf('lastName')] : []),
  fieldOf('email'),
]
