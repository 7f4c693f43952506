import type { Session, SessionError } from '@wachter/core'
import type { Component, Snippet } from 'svelte'
import SessionLoadingComponent from './SessionLoading.svelte'
import SessionUnavailableComponent from './SessionUnavailable.svelte'
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
