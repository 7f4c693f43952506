import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import type { SessionContainer } from '../../model/session.js'
import { refuseBeyondLimit } from '../deployment/account-limit.js'
import { watchAccounts } from '../engine/arrivals.js'
import type { AttemptLike, AttemptTracker } from './tracker.js'

/**
 * Makes a new attempt and takes it up. An answer that was lost is looked for in the session.
 *
 * @param isLike whether an attempt may be the one asked for: another tab may have begun one, too
 * @param send gives the id the answer named, if any
 * @returns the id of the attempt; undefined when the account came at once
 */
export async function beginAttempt<A extends AttemptLike>(
  client: Client,
  tracker: AttemptTracker<A>,
  isLike: (attempt: A) => boolean,
  send: (applied: (container: SessionContainer) => boolean) => Promise<string | undefined>,
): Promise<string | undefined> {
  const { check } = tracker.begin()
  if (!client.$state.get().container) await client.refetch()
  refuseBeyondLimit(client)
  const known = tracker.attempts().map(({ id }) => id)
  const hasNewAccount = watchAccounts(client)
  const newcomer = (attempts = tracker.attempts()) => {
    const [id, ...others] = new Set(
      attempts.filter((attempt) => !known.includes(attempt.id) && isLike(attempt)).map((attempt) => attempt.id),
    )
    // Of two alike it is not known which is ours.
    return others.length > 0 ? undefined : id
  }
  const named = await send(
    (container) => newcomer(tracker.attempts(container)) !== undefined || hasNewAccount(container),
  )
  check()
  const id = named ?? newcomer()
  if (id) tracker.adopt(id)
  const { container } = client.$state.get()
  // An attempt that cannot be read is left out of the session.
  if (!id && container && !hasNewAccount(container)) {
    throw new SessionError('invalid-response', 'The session shows neither an attempt nor a new account')
  }
  return id
}
