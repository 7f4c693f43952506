import type { Deployment } from '../../model/deployment.js'
import { camelCase } from '../../wire/primitives.js'
import type { FieldName } from '../engine/flow-error.js'
import { secondFactorNames } from '../second-factors/method-names.js'
import type { SecondFactorMethod } from '../second-factors/second-factor-steps.js'

/** A way to begin a sign-in. */
export type FirstFactor =
  | 'email-password'
  | 'username-password'
  | 'email-code'
  | 'email-link'
  | 'phone-code'
  | 'passkey'

/** A provider people sign in with. */
export interface SocialProvider {
  /** What to begin a sign-in with, `google_oauth` for example. */
  readonly provider: string
  /** What people call it. */
  readonly name: string
}

/** A field of the sign-up form. */
export interface SignUpField {
  readonly name: Exclude<FieldName, 'phoneCountryCode' | 'code'>
  readonly required: boolean
}

export type SignUpMode = 'public' | 'restricted' | 'waitlist'

// Any settings object, list or flag may be missing (PROTOCOL.md §4.8), and yes is only what the server says plainly.

type Needed = 'emailAddress' | 'phoneNumber' | 'username' | 'password' | 'magicLink'

/** How each way in is named by the server, and the settings that may forbid it although its own switch is on. */
const firstFactorRules: Readonly<Record<FirstFactor, { readonly wire: string; readonly needs: readonly Needed[] }>> = {
  'email-password': { wire: 'email_password', needs: ['emailAddress', 'password'] },
  'username-password': { wire: 'username_password', needs: ['username', 'password'] },
  'email-code': { wire: 'email_otp', needs: ['emailAddress'] },
  'email-link': { wire: 'email_magic_link', needs: ['emailAddress', 'magicLink'] },
  'phone-code': { wire: 'phone_otp', needs: ['phoneNumber'] },
  passkey: { wire: 'passkey', needs: [] },
}

/**
 * The ways to begin a sign-in, the deployment's preferred one first.
 *
 * @example
 * ```ts
 * import { deploymentOf } from '@wachter/core'
 * import { firstFactors } from '@wachter/core/flows'
 *
 * const hasPasskeys = firstFactors(deploymentOf(client).get().data).includes('passkey')
 * ```
 *
 * @see PROTOCOL.md §3.3, §4.8
 */
export function firstFactors(deployment: Deployment | undefined): readonly FirstFactor[] {
  const auth = deployment?.authSettings
  const switches = auth?.authFactorsEnabled
  const preferred = auth?.firstFactor
  const isOn = (factor: FirstFactor) => {
    const { wire, needs } = firstFactorRules[factor]
    if (factor === 'passkey') return auth?.passkey?.enabled === true
    // Of a deployment that does not list its switches, the way it prefers is known at least.
    const isSwitchedOn = switches === undefined ? preferred === wire : switches[camelCase(wire)] === true
    return isSwitchedOn && needs.every((name) => auth?.[name]?.enabled !== false)
  }
  const factors = (Object.keys(firstFactorRules) as FirstFactor[]).filter(isOn)
  return preferredFirst(factors, (factor) => firstFactorRules[factor].wire === preferred)
}

/**
 * The second factors people may set up, the deployment's preferred one first. Which of them one person has, their sign-in
 * says.
 *
 * @example
 * ```ts
 * import { deploymentOf } from '@wachter/core'
 * import { secondFactors } from '@wachter/core/flows'
 *
 * const [preferred = 'authenticator'] = secondFactors(deploymentOf(client).get().data)
 * ```
 *
 * @see PROTOCOL.md §4.8, §6.3
 */
export function secondFactors(deployment: Deployment | undefined): readonly SecondFactorMethod[] {
  const auth = deployment?.authSettings
  const preferred = auth?.secondFactor
  const factors = (Object.keys(secondFactorNames) as SecondFactorMethod[]).filter(
    (factor) => auth?.authFactorsEnabled?.[camelCase(secondFactorNames[factor])] === true,
  )
  return preferredFirst(factors, (factor) => secondFactorNames[factor] === preferred)
}

/**
 * The providers people may sign in with, as the deployment lists them.
 *
 * @example
 * ```ts
 * import { deploymentOf } from '@wachter/core'
 * import { socialProviders } from '@wachter/core/flows'
 *
 * const names = socialProviders(deploymentOf(client).get().data).map(({ name }) => name)
 * ```
 *
 * @see PROTOCOL.md §3.3, §4.8
 */
