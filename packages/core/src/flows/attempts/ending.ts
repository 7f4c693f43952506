import { isSessionError, type SessionError } from '../../errors.js'
import type { Engine } from '../engine/create-flow.js'
import { isUnnamedRefusal, renamed } from '../engine/refusals.js'
import type { AttemptLike, AttemptTracker } from './tracker.js'

/**
 * Finds out whether an attempt is over after one of its requests failed: call it before the request, and the result with the
 * error. Another tab may have continued the attempt meanwhile.
 */
export function createEndings<A extends AttemptLike>({ client, begin }: Engine<unknown>, tracker: AttemptTracker<A>) {
  const { isFinished, isDeadEnd } = tracker.rules

  return (before: A) => {
    const { check } = begin()
    return async (error: unknown): Promise<never> => {
      check()
      const isNamed = isSessionError(error) && error.errors.some(({ code }) => code === 'BAD_SIGN_IN_ATTEMPT')
      if (!isNamed && !mayMeanItsEnd(error)) throw error
      const isHeard = await client.refetch().then(
        () => true,
        () => false,
      )
      check()
      if (!isHeard) throw error
      const after = tracker.find(before.id)
      const isMoved = after !== undefined && (isFinished(after) || after.currentStep !== before.currentStep)
      if (!isMoved && after && isDeadEnd(after)) tracker.endAs('dead-end')
      else if (!isMoved && (isNamed || !after)) tracker.endAs()
      else if (!isMoved) throw error
      throw error.code === 'bad-sign-in-attempt'
        ? error
        : renamed(error, 'bad-sign-in-attempt', 'The attempt cannot be continued')
    }
  }
}

/** Messages about a code or fields, after which the attempt can go on. */
const wordsOfInput = /\b(otp|code|required)\b/i

/** For an unknown attempt some routes answer 500; for a completed one, a refusal without a code. */
function mayMeanItsEnd(error: unknown): error is SessionError {
  if (isUnnamedRefusal(error, 400) || isUnnamedRefusal(error, 404)) return !wordsOfInput.test(error.message)
  return isSessionError(error) && error.code === 'server-error' && error.status === 500
}
