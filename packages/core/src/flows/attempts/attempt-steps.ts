import type { StepBase } from '../engine/declaration.js'

/** The session is not known yet, nor whether an attempt is in progress. */
export interface LoadingStep extends StepBase {
  readonly kind: 'loading'
}

export interface InProgress extends StepBase {
  readonly attemptId: string
  /** When the attempt expires, epoch ms by this machine's clock. */
  readonly expiresAtMs: number | undefined
  /** Drops the attempt and begins again. */
  readonly restart: () => void
}

/** The session shows the account. */
export interface CompleteStep extends StepBase {
  readonly kind: 'complete'
  readonly restart: () => void
}

/** The attempt cannot be continued. */
export interface EndedStep extends StepBase {
  readonly kind: 'ended'
  /** `dead-end`: the server waits for fields that it does not accept any more (PROTOCOL.md §6.4). */
  readonly reason: 'expired' | 'gone' | 'dead-end'
  readonly restart: () => void
}

/** The server requires a step that this version does not know. */
export interface UnsupportedStep extends InProgress {
  readonly kind: 'unsupported'
  readonly name: string
}
