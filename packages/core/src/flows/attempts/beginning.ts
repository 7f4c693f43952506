import { SessionError } from '../../errors.js'
import type { SessionContainer } from '../../model/session.js'
import { refuseBeyondLimit } from '../deployment/account-limit.js'
import { watchAccounts } from '../engine/arrivals.js'
import type { Engine } from '../engine/create-flow.js'
import type { AttemptLike, AttemptTracker } from './tracker.js'

/**
 * Creates a new attempt and tracks it, unless the account is signed in at once. If the answer is lost, finds the attempt in the
 * session.
 *
 * @param isLike whether an attempt may be the one requested: another tab may have begun one too
 * @param send returns the id in the answer, if any
 */
export async function beginAttempt<A extends AttemptLike>(
  { client, begin, complete, signedIn }: Engine<unknown>,
  tracker: AttemptTracker<A>,
  isLike: (attempt: A) => boolean,
  send: (applied: (container: SessionContainer) => boolean) => Promise<string | undefined>,
): Promise<void> {
  const { check } = begin()
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
  const { container } = client.$state.get()
  // A malformed attempt is omitted from the session.
  if (!id && container && !hasNewAccount(container)) {
    throw new SessionError('invalid-response', 'The session shows neither an attempt nor a new account')
  }
  if (id) {
    tracker.adopt(id)
    complete(false)
  } else signedIn()
}
