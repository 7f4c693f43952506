import type { FlowState, StepBase } from '../engine/declaration.js'

export type ProviderState = FlowState<ProviderStep>

/** Resolves when the state shows what came of it; never rejects. */
type Outcome = Promise<ProviderState>

/** Everything that signing in or connecting through a provider can come to; see PROTOCOL.md §3.3, §3.5. */
export type ProviderStep =
  | ProviderStartStep
  | RedirectingStep
  | ProviderCompleteStep
  | ProviderSignInStep
  | ProviderSignUpStep
  | ConnectedStep

export interface ProviderOptions {
  /**
   * Where the provider's answer is to lead in the end, an absolute URL. The server refuses what it does not know; without
   * a `|`, which its state cannot carry.
   */
  readonly redirectUri?: string | undefined
}

export interface ProviderStartStep extends StepBase {
  readonly kind: 'start'
  /**
   * Leaves for a provider (`google_oauth` for example) to sign in, or up. Codes: `provider-not-configured`,
   * `redirect-uri-rejected`.
   */
  readonly signIn: (provider: string, options?: ProviderOptions) => Outcome
  /** Leaves for a provider to connect an account there with the active one here. Codes: as above, and `signed-out`, `context-changed`. */
  readonly connect: (provider: string, options?: ProviderOptions) => Outcome
  /** Leaves for a company's own provider; `identify` of a sign-in gives its id. Codes: `connection-not-found`. */
  readonly enterprise: (connectionId: string, options?: ProviderOptions) => Outcome
}

/** The page is about to be left, or the app opens the address itself. */
export interface RedirectingStep extends StepBase {
  readonly kind: 'redirecting'
  /** Belongs into no log: it carries the state of this sign-in. */
  readonly url: string
  readonly restart: () => void
}

interface CameBack extends StepBase {
  /** Where it was to lead in the end. Unchecked: it went through foreign hands; `allowedRedirect` tells what may be followed. */
  readonly redirectUri: string | undefined
  readonly restart: () => void
}

/** The session shows the account. */
export interface ProviderCompleteStep extends CameBack {
  readonly kind: 'complete'
}

/** Signed in but for further steps: `createSignIn(client).resume(attemptId)` takes them up. */
export interface ProviderSignInStep extends CameBack {
  readonly kind: 'sign-in'
  readonly attemptId: string
}

/** The provider named a new person of whom more must be known: `createSignUp(client).resume(attemptId)` asks for it. */
export interface ProviderSignUpStep extends CameBack {
  readonly kind: 'sign-up'
  readonly attemptId: string
}

/** The active account has the connection now; its user shows it. */
export interface ConnectedStep extends CameBack {
  readonly kind: 'connected'
}
