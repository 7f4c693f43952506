import type { Session, SessionError, ShowCondition } from '@wachter/core'
import type { Component, Snippet } from 'svelte'
import SessionLoadingComponent from './SessionLoading.svelte'
import SessionUnavailableComponent from './SessionUnavailable.svelte'
import ShowComponent from './Show.svelte'
import SignedInComponent from './SignedIn.svelte'
import SignedOutComponent from './SignedOut.svelte'

// The types are written here because not every module resolution finds the types of a `.svelte` file.

/**
 * Shows its children while an account is signed in, with the session as argument. They stay mounted during a switch.
 *
 * @example
 * ```svelte
 * <script>
 * import { SignedIn } from '@wachter/svelte'
 * </script>
 *
 * <SignedIn>
 *   {#snippet children({ activeSignIn })}Hello, {activeSignIn.user?.firstName}{/snippet}
 * </SignedIn>
 * ```
 */
export const SignedIn: Component<{ children?: Snippet<[Session]> }> = SignedInComponent

/**
 * Shows its children while it is known that no account is signed in; not while the server cannot be reached.
 *
 * @example
 * ```svelte
 * <script>
 * import { SignedOut } from '@wachter/svelte'
 * </script>
 *
 * <SignedOut><a href="/sign-in">Sign in</a></SignedOut>
 * ```
 */
export const SignedOut: Component<{ children?: Snippet }> = SignedOutComponent

/**
 * Shows its children until it is known whether an account is signed in.
 *
 * @example
 * ```svelte
 * <script>
 * import { SessionLoading } from '@wachter/svelte'
 * </script>
 *
 * <SessionLoading>One moment …</SessionLoading>
 * ```
 */
export const SessionLoading: Component<{ children?: Snippet }> = SessionLoadingComponent

/**
 * Shows its children until the server has answered for the first time, after a request failed, with the last error as argument.
 * The client goes on trying.
 *
 * @example
 * ```svelte
 * <script>
 * import { SessionUnavailable } from '@wachter/svelte'
 * </script>
 *
 * <SessionUnavailable>
 *   {#snippet children(error)}{error?.message}{/snippet}
 * </SessionUnavailable>
 * ```
 */
export const SessionUnavailable: Component<{ children?: Snippet<[SessionError | undefined]> }> =
  SessionUnavailableComponent

/**
 * Shows its children to those whose roles, in the active organization and workspace, allow something, and its fallback to others.
 * `when` is what they must be allowed, or a function of `has`, which is called while an account is active only. While it is not
 * known, it shows nothing. It hides, it does not protect: the server checks each request.
 *
 * @example
 * ```svelte
 * <script>
 * import { Show } from '@wachter/svelte'
 * </script>
 *
 * <Show when={{ permission: 'invoices:read' }}>
 *   Your invoices
 *   {#snippet fallback()}Ask an administrator for access.{/snippet}
 * </Show>
 * ```
 * @example What a demand cannot say
 * ```svelte
 * <script>
 * import { Show } from '@wachter/svelte'
 * </script>
 *
 * <Show when={(has) => !has({ permission: 'invoices:write' })}>You may only read.</Show>
 * ```
 */
export const Show: Component<{ when: ShowCondition; children?: Snippet; fallback?: Snippet }> = ShowComponent

/**
 * {@link Show}, under the name that people know from Clerk.
 *
 * @alias
 *
 * @example
 * ```svelte
 * <script>
 * import { Protect } from '@wachter/svelte'
 * </script>
 *
 * <Protect when={{ role: 'Admin' }}>Settings</Protect>
 * ```
 */
export const Protect = Show
