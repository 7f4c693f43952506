/** A problem the Frontend API named. `code` is the server's own (`INVALID_CREDENTIALS`), see PROTOCOL.md §2.3. */
export interface ServerProblem {
  readonly code: string
  readonly message: string
}

/**
 * Every code the client itself gives. A refusal that carries a server code keeps it in kebab-case
 * (`INVALID_CREDENTIALS` becomes `invalid-credentials`), so the type stays open.
 */
export type SessionErrorCode =
  | 'invalid-configuration'
  | 'invalid-argument'
  | 'offline'
  | 'timed-out'
  | 'aborted'
  | 'rate-limited'
  | 'server-error'
  | 'invalid-response'
  | 'rejected'
  | 'not-found'
  | 'forbidden'
  | 'signed-out'
  | 'sign-in-not-found'
  | 'organization-not-found'
  | 'organization-restricted'
  | 'workspace-not-found'
  | 'workspace-restricted'
  | 'template-not-found'
  | 'ticket-rejected'
  | 'context-mismatch'
  | 'superseded'
  | 'unconfirmed'
  | 'sign-out-unconfirmed'
  | 'incomplete'
  | (string & {})

export interface SessionErrorDetails {
  readonly status?: number | undefined
  readonly errors?: readonly ServerProblem[] | undefined
  readonly data?: unknown
  readonly retryAfterMs?: number | undefined
  readonly cause?: unknown
}

const brand = Symbol.for('wachter.session-error')
const passing = ['offline', 'timed-out', 'rate-limited', 'server-error', 'unconfirmed', 'sign-out-unconfirmed']

/** The one error this library throws. Branch on `code`; the message is for people and may change. */
export class SessionError extends Error {
  override readonly name = 'SessionError'
  /** Stable; what to branch on. */
  declare readonly code: SessionErrorCode
  /** HTTP status, when the server answered. */
  declare readonly status: number | undefined
  /** What the server named, all of it; empty when it gave no code. */
  declare readonly errors: readonly ServerProblem[]
  /** The `data` of the server's refusal, for flows that need it. */
  declare readonly data: unknown
  /** Milliseconds to wait before asking again, for `rate-limited`. */
  declare readonly retryAfterMs: number | undefined
  /** Whether the same call may succeed later without anything else changing. */
  declare readonly retryable: boolean

  constructor(
    code: SessionErrorCode,
    message: string,
    { status, errors = [], data, retryAfterMs, cause }: SessionErrorDetails = {},
  ) {
    super(message, { cause })
    Object.assign(this, { code, status, errors, data, retryAfterMs, retryable: passing.includes(code), [brand]: true })
  }
}

/** Whether `value` is a {@link SessionError}, also when it comes from another copy of this library or another frame. */
export function isSessionError(value: unknown): value is SessionError {
  return typeof value === 'object' && value !== null && brand in value
}

/** Whether the server answered with a no: nothing has changed there. Anything else leaves that open. */
export const isRefusal = (error: unknown): error is SessionError & { readonly status: number } =>
  isSessionError(error) && error.status !== undefined && error.status >= 400 && error.status < 500
