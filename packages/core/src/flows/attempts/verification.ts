import type { Client } from '../../client.js'
import { isRefusal } from '../../errors.js'
import type { SessionContainer } from '../../model/session.js'
import { maybe, object, opaque, text } from '../../wire/primitives.js'
import type { Engine } from '../engine/create-flow.js'
import { namedAs } from '../engine/refusals.js'
import { refuseTooSoon } from '../engine/sent-times.js'
import { type ChallengeOptions, challenged } from '../inputs/challenge.js'
import { requireCode } from '../inputs/typed-code.js'
import { createEndings } from './ending.js'
import type { AttemptLike, AttemptTracker } from './tracker.js'

const prepared = maybe(object({ masked_phone: text, masked_email: text, method: text, verification_method: text }))

/** Takes an attempt through its steps. */
export interface Verification {
  /** Sends the code or link of the current step. */
  readonly send: (
    strategy: string,
    query?: { readonly last_digits?: string; readonly redirect_uri?: string | undefined },
  ) => Promise<void>
  /** Submits the code of the current step, and settles when the session shows the outcome. */
  readonly verify: (code: string, query?: { readonly method?: string }) => Promise<void>
  /** Submits the fields that the deployment requires of this user. */
  readonly completeProfile: (form: Readonly<Record<string, string | undefined>>) => Promise<void>
}

export function createVerification<A extends AttemptLike>(
  engine: Engine<unknown>,
  tracker: AttemptTracker<A>,
  options: ChallengeOptions,
): Verification {
  const { kind, isFinished, isDeadEnd } = tracker.rules
  const { client, begin } = engine
  const { clock } = client.ports
  const ending = createEndings(engine, tracker)

  /** Sends a request that advances an attempt. It is for the browser session, whichever account is active. */
  const advance = (attempt: A, request: Pick<Parameters<Client['mutate']>[0], 'path' | 'query' | 'form'>) =>
    client
      .mutate(
        { ...request, method: 'post', schema: opaque },
        {
          kind: kind === 'signin' ? 'sign-in' : 'sign-up',
          scope: 'session',
          applied: (container) => hasProgressed(attempt, container),
        },
      )
      .catch(ending(attempt))

  /** Decides from a later session whether an attempt has advanced. */
  const hasProgressed = (before: A, container: SessionContainer): boolean => {
    const after = tracker.find(before.id, container)
    if (!after) return false
    return isFinished(after) || after.currentStep !== before.currentStep || left(after) < left(before)
  }
  const left = ({ remainingSteps, missingFields }: A) => remainingSteps.length + missingFields.length

  return {
    async send(strategy, query = {}) {
      const attempt = tracker.current()
      const sent = tracker.sentFor(attempt.currentStep)
      if (sent?.method === strategy) refuseTooSoon(clock, sent.atMs)
      const { check } = begin()
      const answer = await challenged(options, (challenge) =>
        client.request({
          method: 'post',
          path: 'auth/prepare-verification',
          query: { attempt_identifier: attempt.id, identifier_type: kind, strategy, ...query },
          form: { ...challenge },
          schema: prepared,
        }),
      ).catch(ending(attempt))
      check()
      const address = answer?.masked_email || answer?.masked_phone || ''
      tracker.remember({ sent: { step: attempt.currentStep, atMs: clock.now(), address, method: strategy } })
    },
    async verify(code, query = {}) {
      const verification_code = requireCode(code, query.method === 'backup_code' ? 'backup' : 'one-time')
      const attempt = tracker.current()
      await advance(attempt, {
        path: 'auth/attempt-verification',
        query: { attempt_identifier: attempt.id, identifier_type: kind, ...query },
        form: { verification_code },
      }).catch(namedAs(400, 'code-rejected', 'The code is wrong, already used or expired'))
      tracker.settle()
    },
    async completeProfile(form) {
      const attempt = tracker.current()
      await advance(attempt, { path: 'auth/complete-profile', query: { attempt_id: attempt.id }, form }).catch(
        async (error: unknown) => {
          // Only the session shows what is still missing (PROTOCOL.md §6.4).
          if (isRefusal(error) && error.status === 400) await client.refetch().catch(() => undefined)
          throw error
        },
      )
      const after = tracker.find(attempt.id)
      if (after && !isFinished(after) && isDeadEnd(after)) tracker.endAs('dead-end')
      tracker.settle()
    },
  }
}
