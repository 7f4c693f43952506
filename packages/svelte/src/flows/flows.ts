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
import { useClient } from '../context.js'
import { hookOf } from './hook-of.js'
import type { UseFlow } from './use-flow.js'

// Each of these creates a flow for the component that is set up, with the options given then.

/** The state and functions of a sign-in. */
export type UseSignIn = UseFlow<SignInFlow>

/**
 * Signs a user in: an `{#if}` chain over `step.kind` is all a page needs. Resumes what an earlier page began; sends nothing by
 * itself.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useSignIn } from '@wachter/svelte/flows'
 *
 * const signIn = useSignIn()
 * const step = $derived(signIn.step)
 * </script>
 *
 * {#if step.kind === 'start'}
 *   <button onclick={() => step.emailCode({ email: 'ada@example.com' })}>Send a code</button>
 * {/if}
 * ```
 */
export const useSignIn = /* @__PURE__ */ hookOf(createSignIn)

/** The state and functions of a sign-up. */
export type UseSignUp = UseFlow<SignUpFlow>

/**
 * Creates an account, in the same way as {@link useSignIn} signs in.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useSignUp } from '@wachter/svelte/flows'
 *
 * const signUp = useSignUp()
 * const step = $derived(signUp.step)
 * </script>
 *
 * {#if step.kind === 'start'}
 *   <button onclick={() => step.submit({ email: 'ada@example.com', password: '…' })}>Sign up</button>
 * {/if}
 * ```
 */
export const useSignUp = /* @__PURE__ */ hookOf(createSignUp)

/** The state and functions of a password reset. */
export type UsePasswordReset = UseFlow<PasswordResetFlow>

/**
 * Lets a user who forgot their password set a new one.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { usePasswordReset } from '@wachter/svelte/flows'
 *
 * const reset = usePasswordReset()
 * const step = $derived(reset.step)
 * </script>
 *
 * {#if step.kind === 'request'}<button onclick={() => step.send('ada@example.com')}>Send a code</button>{/if}
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
 * ```svelte
 * <script lang="ts">
 * import { usePasskeySignIn } from '@wachter/svelte/flows'
 *
 * const passkey = usePasskeySignIn()
 * const step = $derived(passkey.step)
 * </script>
 *
 * {#if step.kind === 'start'}<button onclick={() => step.signIn()}>Sign in with a passkey</button>{/if}
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
 * ```svelte
 * <script lang="ts">
 * import { useProviderSignIn } from '@wachter/svelte/flows'
 *
 * const google = useProviderSignIn()
 * const step = $derived(google.step)
 * </script>
 *
 * {#if step.kind === 'start'}<button onclick={() => step.signIn('google_oauth')}>Google</button>{/if}
 * ```
 * @example On the page that the provider returns to
 * ```svelte
 * <script lang="ts">
 * import { useProviderSignIn } from '@wachter/svelte/flows'
 * import { onMount } from 'svelte'
 *
 * const provider = useProviderSignIn()
 * onMount(() => void provider.handleCallback())
 * </script>
 *
 * {#if provider.step.kind === 'complete'}Welcome!{/if}
 * ```
 */
export const useProviderSignIn = /* @__PURE__ */ hookOf(createProviderSignIn)

/** The state and functions of an invitation. */
export type UseInvitation = UseFlow<InvitationFlow>

/**
 * Handles invitations to sign up and to join an organization. Accepts nothing by itself.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useInvitation } from '@wachter/svelte/flows'
 *
 * const invitation = useInvitation()
 * const step = $derived(invitation.step)
 * const token = () => new URLSearchParams(location.search).get('token') ?? ''
 * </script>
 *
 * {#if step.kind === 'start'}
 *   <button onclick={() => step.accept(token())}>Accept</button>
 * {:else if step.kind === 'accepted'}
 *   <button onclick={step.enter}>Go to {step.organization.name}</button>
 * {/if}
 * ```
 */
export const useInvitation = /* @__PURE__ */ hookOf(createInvitation)

/** The state and functions of the waitlist. */
export type UseWaitlist = UseFlow<WaitlistFlow>

/**
 * Lets people join the waitlist if they cannot sign up.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useWaitlist } from '@wachter/svelte/flows'
 *
 * const waitlist = useWaitlist()
 * const step = $derived(waitlist.step)
 * </script>
 *
 * {#if step.kind === 'start'}<button onclick={() => step.join({ email: 'ada@example.com' })}>Join the waitlist</button>{/if}
 * ```
 */
export const useWaitlist = /* @__PURE__ */ hookOf(createWaitlist)

/**
 * Leads to the hosted pages and back.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useHostedPages } from '@wachter/svelte/flows'
 *
 * const { toSignIn } = useHostedPages()
 * </script>
 *
 * <button onclick={() => toSignIn()}>Sign in</button>
 * ```
 */
export const useHostedPages = (options?: HostedPagesOptions): HostedPages => createHostedPages(useClient(), options)
