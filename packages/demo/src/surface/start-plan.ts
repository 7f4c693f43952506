import type { Deployment } from '@wachter/core'
import { firstFactors, type Identified, type SocialProvider, signUpMode, socialProviders } from '@wachter/core/flows'

/** A way in that begins with a form. */
export type Way = 'password' | 'email-code' | 'email-link' | 'phone-code'

/** What the first step of a sign-in offers. */
export interface StartPlan {
  /** Who somebody is decides how they sign in, so that is asked first. */
  readonly isIdentifierFirst: boolean
  readonly identifier: { readonly label: string; readonly type: 'email' | 'text' }
  /** The deployment's preferred one first. */
  readonly ways: readonly Way[]
  readonly hasPasskey: boolean
  readonly providers: readonly SocialProvider[]
  /** Where somebody without an account goes; undefined when there is nowhere to go. */
  readonly newcomers: 'sign-up' | 'waitlist' | undefined
}

const wayOfFactor = {
  'email-password': 'password',
  'username-password': 'password',
  'email-code': 'email-code',
  'email-link': 'email-link',
  'phone-code': 'phone-code',
} as const

/** Reads from the deployment what the first step of a sign-in offers. */
export function planStart(deployment: Deployment | undefined, identified: Identified | undefined): StartPlan {
  const factors = firstFactors(deployment)
  const offered = new Set(factors.flatMap((factor) => (factor === 'passkey' ? [] : wayOfFactor[factor])))
  // Of a deployment that cannot be heard nothing is known; most have passwords.
  const ways: readonly Way[] = deployment ? [...offered] : ['password']
  const takesName = factors.includes('username-password')
  const takesAddress = !deployment || factors.some((factor) => factor.startsWith('email-'))
  // Whose company has its own provider has no password here.
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

/** Whether a way asks who somebody is in one field. */
export const asksIdentifier = (way: Way | undefined): boolean => way !== undefined && way !== 'phone-code'

/** What the button of a way says. */
export const wayLabels: Readonly<Record<Way, string>> = {
  password: 'Sign in',
  'email-code': 'E-mail me a code',
  'email-link': 'E-mail me a link',
  'phone-code': 'Text me a code',
}

/** What leads to a way from another one. */
export const otherWayLabels: Readonly<Record<Way, string>> = {
  password: 'Use a password',
  'email-code': 'E-mail a code',
  'email-link': 'E-mail a link',
  'phone-code': 'Use a phone',
}
