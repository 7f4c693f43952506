import { isObject } from './json.js'

/** A problem that the Frontend API named. `code` is the server's own (`INVALID_CREDENTIALS`), see PROTOCOL.md §2.3. */
export interface ServerProblem {
  readonly code: string
  readonly message: string
}

/** The codes of the client itself: session, tokens, requests and configuration. */
type ClientErrorCode =
  | 'invalid-configuration'
  | 'invalid-argument'
  | 'request-failed'
  | 'offline'
  | 'timed-out'
  | 'aborted'
  | 'rate-limited'
  | 'server-error'
  | 'invalid-response'
  | 'rejected'
  | 'not-eligible'
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
  | 'context-changed'
  | 'superseded'
  | 'unconfirmed'
  | 'sign-out-unconfirmed'

/** The codes that only the flows return. */
type FlowErrorCode =
  | 'account-limit-reached'
  | 'address-not-allowed'
  | 'address-not-found'
  | 'address-primary'
  | 'address-restricted'
  | 'address-unverified'
  | 'already-invited'
  | 'already-member'
  | 'authenticator-not-found'
  | 'cannot-be-cleared'
  | 'code-rejected'
  | 'connection-not-found'
  | 'connection-rejected'
  | 'custom-roles-off'
  | 'domain-in-use'
  | 'domain-not-found'
  | 'domain-not-verified'
  | 'domain-rejected'
  | 'domain-taken'
  | 'email-code-required'
  | 'incomplete'
  | 'invalid-state'
  | 'invitation-not-found'
  | 'last-admin'
  | 'limit-reached'
  | 'link-rejected'
  | 'member-not-found'
  | 'notification-not-found'
  | 'organizations-disabled'
  | 'out-of-step'
  | 'owner-only'
  | 'passkey-cancelled'
  | 'passkey-exists'
  | 'passkey-failed'
  | 'passkey-not-found'
  | 'passkey-rejected'
  | 'passkey-unsupported'
  | 'passkey-wrong-origin'
  | 'password-incorrect'
  | 'password-rejected'
  | 'permission-not-allowed'
  | 'phone-rejected'
  | 'picture-rejected'
  | 'provider-refused'
  | 'redirect-uri-rejected'
  | 'reset-expired'
  | 'role-in-use'
  | 'role-not-found'
  | 'stream-failed'
  | 'too-soon'
  | 'unexpected'
  | 'waitlist-closed'
  | 'workspace-auto-assigned'
  | 'workspaces-disabled'

/** The codes that only `@wachter/core/verify` and `@wachter/core/server` return. */
type TokenErrorCode = 'token-expired' | 'token-invalid'

/** The known codes of the server, in kebab-case (PROTOCOL.md §2.3). */
type ServerErrorCode =
  | 'already-organization-member'
  | 'bad-request-body'
  | 'bad-sign-in-attempt'
  | 'banned-keyword'
  | 'code-required'
  | 'country-restricted'
  | 'disposable-email-blocked'
  | 'email-blocked'
  | 'email-exists'
  | 'email-not-allowed'
  | 'invalid-code'
  | 'invalid-credentials'
  | 'invalid-invitation-token'
  | 'invalid-state'
  | 'invitation-email-mismatch'
  | 'invitation-expired'
  | 'invitation-requires-signin'
  | 'invitation-requires-signup'
  | 'mfa-required'
  | 'no-alternative-auth-method'
  | 'passkey-not-enabled'
  | 'phone-number-exists'
  | 'provider-not-configured'
  | 'provider-required'
  | 'required-field'
  | 'signup-restricted'
  | 'signup-waitlist-only'
  | 'social-account-already-connected'
  | 'too-many-requests'
  | 'user-already-signed-in'
  | 'user-disabled'
  | 'user-not-found'
  | 'username-exists'
  | 'verification-strategy-required'
  | 'voip-number-blocked'

/**
 * Every code of the client. A refusal with a server code keeps it in kebab-case (`INVALID_CREDENTIALS` becomes
 * `invalid-credentials`), even if it is not listed here, so the type stays open.
 */
export type SessionErrorCode = ClientErrorCode | FlowErrorCode | TokenErrorCode | ServerErrorCode | (string & {})

/** The other fields of an error. A {@link SessionError} given here becomes the cause of the new one. */
export interface SessionErrorDetails {
  readonly status?: number | undefined
  readonly errors?: readonly ServerProblem[] | undefined
  readonly data?: unknown
  readonly retryAfterMs?: number | undefined
  readonly cause?: unknown
}

const brand = Symbol.for('wachter.session-error')

/** Temporary failures of the network or the server: the same call may succeed later. The API never returns these codes. */
const passingCodes: readonly string[] = [
  'offline',
  'timed-out',
  'rate-limited',
  'server-error',
  'unconfirmed',
  'sign-out-unconfirmed',
]
export const isPassing = (code: string): boolean => passingCodes.includes(code)

/**
 * The only error class of this library. Branch on `code`; the message is for people and may change.
 *
 * @example
 * ```ts
 * import { SessionError } from '@wachter/core'
 *
 * const error = new SessionError('not-found', 'This invoice does not exist', { status: 404 })
 * console.assert(!error.retryable)
 * ```
 */
export class SessionError extends Error {
  override readonly name = 'SessionError'
  /** Stable: branch on it. */
  declare readonly code: SessionErrorCode
  /** HTTP status, when the server answered. */
  declare readonly status: number | undefined
  /** All problems that the server named; empty when it gave no code. */
  declare readonly errors: readonly ServerProblem[]
  /** The `data` of the server's refusal, for flows that need it. */
  declare readonly data: unknown
  /** Milliseconds to wait before asking again, for `rate-limited`. */
  declare readonly retryAfterMs: number | undefined
  /** Whether the same call may succeed later without anything else changing. */
  declare readonly retryable: boolean

  constructor(code: SessionErrorCode, message: string, details: SessionErrorDetails = {}) {
    const { status, errors = [], data, retryAfterMs } = details
    super(message, { cause: isSessionError(details) ? details : details.cause })
    Object.assign(this, { code, status, errors, data, retryAfterMs, retryable: isPassing(code) })
  }

  // On the prototype, because a copy of an error's fields is not an error.
  get [brand](): true {
    return true
  }
}

/**
 * Whether `value` is a {@link SessionError}, even from another copy of this library or another frame.
 *
 * @example
 * ```ts
 * import { isSessionError } from '@wachter/core'
 *
 * await client.getToken().catch((error: unknown) => {
 *   if (isSessionError(error) && error.code === 'signed-out') location.assign('/sign-in')
 * })
 * ```
 */
export function isSessionError(value: unknown): value is SessionError {
  return isObject(value) && brand in value
}

/**
 * Whether the API itself refused: a 4xx in its envelope (PROTOCOL.md §2.2), whatever code a later layer gave it. Then
 * nothing changed at the server. False for 429, and for a 4xx of a proxy or firewall (`server-error`): after those it is
 * not known whether something changed.
 */
export const isRefusal = (error: unknown): error is SessionError & { readonly status: number } =>
  isSessionError(error) &&
  error.status !== undefined &&
  error.status >= 400 &&
  error.status < 500 &&
  error.status !== 429 &&
  !error.retryable

/** Whether the API itself answered 403. A proxy's says nothing of roles or restrictions. */
export const isForbidden = (error: unknown): error is SessionError & { readonly status: 403 } =>
  isRefusal(error) && error.status === 403