export function socialProviders(deployment: Deployment | undefined): readonly SocialProvider[] {
  const providers = (deployment?.socialConnections ?? [])
    .filter(({ enabled, provider }) => enabled && provider !== '')
    .map(({ provider }) => provider)
  return [...new Set(providers)].map((provider) => ({ provider, name: providerName(provider) }))
}

/** Those whose name is not their word with a capital. */
const unusualNames: Readonly<Record<string, string>> = { github: 'GitHub', gitlab: 'GitLab', linkedin: 'LinkedIn' }

/**
 * What people call a provider: `github_oauth` is GitHub. A name for one we do not know is made of its words.
 *
 * @example
 * ```ts
 * import { providerName } from '@wachter/core/flows'
 *
 * console.assert(providerName('github_oauth') === 'GitHub')
 * ```
 */
export function providerName(provider: string): string {
  const words = provider.replace(/_oauth$/, '').split('_')
  return words
    .filter((word) => word !== '')
    .map((word) => (Object.hasOwn(unusualNames, word) ? unusualNames[word] : capitalized(word)))
    .join(' ')
}

const signUpFieldNames = ['firstName', 'lastName', 'username', 'email', 'phoneNumber'] as const

/**
 * What the sign-up form asks for, in the order of a form.
 *
 * @example
 * ```ts
 * import { deploymentOf } from '@wachter/core'
 * import { signUpFields } from '@wachter/core/flows'
 *
 * const required = signUpFields(deploymentOf(client).get().data).filter((field) => field.required)
 * ```
 *
 * @see PROTOCOL.md §4.8, §6.5
 */
export function signUpFields(deployment: Deployment | undefined): readonly SignUpField[] {
  const auth = deployment?.authSettings
  const fields = signUpFieldNames.flatMap((name): readonly SignUpField[] => {
    const policy = auth?.[name === 'email' ? 'emailAddress' : name]
    return policy?.enabled === true ? [{ name, required: policy.required === true }] : []
  })
  const password = auth?.password
  if (password?.enabled !== true) return fields
  // Where people sign in with a password before all else, an account without one is of no use.
  const isFirst = auth?.firstFactor?.endsWith('_password')
  return [...fields, { name: 'password', required: isFirst || password.required === true }]
}

/**
 * Who may sign up: everybody, nobody, or only whom an invitation was sent after the waitlist.
 *
 * @example
 * ```ts
 * import { deploymentOf } from '@wachter/core'
 * import { signUpMode } from '@wachter/core/flows'
 *
 * const isOpen = signUpMode(deploymentOf(client).get().data) === 'public'
 * ```
 *
 * @see PROTOCOL.md §6.5
 */
export function signUpMode(deployment: Deployment | undefined): SignUpMode {
  const mode = deployment?.restrictions?.signUpMode
  return mode === 'restricted' || mode === 'waitlist' ? mode : 'public'
}

/**
 * Whether this browser session holds as many accounts as it may, so that a sign-in page should not offer another. The
 * server does not check.
 *
 * @example
 * ```ts
 * import { deploymentOf } from '@wachter/core'
 * import { isAccountLimitReached } from '@wachter/core/flows'
 *
 * const isFull = isAccountLimitReached(deploymentOf(client).get().data, client.$signIns.get())
 * ```
 *
 * @param signIns those of the session, `client.$signIns.get()`
 * @see PROTOCOL.md §6.8
 */
export function isAccountLimitReached(deployment: Deployment | undefined, signIns: readonly unknown[]): boolean {
  const policy = deployment?.authSettings?.multiSessionSupport
  const limit = policy?.enabled === false ? 1 : policy?.maxAccountsPerSession
  // 0 is how an unset number is written.
  return limit !== undefined && limit > 0 && signIns.length >= limit
}

/**
 * Whether the browser may offer passkeys in the identifier field by itself.
 *
 * @example
 * ```ts
 * import { deploymentOf } from '@wachter/core'
 * import { createPasskeySignIn, passkeyAutofillEnabled } from '@wachter/core/flows'
 *
 * const { step } = createPasskeySignIn(client).$state.get()
 * const autofill = passkeyAutofillEnabled(deploymentOf(client).get().data)
 * if (autofill && step.kind === 'start') void step.signIn({ autofill })
 * ```
 */
export function passkeyAutofillEnabled(deployment: Deployment | undefined): boolean {
  const passkey = deployment?.authSettings?.passkey
  return passkey?.enabled === true && passkey.allowAutofill === true
}

const preferredFirst = <T>(items: readonly T[], isPreferred: (item: T) => boolean): readonly T[] => [
  ...items.filter(isPreferred),
  ...items.filter((item) => !isPreferred(item)),
]

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
