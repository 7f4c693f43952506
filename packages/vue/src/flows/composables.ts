import {
  createHostedPages,
  createInvitation,
  createPasskeySignIn,
  createPasswordReset,
  createProviderSignIn,
  createSignIn,
  createSignUp,
  createWaitlist,
  type HostedPages,
  type HostedPagesOptions,
  type InvitationFlow,
  type PasskeySignInFlow,
  type PasswordResetFlow,
  type ProviderSignInFlow,
  type SignInFlow,
  type SignUpFlow,
  type WaitlistFlow,
} from '@wachter/core/flows'
import { useClient } from '../plugin.js'
import { hookOf } from './hook-of.js'
import type { UseFlow } from './use-flow.js'

// Each of these makes a flow for the component that calls it, with the options of its setup.

/** The step a sign-in is at, and what can be done there. */
export type UseSignIn = UseFlow<SignInFlow>

/**
 * Signs a person in: a `v-if` chain over `step.kind` is all a page needs. What an earlier page began is taken up by itself; nothing is sent
 * by itself.
 */
export const useSignIn = /* @__PURE__ */ hookOf(createSignIn)

/** The step a sign-up is at, and what can be done there. */
export type UseSignUp = UseFlow<SignUpFlow>

/** Creates an account, as {@link useSignIn} signs in. */
export const useSignUp = /* @__PURE__ */ hookOf(createSignUp)

/** The step a password reset is at, and what can be done there. */
export type UsePasswordReset = UseFlow<PasswordResetFlow>

/** Lets a person who forgot their password set a new one. */
export const usePasswordReset = /* @__PURE__ */ hookOf(createPasswordReset)

/** Whether a passkey can be asked for, and is offered. */
export type UsePasskeySignIn = UseFlow<PasskeySignInFlow>

/**
 * Signs in with a passkey. Neither person nor server is asked anything by itself. What is offered in an input stays offered
 * when the component goes: `cancel` ends it.
 */
export const usePasskeySignIn = /* @__PURE__ */ hookOf(createPasskeySignIn)

/** The step a visit at a provider is at, and what can be done there. */
export type UseProviderSignIn = UseFlow<ProviderSignInFlow>

/**
 * Signs in through a provider, or connects an account there. On the page the provider leads back to, call
 * `handleCallback`: however often that is, what was sent back is spent once.
 */
export const useProviderSignIn = /* @__PURE__ */ hookOf(createProviderSignIn)

/** What an invitation turned out to be, and what can be done there. */
export type UseInvitation = UseFlow<InvitationFlow>

/** Takes invitations: to sign up, and to join an organization. Nothing is accepted by itself. */
export const useInvitation = /* @__PURE__ */ hookOf(createInvitation)

/** Whether a person has joined the waitlist, and what can be done there. */
export type UseWaitlist = UseFlow<WaitlistFlow>

/** Lets people wait for an invitation where they cannot sign up. */
export const useWaitlist = /* @__PURE__ */ hookOf(createWaitlist)

/** Leads to the hosted pages and back. */
export const useHostedPages = (options?: HostedPagesOptions): HostedPages => createHostedPages(useClient(), options)
