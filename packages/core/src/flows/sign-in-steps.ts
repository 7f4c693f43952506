import type { ProfileCompletionData } from '../model/session.js'
import type { FlowState } from './machine.js'
import type { FieldName } from './problem.js'
import type { SentTimes } from './sent-times.js'

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

/** The session is not known yet, so neither is whether something is in progress. */
export interface LoadingStep {
  readonly kind: 'loading'
}

/** How an identifier signs in, as the server suggests. */
export interface Identified {
  readonly identifier: string
  readonly strategy: 'sso' | 'social' | 'password'
  /** For `sso`: what to give to `createSocial(client)`. */
  readonly connectionId: string | undefined
  /** For `social`: `google_oauth` for example. */
  readonly provider: string | undefined
}

export interface SignInStartStep {
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
  /** Asks how this e-mail address or username signs in. Sends nothing to anybody. */
  readonly identify: (identifier: string) => Outcome
}

export interface InProgress {
  readonly attemptId: string
  /** When the attempt is over, epoch ms by this machine's clock. */
  readonly expiresAtMs: number | undefined
  /** Leaves the attempt and begins anew. */
  readonly restart: () => void
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

export type SecondFactorMethod = 'authenticator' | 'backup-code' | 'phone'

export interface SecondFactorStep extends InProgress, SentTimes {
  readonly kind: 'second-factor'
  /** What this person has and the deployment takes. */
  readonly methods: readonly SecondFactorMethod[]
  /** What `verify` takes a code of. */
  readonly method: SecondFactorMethod
  /** The phone a code was sent to, masked. */
  readonly address: string
  readonly choose: (method: 'authenticator' | 'backup-code') => Outcome
  /** Sends a code to the phone that ends with these four digits. Codes: `too-soon`, `phone-rejected`. */
  readonly sendPhoneCode: (lastDigits: string) => Outcome
  /** Codes: `code-rejected`. */
  readonly verify: (code: string) => Outcome
}

export type ProfileInput = Readonly<
  Partial<Record<'firstName' | 'lastName' | 'username' | 'email' | 'phoneNumber' | 'phoneCountryCode', string>>
>

export interface SignInProfileStep extends InProgress {
  readonly kind: 'complete-profile'
  readonly missing: readonly FieldName[]
  readonly known: ProfileCompletionData | undefined
  readonly submit: (profile: ProfileInput) => Outcome
}

/** The session shows the account. */
export interface CompleteStep {
  readonly kind: 'complete'
  readonly restart: () => void
}

/** Nothing more can come of the attempt. */
export interface EndedStep {
  readonly kind: 'ended'
  /** `dead-end`: the server waits for fields that it cannot take any more (PROTOCOL.md §6.4). */
  readonly reason: 'expired' | 'gone' | 'dead-end'
  readonly restart: () => void
}

/** The server wants something this version does not know. */
export interface UnsupportedStep extends InProgress {
  readonly kind: 'unsupported'
  readonly name: string
}
