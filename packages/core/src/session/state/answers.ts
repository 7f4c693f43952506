import type { SessionError } from '../../errors.js'
import { reuse } from '../../model/structural-sharing.js'
import { doubted, orderOf, showing } from '../../time/freshness.js'
import type { Answer, SessionEvent, SessionMachine, Step } from './machine.js'
import { change, shown, without } from './patches.js'

/** Handles an answer that no change of this tab waits for. */
export function receive(machine: SessionMachine, answer: Answer, isForeign: boolean): Step {
  const { state, freshness } = machine
  // During a change of ours, the answer may be from before or after it; and before our own first answer, we do not know our
  // browser session. Keep it, to compare it with the answer that will be shown.
  if (state.pending !== undefined || (isForeign && !freshness.shown)) {
    return { machine: keeping(machine, answer), outcome: 'held' }
  }
  return settle(machine, answer, undefined)
}

/** Keeps the latest of the answers that are not shown. */
const keeping = (machine: SessionMachine, answer: Answer): SessionMachine =>
  answer.heardAt > (machine.overheard?.heardAt ?? 0) ? { ...machine, overheard: answer } : machine

/** Handles the answer that confirms a change, of this tab or of another. */
export function commit(machine: SessionMachine, event: SessionEvent & { readonly type: 'mutation-committed' }): Step {
  const { answer, settledAt, error, next, from } = event
  const freshness = doubted(machine.freshness, settledAt)
  if (from !== undefined) return receive({ ...machine, freshness }, answer, true)
  const step = settle({ ...machine, freshness }, answer, error)
  // Without a newer answer the change stays under way: the caller asks again.
  if (step.outcome !== 'applied') return step
  return { ...step, machine: { ...step.machine, state: change(step.machine.state, { pending: next }) } }
}

/** Shows an answer if it is newer than what is shown, or an overheard one that is newer still. */
function settle(machine: SessionMachine, received: Answer, error: SessionError | undefined): Step {
  const { state, freshness, overheard } = machine
  const shownOf = ({ container }: Answer) => without(container, machine.endedSignIns)
  const rival = overheard?.container.id === received.container.id ? overheard : undefined
  const isRivalFresh = rival !== undefined && orderOf(rival, freshness) === 'newer'
  const answer = isRivalFresh && rival.askedAt > received.heardAt ? rival : received
  const order = orderOf(answer, freshness)
  if (order === 'older') return { machine: freshness.shown ? machine : keeping(machine, answer), outcome: 'older' }

  const container = reuse(state.container, shownOf(answer))
  const differs = order === 'unordered' && container !== state.container
  // Before the first answer is shown, one that took long may have been read later than this one.
  const isRivalled = rival && rival !== answer && rival.heardAt >= answer.askedAt && (isRivalFresh || !freshness.shown)
  // `reuse` returns its first argument if both are equal.
  if (differs || (isRivalled && reuse(container, shownOf(rival)) !== container)) {
    const at = Math.max(answer.heardAt, rival?.heardAt ?? 0)
    return { machine: { ...machine, overheard: undefined, freshness: doubted(freshness, at) }, outcome: 'unordered' }
  }
  const after = {
    ...machine,
    overheard: undefined,
    answer,
    freshness: showing(freshness, answer),
    state: change(state, { ...shown(container), stale: false, error }),
  }
  return { machine: after, outcome: 'applied' }
}
