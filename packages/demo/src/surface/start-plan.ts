import type { Deployment } from '@wachter/core'
import { firstFactors, type Identified, type SocialProvider, signUpMode, socialProviders } from '@wachter/core/flows'

/** A sign-in method that starts with a form. */
export type Way = 'password' | 'email-code' | 'email-link' | 'phone-code'

/** The options of a sign-in's first step. */
export interface StartPlan {
  /** The identifier is asked first, because it decides the sign-in method. */
  readonly isIdentifierFirst: boolean
  readonly identifier: { readonly label: string; readonly type: 'email' | 'text' }
  /** The deployment's preferred one first. */
  readonly ways: readonly Way[]
  readonly hasPasskey: boolean
  readonly providers: readonly SocialProvider[]
  /** The screen for users without an account; undefined when there is none. */
  readonly newcomers: 'sign-up' | 'waitlist' | undefined
}

const wayOfFactor = {
  'email-password': 'password',
  'username-password': 'password',
  'email-code': 'email-code',
  'email-link': 'email-link',
  'phone-code': 'phone-code',
} as const

/** Derives the options of a sign-in's first step from the deployment. */
export function planStart(deployment: Deployment | undefined, identified: Identified | undefined): StartPlan {
  const factors = firstFactors(deployment)
  const offered = new Set(factors.flatMap((factor) => (factor === 'passkey' ? [] : wayOfFactor[factor])))
  // If the deployment could not be loaded, assume passwords, which most have.
  const ways: readonly Way[] = deployment ? [...offered] : ['password']
  const takesName = factors.includes('username-password')
  const takesAddress = !deployment || factors.some((factor) => factor.startsWith('email-'))
  // Users of an enterprise provider have no password here.
  const isEnterprise = deployment?.b2bSettings?.enterpriseSsoEnabled === true
  const mode = signUpMode(deployment)
  return {
    isIdentifierFirst: isEnterprise && identified === undefined,
    identifier: {
      label: takesName ? (takesAddress ? 'E-mail or username' : 'Username') : 'E-mail address',
      type: takesName ? 'text' : 'email',
    },
    ways,
    hasPasskey: factors.includes('passkey'),
    providers: socialProviders(deployment),
    newcomers: mode === 'public' ? 'sign-up' : mode === 'waitlist' ? 'waitlist' : undefined,
  }
}

/** Whether a method asks for an identifier in one field. */
export const asksIdentifier = (way: Way | undefined): boolean => way !== undefined && way !== 'phone-code'

/** The submit label of each method. */
export const wayLabels: Readonly<Record<Way, string>> = {
  password: 'Sign in',
  'email-code': 'E-mail me a code',
  'email-link': 'E-mail me a link',
  'phone-code': 'Text me a code',
}

/** The label of the button that switches to a method. */
export const otherWayLabels: Readonly<Record<Way, string>> = {
  password: 'Use a password',
  'email-code': 'E-mail a code',
  'email-link': 'E-mail a link',
  'phone-code': 'Use a phone',
}
