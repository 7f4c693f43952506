import { doubted, isFresh, restarted, showing } from '../../time/freshness.js'
import { commit, receive } from './answers.js'
import { endingOf } from './ending.js'
import type { SessionEvent, SessionMachine, Step } from './machine.js'
import { change, failed, shown, without } from './patches.js'

/**
 * The whole state machine. Pure: no clock, no network, no atoms.
 *
 * @param serverNowMs the server's time, to tell an expiry from a revocation
 */
export function reduceSession(machine: SessionMachine, event: SessionEvent, serverNowMs: number): Step {
  const step = reduce(machine, event)
  const { state } = step.machine
  const reason = endingOf(machine.state, state, event, serverNowMs)
  const ended = reason ? { reason, atMs: atOf(event) } : state.status === 'signed-in' ? undefined : state.ended
  return ended === state.ended ? step : { ...step, machine: { ...step.machine, state: { ...state, ended } } }
}

function reduce(machine: SessionMachine, event: SessionEvent): Step {
  const { state, freshness, changingTabs, overheard } = machine
  switch (event.type) {
    case 'answer-received':
      return receive(machine, event.answer, event.from !== undefined)
    case 'mutation-committed':
      return commit(machine, event)
    case 'remembered':
      if (state.status !== 'loading') return unchanged(machine)
      // Shown, but not trusted: tokens wait for the server's answer.
      return applied({
        ...machine,
        state: change(state, { ...shown(without(event.container, machine.endedSignIns)), stale: true }),
      })
    case 'retrieval-failed':
      // Ignore the failure: something newer is shown by now, or will be requested.
      if (event.askedAt <= Math.max(freshness.doubtedAt, freshness.shown?.heardAt ?? 0)) return unchanged(machine)
      return applied({ ...machine, state: failed(state, event.error) })
    case 'mutation-started':
      return applied({ ...machine, state: change(state, { pending: event.kind }) })
    case 'doubted':
      return applied({ ...machine, freshness: doubted(freshness, event.at) })
    case 'mutation-refused':
      return applied({
        ...machine,
        // What another tab received meanwhile may be newer than what is shown.
        freshness: doubted(freshness, Math.max(0, ...overheard.map(({ heardAt }) => heardAt))),
        state: change(state, { pending: event.next, error: event.error }),
      })
    case 'mutation-unsettled':
      return applied({
        ...machine,
        freshness: doubted(freshness, event.at),
        state: change(failed(state, event.error), { pending: event.next }),
      })
    case 'sign-in-expired':
      // A late timer of an earlier sign-in must not end the current one.
      if (state.container?.activeSignIn?.id !== event.signInId) return unchanged(machine)
      return applied({
        ...machine,
        // An expiry is as good as an answer of this moment.
        freshness: isFresh(freshness)
          ? showing(freshness, { askedAt: event.at, heardAt: event.at })
          : doubted(freshness, event.at),
        state: change(state, shown(without(state.container, [event.signInId]))),
      })
    case 'signed-out':
      return applied({ ...ending(machine, event.signInIds), freshness: doubted(freshness, event.at) })
    case 'sign-out-noted':
      if (event.signInIds.every((id) => machine.endedSignIns.includes(id))) return unchanged(machine)
      return applied(ending(machine, event.signInIds))
    case 'sign-out-refused':
      return applied({
        ...machine,
        endedSignIns: machine.endedSignIns.filter((id) => !event.signInIds.includes(id)),
      })
    case 'clock-set-back':
      return applied({ ...machine, freshness: restarted(freshness, event.at), overheard: [] })
    case 'foreign-change-started':
      if (changingTabs.includes(event.from)) return unchanged(machine)
      return applied({ ...machine, changingTabs: [...changingTabs, event.from] })
    case 'foreign-change-ended':
      return applied({
        ...machine,
        changingTabs: changingTabs.filter((from) => from !== event.from),
        freshness: event.doubtedAt === undefined ? freshness : doubted(freshness, event.doubtedAt),
      })
  }
}

/** Removes these sign-ins, now and from later answers. */
function ending(machine: SessionMachine, signInIds: readonly string[]): SessionMachine {
  const { state } = machine
  const left = state.container && without(state.container, signInIds)
  return {
    ...machine,
    endedSignIns: [...new Set([...machine.endedSignIns, ...signInIds])],
    state: left ? change(state, shown(left)) : state,
  }
}

const applied = (machine: SessionMachine): Step => ({ machine, outcome: 'applied' })
const unchanged = (machine: SessionMachine): Step => ({ machine, outcome: 'unchanged' })

/** When an event happened: a stamp, so close to epoch ms. */
const atOf = (event: SessionEvent): number => ('at' in event ? event.at : 'answer' in event ? event.answer.heardAt : 0)
