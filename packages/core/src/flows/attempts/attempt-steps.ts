import type { StepBase } from '../engine/declaration.js'

/** The session is not known yet, so neither is whether something is in progress. */
export interface LoadingStep extends StepBase {
  readonly kind: 'loading'
}

export interface InProgress extends StepBase {
  readonly attemptId: string
  /** When the attempt is over, epoch ms by this machine's clock. */
  readonly expiresAtMs: number | undefined
  /** Leaves the attempt and begins anew. */
  readonly restart: () => void
}

/** The session shows the account. */
export interface CompleteStep extends StepBase {
  readonly kind: 'complete'
  readonly restart: () => void
}

/** Nothing more can come of the attempt. */
export interface EndedStep extends StepBase {
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
