import type { SessionError } from '../../errors.js'
import { reuse } from '../../model/structural-sharing.js'
import { doubted, isFresh, orderOf, showing } from '../../time/freshness.js'
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
  // While nothing current is shown, an answer that was dropped because it took long may be newer than this one.
  return settle(machine, answer, undefined, !isFresh(freshness))
}

/** Keeps an answer that is not shown, with those it overlaps with: each of these may be the newest. */
function keeping(machine: SessionMachine, answer: Answer): SessionMachine {
  const { overheard } = machine
  if (overheard.some(({ askedAt }) => askedAt > answer.heardAt)) return machine
  return { ...machine, overheard: [...overheard.filter(({ heardAt }) => heardAt >= answer.askedAt), answer] }
}

/** Handles the answer that confirms a change, of this tab or of another. */
export function commit(machine: SessionMachine, event: SessionEvent & { readonly type: 'mutation-committed' }): Step {
  const { answer, settledAt, error, next, from } = event
  const freshness = doubted(machine.freshness, settledAt)
  if (from !== undefined) return receive({ ...machine, freshness }, answer, true)
  const step = settle({ ...machine, freshness }, answer, error, !freshness.shown)
  // Without a newer answer the change stays under way: the caller asks again.
  if (step.outcome !== 'applied') return step
  return { ...step, machine: { ...step.machine, state: change(step.machine.state, { pending: next }) } }
}

/**
 * Shows an answer if it is newer than what is shown, or an overheard one that is newer still.
 *
 * @param heedsAll whether answers asked for before the last doubt count against it, too
 */
function settle(machine: SessionMachine, received: Answer, error: SessionError | undefined, heedsAll: boolean): Step {
  const { state, freshness, overheard } = machine
  const shownOf = ({ container }: Answer) => without(container, machine.endedSignIns)
  const rivals = overheard.filter(({ container }) => container.id === received.container.id)
  const isNewer = (rival: Answer) => orderOf(rival, freshness) === 'newer'
  const newer = rivals.filter((rival) => isNewer(rival) && rival.askedAt > received.heardAt)
  const answer = newer.reduce((newest, rival) => (rival.askedAt > newest.askedAt ? rival : newest), received)
  const order = orderOf(answer, freshness)
  if (order === 'older') return { machine: isFresh(freshness) ? machine : keeping(machine, answer), outcome: 'older' }

  const container = reuse(state.container, shownOf(answer))
  const differs = order === 'unordered' && container !== state.container
  const contradicts = (rival: Answer) =>
    rival !== answer &&
    rival.heardAt >= answer.askedAt &&
    (isNewer(rival) || heedsAll) &&
    // `reuse` returns its first argument if both are equal.
    reuse(container, shownOf(rival)) !== container
  if (differs || rivals.some(contradicts)) {
    const at = Math.max(answer.heardAt, ...rivals.map(({ heardAt }) => heardAt))
    return { machine: { ...machine, overheard: [], freshness: doubted(freshness, at) }, outcome: 'unordered' }
  }
  const after = {
    ...machine,
    overheard: [],
    answer,
    freshness: showing(freshness, answer),
    state: change(state, { ...shown(container), stale: false, error }),
  }
  return { machine: after, outcome: 'applied' }
}
