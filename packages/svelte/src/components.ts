import type { Session, SessionError } from '@wachter/core'
import type { Component, Snippet } from 'svelte'
import SessionLoadingComponent from './SessionLoading.svelte'
import SessionUnavailableComponent from './SessionUnavailable.svelte'
import SignedInComponent from './SignedIn.svelte'
import SignedOutComponent from './SignedOut.svelte'

// Their types are written here because not every resolution of modules finds the types of a `.svelte` file.

/** Shows its children while somebody is signed in, and gives them the session. They stay through a switch. */
export const SignedIn: Component<{ children?: Snippet<[Session]> }> = SignedInComponent

/** Shows its children while it is known that nobody is signed in; not while the server cannot be reached. */
export const SignedOut: Component<{ children?: Snippet }> = SignedOutComponent

/** Shows its children until it is known whether somebody is signed in. */
export const SessionLoading: Component<{ children?: Snippet }> = SessionLoadingComponent

/**
 * Shows its children while the server could not be reached even once, and gives them the error of the last attempt. The
 * client goes on trying.
 */
export const SessionUnavailable: Component<{ children?: Snippet<[SessionError | undefined]> }> =
  SessionUnavailableComponent
