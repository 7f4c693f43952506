import type { LoadingStep } from '../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../flows/engine/declaration.js'
import type { ProviderOptions, RedirectingStep } from '../flows/providers/provider-steps.js'
import type { SocialConnection } from '../model/user.js'
import type { SignedOutStep } from './account-steps.js'

export type SocialConnectionsState = FlowState<SocialConnectionsStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<SocialConnectionsState>

/** See PROTOCOL.md §3.5. */
export type SocialConnectionsStep = LoadingStep | SignedOutStep | SocialConnectionsManageStep | RedirectingStep

/** The accounts at providers that the active account is connected with. Codes of all: `signed-out`, `context-changed`. */
export interface SocialConnectionsManageStep extends StepBase {
  readonly kind: 'manage'
  readonly connections: readonly SocialConnection[]
  /**
   * Goes to a provider, for example `google_oauth`. The page that it returns to calls `handleCallback` of
   * `createProviderSignIn(client)`, as for a sign-in. Codes: `provider-not-configured`, `redirect-uri-rejected`.
   */
  readonly connect: (provider: string, options?: ProviderOptions) => Outcome
  /** Codes: `connection-not-found`. */
  readonly disconnect: (id: string) => Outcome
}
