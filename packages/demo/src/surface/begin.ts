import type { ProviderStep, SignInStartStep, SignInState, SignUpState } from '@wachter/core/flows'
import { credentialsOf } from '../credentials.ts'
import { maskedAddress } from './masked-address.ts'
import type { Way } from './start-plan.ts'
import type { Typed } from './views/step-view.ts'

/** The URL that providers and e-mails return to: this page, without its parameters. */
export const pageUrl = (): string => location.origin + location.pathname

/** Starts a sign-in with the chosen method and the typed values. */
export async function beginSignIn(step: SignInStartStep, way: Way, typed: Typed): Promise<void> {
  const { identifier = '', password = '', phoneNumber = '', phoneCountryCode = '' } = typed
  const email = identifier.trim()
  if (way === 'password') await thenSend(step.password(credentialsOf(identifier, password)))
  else if (way === 'email-code') await step.emailCode({ email })
  else if (way === 'email-link') await step.emailLink({ email, redirectUri: pageUrl() })
  else await step.phoneCode({ phoneNumber, phoneCountryCode })
}

/** The address or number a code is sent to, from the typed values; empty if they do not contain it. */
export function sentToOf(way: Way, { identifier = '', phoneNumber = '' }: Typed): string {
  if (way === 'phone-code') return maskedAddress(phoneNumber)
  return identifier.includes('@') ? maskedAddress(identifier) : ''
}

/** A user's provider: a social or an enterprise one. */
export type Provider = { readonly provider: string } | { readonly connectionId: string }

/** Looks up how an identifier signs in. Returns its provider, if any. */
export async function identify(start: SignInStartStep, identifier: string): Promise<Provider | undefined> {
  const { step } = await start.identify(identifier.trim())
  if (step.kind !== 'start' || !step.identified) return undefined
  const { strategy, connectionId, provider } = step.identified
  if (strategy === 'sso' && connectionId) return { connectionId }
  return strategy === 'social' && provider ? { provider } : undefined
}

/** Redirects to a provider. */
export async function leaveFor(social: ProviderStep, to: Provider): Promise<void> {
  if (social.kind !== 'start') return
  const options = { redirectUri: pageUrl() }
  if ('provider' in to) await social.signIn(to.provider, options)
  else await social.enterprise(to.connectionId, options)
}

/**
 * Sends the code of the step that an action leads to, because the user waits for it. Nothing is sent after a reload.
 */
export async function thenSend(outcome: Promise<SignInState | SignUpState>): Promise<void> {
  const { step, error } = await outcome
  if (!error && step.kind === 'verify-code' && step.sentAtMs === undefined) await step.send()
}
