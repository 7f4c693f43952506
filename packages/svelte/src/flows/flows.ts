import {
  type ChallengeOptions,
  createHostedPages,
  createPasswordReset,
  createSignIn,
  createSignUp,
  type HostedPages,
  type HostedPagesOptions,
  type PasswordResetFlow,
  type SignInFlow,
  type SignUpFlow,
} from '@wachter/core/flows'
import { useClient } from '../context.js'
import { asBegun } from './as-begun.js'
import { type UseFlow, useFlow } from './use-flow.js'

// Each of these makes a flow for the component that is set up, with the options given then.

/** The step a sign-in is at, and what can be done there. */
export type UseSignIn = UseFlow<SignInFlow>

/**
 * Signs somebody in: an `{#if}` chain over `step.kind` is all a page needs. What an earlier page began is taken up by
 * itself; nothing is sent by itself.
 */
export function useSignIn(options?: ChallengeOptions): UseSignIn {
  return useFlow(asBegun(useClient(), (client) => createSignIn(client, options)))
}

/** The step a sign-up is at, and what can be done there. */
export type UseSignUp = UseFlow<SignUpFlow>

/** Creates an account, as {@link useSignIn} signs in. */
export function useSignUp(options?: ChallengeOptions): UseSignUp {
  return useFlow(asBegun(useClient(), (client) => createSignUp(client, options)))
}

/** The step a password reset is at, and what can be done there. */
export type UsePasswordReset = UseFlow<PasswordResetFlow>

/** Lets somebody who forgot their password set a new one. */
export function usePasswordReset(): UsePasswordReset {
  return useFlow(asBegun(useClient(), createPasswordReset))
}

/** Leads to the hosted pages and back. */
export function useHostedPages(options?: HostedPagesOptions): HostedPages {
  return createHostedPages(useClient(), options)
}
