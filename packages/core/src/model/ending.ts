import type { SessionEvent, SessionState } from './session-state.js'

/**
 * Why a session ended.
 * - `here`: this client signed out.
 * - `elsewhere`: another tab did, or the account was set aside in this browser session.
 * - `expired`: the sign-in reached its end.
 * - `revoked`: the server no longer knows the sign-in.
 * - `replaced`: the whole browser session is another one.
 */
export type SignedOutReason = 'here' | 'elsewhere' | 'expired' | 'revoked' | 'replaced'

/** The reason, when going from `before` to `after` ended a session; otherwise undefined. */
export function endingOf(before: SessionState, after: SessionState, event: SessionEvent): SignedOutReason | undefined {
  const ended = before.container?.activeSignIn
  if (!ended || after.container?.activeSignIn) return undefined
  if (event.type === 'signed-out') return event.foreign ? 'elsewhere' : 'here'
  // Stamps follow the wall clock, as far as two clocks agree.
  if (event.type === 'sign-in-expired' || ('raw' in event && event.stamp >= (ended.expiresAtMs ?? Infinity)))
    return 'expired'
  if (before.container?.id !== after.container?.id) return 'replaced'
  return after.container?.signIns.some((signIn) => signIn.id === ended.id) ? 'elsewhere' : 'revoked'
}
