import type { ProfileCompletionData } from '../../model/session.js'
import type { CompleteStep, EndedStep, InProgress, LoadingStep, UnsupportedStep } from '../attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../engine/declaration.js'
import type { SentTimes } from '../engine/sent-times.js'
import type { ProfileCompletionStep } from '../profile-completion/profile-completion.js'
import type { SecondFactorStepOf } from '../second-factors/second-factor-steps.js'

export type SignInState = FlowState<SignInStep>

/** Resolves when the state shows what came of it; never rejects. */
type Outcome = Promise<SignInState>

/** Everything a sign-in can wait for; see PROTOCOL.md §6.2. */
export type SignInStep =
  | LoadingStep
  | SignInStartStep
  | SignInCodeStep
  | SignInLinkStep
  | SecondFactorStep
  | SignInProfileStep
  | CompleteStep
  | EndedStep
  | UnsupportedStep

/** How an identifier signs in, as the server suggests. */
export interface Identified {
  readonly identifier: string
  readonly strategy: 'sso' | 'social' | 'password'
  /** For `sso`: what to give to `createProviderSignIn(client)`. */
  readonly connectionId: string | undefined
  /** For `social`: `google_oauth` for example. */
  readonly provider: string | undefined
}

export interface SignInStartStep extends StepBase {
  readonly kind: 'start'
  /** What `identify` brought. */
  readonly identified: Identified | undefined
  /** Signs in with a password. Codes: `invalid-credentials` for a wrong password and an unknown identifier alike. */
  readonly password: (
    input:
      | { readonly email: string; readonly password: string }
      | { readonly username: string; readonly password: string },
  ) => Outcome
  /** Begins with a code by e-mail, and sends it. */
  readonly emailCode: (input: { readonly email: string }) => Outcome
  /** Begins with a code by SMS, and sends it. */
  readonly phoneCode: (input: {
    readonly phoneNumber: string
    /** The dial code with its plus, `+1` for example. */
    readonly phoneCountryCode: string
  }) => Outcome
  /** Begins with a link by e-mail, and sends it. */
  readonly emailLink: (input: {
    readonly email: string
    /** Where the page that opens the link leads. */
    readonly redirectUri?: string
  }) => Outcome
  /** Asks how this e-mail address or username signs in. Sends nothing to the person. */
  readonly identify: (identifier: string) => Outcome
}

export interface SignInCodeStep extends InProgress, SentTimes {
  readonly kind: 'verify-code'
  readonly channel: 'email' | 'phone'
  /** Masked; `""` when the server did not say. */
  readonly address: string
  /**
   * Sends a code, another one when one was sent before. Codes: `too-soon`, `rate-limited`; `email-code-required` when the
   * server cannot verify the address of a password sign-in: sign in with a code by e-mail instead.
   */
  readonly send: () => Outcome
  /** Codes: `code-rejected`. */
  readonly verify: (code: string) => Outcome
}

/** The link may be opened here, in another tab or elsewhere; this state follows as soon as it can know. */
export interface SignInLinkStep extends InProgress, SentTimes {
  readonly kind: 'verify-link'
  readonly address: string
  readonly send: (input?: { readonly redirectUri?: string }) => Outcome
  /** Asks the session now. While somebody listens and the page is visible it is asked every few seconds. */
  readonly check: () => Outcome
}

export interface SecondFactorStep extends SecondFactorStepOf<SignInState> {}

export interface SignInProfileStep extends ProfileCompletionStep<SignInState> {
  readonly known: ProfileCompletionData | undefined
}
