import type { SessionState, SignedOutReason } from '../../model/session-state.js'
import type { SessionEvent } from './machine.js'

/**
 * Why the transition from `before` to `after` ended a session; undefined if it did not.
 *
 * @param serverNowMs the estimated time of the server
 */
export function endingOf(
  before: SessionState,
  after: SessionState,
  event: SessionEvent,
  serverNowMs: number,
): SignedOutReason | undefined {
  const ended = before.container?.activeSignIn
  if (!ended || after.container?.activeSignIn) return undefined
  if (event.type === 'signed-out') return event.from === undefined ? 'here' : 'elsewhere'
  if (event.type === 'sign-out-noted') return 'elsewhere'
  if (event.type === 'sign-in-expired' || serverNowMs >= (ended.expiresAtMs ?? Infinity)) return 'expired'
  if (before.container?.id !== after.container?.id) return 'replaced'
  return after.container?.signIns.some(({ id }) => id === ended.id) ? 'elsewhere' : 'revoked'
}
