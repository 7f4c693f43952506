import type { ProfileCompletionData } from '../../model/session.js'
import type { CompleteStep, EndedStep, InProgress, LoadingStep, UnsupportedStep } from '../attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../engine/declaration.js'
import type { SentTimes } from '../engine/sent-times.js'
import type { ProfileCompletionStep } from '../profile-completion/profile-completion.js'
import type { SecondFactorStepOf } from '../second-factors/second-factor-steps.js'

export type SignInState = FlowState<SignInStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<SignInState>

/** The steps of a sign-in; see PROTOCOL.md §6.2. */
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

/** How an identifier can sign in, as the server suggests. */
export interface Identified {
  readonly identifier: string
  readonly strategy: 'sso' | 'social' | 'password'
  /** For `sso`: the connection for `enterprise` of `createProviderSignIn(client)`. */
  readonly connectionId: string | undefined
  /** For `social`: for example `google_oauth`. */
  readonly provider: string | undefined
}

export interface SignInStartStep extends StepBase {
  readonly kind: 'start'
  /** The result of `identify`. */
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
    /** The dial code with its plus, for example `+1`. */
    readonly phoneCountryCode: string
  }) => Outcome
  /** Begins with a link by e-mail, and sends it. */
  readonly emailLink: (input: {
    readonly email: string
    /** Where the link leads after it was opened. */
    readonly redirectUri?: string
  }) => Outcome
  /** Asks the server how this e-mail address or username can sign in. Sends nothing to the user. */
  readonly identify: (identifier: string) => Outcome
}

export interface SignInCodeStep extends InProgress, SentTimes {
  readonly kind: 'verify-code'
  readonly channel: 'email' | 'phone'
  /** Masked; `""` if the server did not say. */
  readonly address: string
  /**
   * Sends a code, or another one. Codes: `too-soon`, `rate-limited`; `email-code-required` when the server cannot verify the
   * address of a password sign-in: sign in with a code by e-mail instead.
   */
  readonly send: () => Outcome
  /** Codes: `code-rejected`. */
  readonly verify: (code: string) => Outcome
}

/** The link may be opened in another tab or elsewhere; this state follows as soon as the session shows it. */
export interface SignInLinkStep extends InProgress, SentTimes {
  readonly kind: 'verify-link'
  readonly address: string
  readonly send: (input?: { readonly redirectUri?: string }) => Outcome
  /** Fetches the session now. With listeners and in a visible page, this happens every few seconds. */
  readonly check: () => Outcome
}

export interface SecondFactorStep extends SecondFactorStepOf<SignInState> {}

export interface SignInProfileStep extends ProfileCompletionStep<SignInState> {
  readonly known: ProfileCompletionData | undefined
}
