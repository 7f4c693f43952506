import type { SessionError } from '../errors.js'
import type { SessionContainer } from './session.js'

/**
 * - `loading`: nothing is known yet.
 * - `unavailable`: the server never answered; `error` says why, and retries go on while the client runs.
 * - `signed-out`, `signed-in`: what the server said last.
 */
export type SessionStatus = 'loading' | 'unavailable' | 'signed-out' | 'signed-in'

/**
 * Why a session ended.
 * - `here`: this client signed out.
 * - `elsewhere`: another tab did, or the account is no longer the active one of this browser session.
 * - `expired`: the sign-in reached its end.
 * - `revoked`: the server no longer knows the sign-in.
 * - `replaced`: the whole browser session is another one.
 */
export type SignedOutReason = 'here' | 'elsewhere' | 'expired' | 'revoked' | 'replaced'

/** How the last session ended. */
export interface SessionEnding {
  readonly reason: SignedOutReason
  /** When this tab learned of it, epoch ms by the clock of this machine. */
  readonly atMs: number
}

/** Everything the client knows, at one instant. Never half updated. */
export interface SessionState {
  readonly status: SessionStatus
  /** The browser session; it lives on while no account is active. */
  readonly container: SessionContainer | undefined
  /** Which change is being asked of the server right now, `"switch-organization"` for example. */
  readonly pending: string | undefined
  /** True when what is shown may be old: the last attempt to hear from the server failed, or it was restored. */
  readonly stale: boolean
  /** The last failed retrieval or change; cleared by the next success. */
  readonly error: SessionError | undefined
  /** Why and when the last session ended; undefined again with the next sign-in. */
  readonly ended: SessionEnding | undefined
}

export const statusOf = (container: SessionContainer | undefined): SessionStatus =>
  container ? (container.activeSignIn ? 'signed-in' : 'signed-out') : 'loading'
