import type { Client } from '@wachter/core'
import {
  createSignIn,
  type NewPasswordStep,
  type SignInStartStep,
  type SignInState,
  type SignUpState,
  type SocialStep,
} from '@wachter/core/flows'
import { credentialsOf } from '../credentials.ts'
import type { Way } from './start-plan.ts'

/** Where providers and mails lead back to: this page, without what it was opened with. */
export const pageUrl = (): string => location.origin + location.pathname

type Typed = Readonly<Record<string, string>>

/** Begins a sign-in the way that was chosen, with what was typed. */
export async function beginSignIn(step: SignInStartStep, way: Way, typed: Typed): Promise<void> {
  const { identifier = '', password = '', phoneNumber = '', phoneCountryCode = '' } = typed
  const email = identifier.trim()
  if (way === 'password') await thenSend(step.password(credentialsOf(identifier, password)))
  else if (way === 'email-code') await step.emailCode({ email })
  else if (way === 'email-link') await step.emailLink({ email, redirectUri: pageUrl() })
  else await step.phoneCode({ phoneNumber, phoneCountryCode })
}

/** Asks how somebody signs in, and leaves for their provider if they have one. */
export async function identify(start: SignInStartStep, social: SocialStep, identifier: string): Promise<void> {
  const { step } = await start.identify(identifier.trim())
  if (step.kind !== 'start' || !step.identified) return
  const { strategy, connectionId, provider } = step.identified
  if (strategy === 'sso' && connectionId) await leaveFor(social, { connectionId })
  else if (strategy === 'social' && provider) await leaveFor(social, { provider })
}

/** Leaves the page for a social provider, or for a company's own. */
export async function leaveFor(
  social: SocialStep,
  to: { readonly provider: string } | { readonly connectionId: string },
): Promise<void> {
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

/** Sets a new password. Tells whether the sign-in goes on, with steps that every flow made from now on takes up. */
export async function setPassword(client: Client, step: NewPasswordStep, password: string): Promise<boolean> {
  const { step: next } = await step.submit(password)
  if (next.kind !== 'sign-in') return false
  await createSignIn(client).resume(next.attemptId)
  return true
}
