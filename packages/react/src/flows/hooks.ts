import type { Client } from '@wachter/core'
import {
  type ChallengeOptions,
  createHostedPages,
  createInvitation,
  createPasskeys,
  createPasswordReset,
  createSignIn,
  createSignUp,
  createSocial,
  createWaitlist,
  type HostedPages,
  type HostedPagesOptions,
  type InvitationFlow,
  type PasskeysFlow,
  type PasswordResetFlow,
  type SignInFlow,
  type SignUpFlow,
  type SocialFlow,
  type SocialOptions,
  type WaitlistFlow,
} from '@wachter/core/flows'
import { type Flow, type UseFlow, useFlow } from './use-flow.js'
import { useOwn } from './use-own.js'

// Each of these makes a flow for the component that calls it. Of an option that is a function the one given last is
// called, so it may close over state; whether an option is given at all is settled by the first render.

/** The step a sign-in is at, and what can be done there. */
export type UseSignIn = UseFlow<SignInFlow>

/**
 * Signs somebody in: a `switch` over `step.kind` is all a page needs. What an earlier page began is taken up once this is
 * mounted; nothing is sent by itself.
 */
export function useSignIn(options: ChallengeOptions = noOptions): UseSignIn {
  return useOwnFlow(createSignIn, options)
}

/** The step a sign-up is at, and what can be done there. */
export type UseSignUp = UseFlow<SignUpFlow>

/** Creates an account, as {@link useSignIn} signs in. */
export function useSignUp(options: ChallengeOptions = noOptions): UseSignUp {
  return useOwnFlow(createSignUp, options)
}

/** The step a password reset is at, and what can be done there. */
export type UsePasswordReset = UseFlow<PasswordResetFlow>

/** Lets somebody who forgot their password set a new one. */
export function usePasswordReset(): UsePasswordReset {
  return useOwnFlow(createPasswordReset, noOptions)
}

/** Signing in with a passkey, or the passkeys of whom is signed in, and what can be done there. */
export type UsePasskeys = UseFlow<PasskeysFlow>

/**
 * Signs in with passkeys, and manages those of the active account. Nobody is asked anything by itself. What is offered in
 * an input stays offered when the component goes: `cancel` ends it.
 */
export function usePasskeys(options: ChallengeOptions = noOptions): UsePasskeys {
  return useOwnFlow(createPasskeys, options)
}

/** The step a visit at a provider is at, and what can be done there. */
export type UseSocial = UseFlow<SocialFlow>

/**
 * Signs in through a provider, or connects an account there. On the page the provider leads back to, call
 * `handleCallback`: however often that is, what was sent back is spent once.
 */
export function useSocial(options: SocialOptions = noOptions): UseSocial {
  return useOwnFlow(createSocial, options)
}

/** What an invitation turned out to be, and what can be done there. */
export type UseInvitation = UseFlow<InvitationFlow>

/** Takes invitations: to sign up, and to join an organization. Nothing is accepted by itself. */
export function useInvitation(): UseInvitation {
  return useOwnFlow(createInvitation, noOptions)
}

/** Whether somebody has joined the waitlist, and what can be done there. */
export type UseWaitlist = UseFlow<WaitlistFlow>

/** Lets people wait for an invitation where they cannot sign up. */
export function useWaitlist(): UseWaitlist {
  return useOwnFlow(createWaitlist, noOptions)
}

/** Leads to the hosted pages and back. The functions never change. */
export function useHostedPages(options: HostedPagesOptions = noOptions): HostedPages {
  return useOwn(createHostedPages, options)
}

const noOptions = {}

function useOwnFlow<F extends Flow, O extends object>(
  create: (client: Client, options: O) => F,
  options: O,
): UseFlow<F> {
  return useFlow(useOwn(create, options))
}
