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
import { hookOf } from './hook-of.js'
import type { UseFlow } from './use-flow.js'
import { useOwn } from './use-own.js'

// Each of these creates a flow for the component that calls it. If an option is a function, the latest one is called, so it
// may close over state; the first render decides which options are set.

/** The state and functions of a sign-in. */
export type UseSignIn = UseFlow<SignInFlow>

/**
 * Signs a user in: a `switch` over `step.kind` is all a page needs. Resumes what an earlier page began; sends nothing by
 * itself.
 *
 * @example
 * ```tsx
 * import { useSignIn } from '@wachter/react/flows'
 *
 * function SignIn() {
 *   const { step, error } = useSignIn()
 *   if (step.kind !== 'start') return <p>{step.kind}</p>
 *   const send = () => step.emailCode({ email: 'ada@example.com' })
 *   return <button onClick={send}>Send a code {error?.message}</button>
 * }
 * ```
 */
export const useSignIn = /* @__PURE__ */ hookOf(createSignIn)

/** The state and functions of a sign-up. */
export type UseSignUp = UseFlow<SignUpFlow>

/**
 * Creates an account, in the same way as {@link useSignIn} signs in.
 *
 * @example
 * ```tsx
 * import { useSignUp } from '@wachter/react/flows'
 *
 * function SignUp() {
 *   const { step } = useSignUp()
 *   const submit = () => step.kind === 'start' && step.submit({ email: 'ada@example.com', password: '…' })
 *   return <button onClick={submit}>Sign up</button>
 * }
 * ```
 */
export const useSignUp = /* @__PURE__ */ hookOf(createSignUp)

/** The state and functions of a password reset. */
export type UsePasswordReset = UseFlow<PasswordResetFlow>

/**
 * Lets a user who forgot their password set a new one.
 *
 * @example
 * ```tsx
 * import { usePasswordReset } from '@wachter/react/flows'
 *
 * function PasswordReset() {
 *   const { step } = usePasswordReset()
 *   const send = () => step.kind === 'request' && step.send('ada@example.com')
 *   return <button onClick={send}>Send a code</button>
 * }
 * ```
 */
export const usePasswordReset = /* @__PURE__ */ hookOf(createPasswordReset)

/** The state and functions of a sign-in with a passkey. */
export type UsePasskeySignIn = UseFlow<PasskeySignInFlow>

/**
 * Signs in with a passkey. Prompts and requests nothing by itself. An offer in an input goes on after the component is
 * unmounted: call `cancel` to end it.
 *
 * @example
 * ```tsx
 * import { usePasskeySignIn } from '@wachter/react/flows'
 *
 * function PasskeySignIn() {
 *   const { step } = usePasskeySignIn()
 *   const signIn = () => step.kind === 'start' && step.signIn()
 *   return <button onClick={signIn}>Sign in with a passkey</button>
 * }
 * ```
 */
export const usePasskeySignIn = /* @__PURE__ */ hookOf(createPasskeySignIn)

/** The state and functions of a sign-in through a provider. */
export type UseProviderSignIn = UseFlow<ProviderSignInFlow>

/**
 * Signs in through a provider, or connects an account of it. Call `handleCallback` on the page that the provider returns to;
 * a code is exchanged once, however often you call it.
 *
 * @example
 * ```tsx
 * import { useProviderSignIn } from '@wachter/react/flows'
 *
 * function Google() {
 *   const { step } = useProviderSignIn()
 *   const leave = () => step.kind === 'start' && step.signIn('google_oauth', { redirectUri: location.href })
 *   return <button onClick={leave}>Google</button>
 * }
 * ```
 * @example On the page that the provider returns to
 * ```tsx
 * import { useProviderSignIn } from '@wachter/react/flows'
 * import { useEffect } from 'react'
 *
 * function Callback() {
 *   const { step, handleCallback } = useProviderSignIn()
 *   useEffect(() => void handleCallback(), [handleCallback])
 *   return <p>{step.kind === 'complete' ? 'Welcome!' : 'One moment …'}</p>
 * }
 * ```
 */
export const useProviderSignIn = /* @__PURE__ */ hookOf(createProviderSignIn)

/** The state and functions of an invitation. */
export type UseInvitation = UseFlow<InvitationFlow>

/**
 * Handles invitations to sign up and to join an organization. Accepts nothing by itself.
 *
 * @example
 * ```tsx
 * import { useInvitation } from '@wachter/react/flows'
 *
 * function Invitation() {
 *   const { step } = useInvitation()
 *   const token = new URLSearchParams(location.search).get('token') ?? ''
 *   if (step.kind === 'accepted') return <button onClick={step.enter}>Go to {step.organization.name}</button>
 *   return <button onClick={() => step.kind === 'start' && step.accept(token)}>Accept</button>
 * }
 * ```
 */
export const useInvitation = /* @__PURE__ */ hookOf(createInvitation)

/** The state and functions of the waitlist. */
export type UseWaitlist = UseFlow<WaitlistFlow>

/**
 * Lets people join the waitlist if they cannot sign up.
 *
 * @example
 * ```tsx
 * import { useWaitlist } from '@wachter/react/flows'
 *
 * function Waitlist() {
 *   const { step } = useWaitlist()
 *   const join = () => step.kind === 'start' && step.join({ email: 'ada@example.com' })
 *   return <button onClick={join}>Join the waitlist</button>
 * }
 * ```
 */
export const useWaitlist = /* @__PURE__ */ hookOf(createWaitlist)

/**
 * Leads to the hosted pages and back. The functions never change.
 *
 * @example
 * ```tsx
 * import { useHostedPages } from '@wachter/react/flows'
 *
 * function SignInLink() {
 *   const { toSignIn } = useHostedPages()
 *   return <button onClick={() => toSignIn()}>Sign in</button>
 * }
 * ```
 */
export const useHostedPages = (options: HostedPagesOptions = {}): HostedPages => useOwn(createHostedPages, options)
