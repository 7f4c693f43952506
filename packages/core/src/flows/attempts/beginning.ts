import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import type { SessionContainer } from '../../model/session.js'
import { refuseBeyondLimit } from '../deployment/account-limit.js'
import { watchAccounts } from '../engine/arrivals.js'
import type { AttemptLike, AttemptTracker } from './tracker.js'

/**
 * Creates a new attempt and tracks it. If the answer is lost, finds the attempt in the session.
 *
 * @param isLike whether an attempt may be the one requested: another tab may have begun one too
 * @param send returns the id in the answer, if any
 * @returns the id of the attempt; undefined if the account was signed in at once
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
    // If there are two candidates, we cannot tell which is ours.
    return others.length > 0 ? undefined : id
  }
  const named = await send(
    (container) => newcomer(tracker.attempts(container)) !== undefined || hasNewAccount(container),
  )
  check()
  const id = named ?? newcomer()
  if (id) tracker.adopt(id)
  const { container } = client.$state.get()
  // A malformed attempt is omitted from the session.
  if (!id && container && !hasNewAccount(container)) {
    throw new SessionError('invalid-response', 'The session shows neither an attempt nor a new account')
  }
  return id
}
