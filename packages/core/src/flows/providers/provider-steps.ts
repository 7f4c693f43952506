import type { FlowState, StepBase } from '../engine/declaration.js'

export type ProviderState = FlowState<ProviderStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<ProviderState>

/** The steps of signing in or connecting through a provider; see PROTOCOL.md §3.3, §3.5. */
export type ProviderStep =
  | ProviderStartStep
  | RedirectingStep
  | ProviderCompleteStep
  | ProviderSignInStep
  | ProviderSignUpStep
  | ConnectedStep

export interface ProviderOptions {
  /**
   * Where to return to in the end, an absolute URL. The server refuses URLs it does not know. It must not contain `|`, where
   * the server splits its state.
   */
  readonly redirectUri?: string | undefined
}

export interface ProviderStartStep extends StepBase {
  readonly kind: 'start'
  /**
   * Goes to a provider, for example `google_oauth`, to sign in or up. Codes: `provider-not-configured`,
   * `redirect-uri-rejected`.
   */
  readonly signIn: (provider: string, options?: ProviderOptions) => Outcome
  /** Goes to a provider to connect its account with the active one. Codes: as above, and `signed-out`, `context-changed`. */
  readonly connect: (provider: string, options?: ProviderOptions) => Outcome
  /** Goes to an enterprise provider; `identify` of a sign-in returns its id. Codes: `connection-not-found`. */
  readonly enterprise: (connectionId: string, options?: ProviderOptions) => Outcome
}

/** The page is about to navigate, or the app opens the URL itself. */
export interface RedirectingStep extends StepBase {
  readonly kind: 'redirecting'
  /** Never log it: it contains the state of this sign-in. */
  readonly url: string
  readonly restart: () => void
}

interface CameBack extends StepBase {
  /** Where to return to. Untrusted, because it comes from a URL: check it with `allowedRedirect`. */
  readonly redirectUri: string | undefined
  readonly restart: () => void
}

/** The session shows the account. */
export interface ProviderCompleteStep extends CameBack {
  readonly kind: 'complete'
}

/** The sign-in needs further steps: continue with `createSignIn(client).resume(attemptId)`. */
export interface ProviderSignInStep extends CameBack {
  readonly kind: 'sign-in'
  readonly attemptId: string
}

/** The user is new, and fields are missing: continue with `createSignUp(client).resume(attemptId)`. */
export interface ProviderSignUpStep extends CameBack {
  readonly kind: 'sign-up'
  readonly attemptId: string
}

/** The active account is connected; its `user` shows it. */
export interface ConnectedStep extends CameBack {
  readonly kind: 'connected'
}
