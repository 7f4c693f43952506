import type { ProviderStep, SignInStartStep, SignInState, SignUpState } from '@wachter/core/flows'
import { credentialsOf } from '../credentials.ts'
import { maskedAddress } from './masked-address.ts'
import type { Way } from './start-plan.ts'
import type { Typed } from './views/step-view.ts'

/** Where providers and mails lead back to: this page, without what it was opened with. */
export const pageUrl = (): string => location.origin + location.pathname

/** Begins a sign-in the way that was chosen, with what was typed. */
export async function beginSignIn(step: SignInStartStep, way: Way, typed: Typed): Promise<void> {
  const { identifier = '', password = '', phoneNumber = '', phoneCountryCode = '' } = typed
  const email = identifier.trim()
  if (way === 'password') await thenSend(step.password(credentialsOf(identifier, password)))
  else if (way === 'email-code') await step.emailCode({ email })
  else if (way === 'email-link') await step.emailLink({ email, redirectUri: pageUrl() })
  else await step.phoneCode({ phoneNumber, phoneCountryCode })
}

/** Where something is sent to, going by what was typed; empty where that does not tell. */
export function sentToOf(way: Way, { identifier = '', phoneNumber = '' }: Typed): string {
  if (way === 'phone-code') return maskedAddress(phoneNumber)
  return identifier.includes('@') ? maskedAddress(identifier) : ''
}

/** Somebody's provider: a social one, or their company's own. */
export type Provider = { readonly provider: string } | { readonly connectionId: string }

/** Asks how somebody signs in. Gives the provider they have, if so. */
export async function identify(start: SignInStartStep, identifier: string): Promise<Provider | undefined> {
  const { step } = await start.identify(identifier.trim())
  if (step.kind !== 'start' || !step.identified) return undefined
  const { strategy, connectionId, provider } = step.identified
  if (strategy === 'sso' && connectionId) return { connectionId }
  return strategy === 'social' && provider ? { provider } : undefined
}

/** Leaves the page for a provider. */
export async function leaveFor(social: ProviderStep, to: Provider): Promise<void> {
  if (social.kind !== 'start') return
  const options = { redirectUri: pageUrl() }
  if ('provider' in to) await social.signIn(to.provider, options)
  else await social.enterprise(to.connectionId, options)
}

/**
 * Sends the code an action led to: whoever has just acted waits for it. After a reload nothing is sent by itself.
 */
export async function thenSend(outcome: Promise<SignInState | SignUpState>): Promise<void> {
  const { step, error } = await outcome
  if (!error && step.kind === 'verify-code' && step.sentAtMs === undefined) await step.send()
}
