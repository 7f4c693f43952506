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

// Each of these creates a flow for the component that calls it, with the options of its setup.

/** The state and functions of a sign-in. */
export type UseSignIn = UseFlow<SignInFlow>

/**
 * Signs a user in: a `v-if` chain over `step.kind` is all a page needs. Resumes what an earlier page began; sends nothing by
 * itself.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useSignIn } from '@wachter/vue/flows'
 *
 * const { step, error } = useSignIn()
 * </script>
 *
 * <template>
 *   <button v-if="step.kind === 'start'" v-on:click="step.emailCode({ email: 'ada@example.com' })">Send a code</button>
 *   <p v-if="error" role="alert">{{ error.message }}</p>
 * </template>
 * ```
 */
export const useSignIn = /* @__PURE__ */ hookOf(createSignIn)

/** The state and functions of a sign-up. */
export type UseSignUp = UseFlow<SignUpFlow>

/**
 * Creates an account, in the same way as {@link useSignIn} signs in.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useSignUp } from '@wachter/vue/flows'
 *
 * const { step } = useSignUp()
 * </script>
 *
 * <template>
 *   <button v-if="step.kind === 'start'" v-on:click="step.submit({ username: 'ada', password: '…' })">Sign up</button>
 * </template>
 * ```
 */
export const useSignUp = /* @__PURE__ */ hookOf(createSignUp)

/** The state and functions of a password reset. */
export type UsePasswordReset = UseFlow<PasswordResetFlow>

/**
 * Lets a user who forgot their password set a new one.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { usePasswordReset } from '@wachter/vue/flows'
 *
 * const { step } = usePasswordReset()
 * </script>
 *
 * <template>
 *   <button v-if="step.kind === 'request'" v-on:click="step.send('ada@example.com')">Send a code</button>
 * </template>
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
 * ```vue
 * <script setup lang="ts">
 * import { usePasskeySignIn } from '@wachter/vue/flows'
 *
 * const { step } = usePasskeySignIn()
 * </script>
 *
 * <template>
 *   <button v-if="step.kind === 'start'" v-on:click="step.signIn()">Sign in with a passkey</button>
 * </template>
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
 * ```vue
 * <script setup lang="ts">
 * import { useProviderSignIn } from '@wachter/vue/flows'
 *
 * const { step } = useProviderSignIn()
 * </script>
 *
 * <template><button v-if="step.kind === 'start'" v-on:click="step.signIn('google_oauth')">Google</button></template>
 * ```
 * @example On the page that the provider returns to
 * ```vue
 * <script setup lang="ts">
 * import { useProviderSignIn } from '@wachter/vue/flows'
 * import { onMounted } from 'vue'
 *
 * const { step, handleCallback } = useProviderSignIn()
 * onMounted(() => handleCallback())
 * </script>
 *
 * <template><p v-if="step.kind === 'complete'">Welcome!</p></template>
 * ```
 */
export const useProviderSignIn = /* @__PURE__ */ hookOf(createProviderSignIn)

/** The state and functions of an invitation. */
export type UseInvitation = UseFlow<InvitationFlow>

/**
 * Handles invitations to sign up and to join an organization. Accepts nothing by itself.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useInvitation } from '@wachter/vue/flows'
 *
 * const { step } = useInvitation()
 * const token = () => new URLSearchParams(location.search).get('token') ?? ''
 * </script>
 *
 * <template>
 *   <button v-if="step.kind === 'start'" v-on:click="step.accept(token())">Accept</button>
 *   <button v-else-if="step.kind === 'accepted'" v-on:click="step.enter()">Go to {{ step.organization.name }}</button>
 * </template>
 * ```
 */
export const useInvitation = /* @__PURE__ */ hookOf(createInvitation)

/** The state and functions of the waitlist. */
export type UseWaitlist = UseFlow<WaitlistFlow>

/**
 * Lets people join the waitlist if they cannot sign up.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useWaitlist } from '@wachter/vue/flows'
 *
 * const { step } = useWaitlist()
 * </script>
 *
 * <template>
 *   <button v-if="step.kind === 'start'" v-on:click="step.join({ email: 'ada@example.com' })">Join the waitlist</button>
 * </template>
 * ```
 */
export const useWaitlist = /* @__PURE__ */ hookOf(createWaitlist)

/**
 * Leads to the hosted pages and back.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useHostedPages } from '@wachter/vue/flows'
 *
 * const { toSignIn } = useHostedPages()
 * </script>
 *
 * <template><button v-on:click="toSignIn()">Sign in</button></template>
 * ```
 */
export const useHostedPages = (options?: HostedPagesOptions): HostedPages => createHostedPages(useClient(), options)
