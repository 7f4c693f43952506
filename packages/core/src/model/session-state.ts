import type { SessionError } from '../errors.js'
import type { SessionContainer } from './session.js'

/**
 * - `loading`: nothing is known yet.
 * - `unavailable`: the server never answered; `error` has the reason, and the client retries while it runs.
 * - `signed-out`, `signed-in`: the server's last answer.
 */
export type SessionStatus = 'loading' | 'unavailable' | 'signed-out' | 'signed-in'

/**
 * Why a session ended.
 * - `here`: this client signed out.
 * - `elsewhere`: another tab signed out, or the account is no longer the active one of this browser session.
 * - `expired`: the sign-in expired.
 * - `revoked`: the server no longer has the sign-in.
 * - `replaced`: the server started a new browser session.
 */
export type SignedOutReason = 'here' | 'elsewhere' | 'expired' | 'revoked' | 'replaced'

/** How the last session ended. */
export interface SessionEnding {
  readonly reason: SignedOutReason
  /** When this tab noticed the end, epoch ms by the local clock. */
  readonly atMs: number
}

/** The client's complete state at one instant. It changes atomically. */
export interface SessionState {
  readonly status: SessionStatus
  /** The browser session; it remains while no account is active. */
  readonly container: SessionContainer | undefined
  /** The change that is now pending at the server, for example `"switch-organization"`. */
  readonly pending: string | undefined
  /** True when the state may be out of date: the last request for it failed, or it was restored from a snapshot. */
  readonly stale: boolean
  /** The error of the last failed fetch or change; cleared by the next success. */
  readonly error: SessionError | undefined
  /** Why and when the last session ended; undefined again with the next sign-in. */
  readonly ended: SessionEnding | undefined
}

export const statusOf = (container: SessionContainer | undefined): SessionStatus =>
  container ? (container.activeSignIn ? 'signed-in' : 'signed-out') : 'loading'
