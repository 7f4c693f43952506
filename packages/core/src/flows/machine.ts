import { atom, type ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import { SessionError } from '../errors.js'
import type { SessionState } from '../model/session-state.js'
import { reuse } from '../model/structural-sharing.js'
import { type FlowError, flowError } from './problem.js'

/** All a UI needs of something half done: a `switch` over `step.kind`. */
export interface FlowState<Step> {
  /** Where it stands, with what can be done there. Its functions stay the same for the life of the flow. */
  readonly step: Step
  /** Name of the action that runs. */
  readonly pending: string | undefined
  /** Why the last action came to nothing; cleared by the next. */
  readonly error: FlowError | undefined
}

/** A longer one fires at once. */
const longestTimerMs = 2 ** 31 - 1

interface MachineNeeds<Step> {
  readonly client: Client
  /** The step, by what is known of the session and all else. */
  readonly stepOf: (session: SessionState) => Step
  /** Before the first listener is served. */
  readonly onFirstWatched?: () => void
  /** When, by the machine's clock, something is to be looked at again; asked after every change while watched. */
  readonly wakeAtMs?: () => number | undefined
  readonly onWake?: () => void
}

export interface Machine<Step> {
  readonly $state: ReadableAtom<FlowState<Step>>
  /**
   * Runs one action at a time. The same asked for again while it runs is the same; another one waits for its turn, and
   * comes to nothing when the step is another by then. Never rejects: what went wrong is in the state it resolves with.
   */
  readonly act: (
    kind: string | undefined,
    name: string,
    input: unknown,
    work: () => Promise<void>,
  ) => Promise<FlowState<Step>>
  /** Shows what has changed beside the session. */
  readonly refresh: () => void
  /** Shows it and has done with every action: those that run show nothing any more, those that wait come to nothing. */
  readonly leave: () => void
  /** What an action waits for. Throws when the flow was left meanwhile, so that nothing is done late. */
  readonly unlessLeft: <T>(answer: Promise<T>) => Promise<T>
}

interface Run<Step> {
  readonly key: string
  readonly done: Promise<FlowState<Step>>
}

/** What all flows share: a state that follows the session while somebody listens, and actions that are one at a time. */
export function createMachine<Step extends { readonly kind: string }>(needs: MachineNeeds<Step>): Machine<Step> {
  const { client, stepOf, onFirstWatched, wakeAtMs, onWake } = needs
  const { clock } = client.ports
  let pending: string | undefined
  let error: FlowError | undefined
  let last: Run<Step> | undefined
  let era = 0
  let timer: unknown
  let wasWatched = false

  const read = (session: SessionState): FlowState<Step> => ({ step: stepOf(session), pending, error })
  // It begins where the client began, which is what a server has rendered: by now it may have moved on.
  let state = read(client.initialState)
  const $state = atom(state)
  const isWatched = () => $state.lc > 0

  const refresh = () => {
    state = reuse(state, read(client.$state.get()))
    $state.set(state)
    clock.clearTimeout(timer)
    const atMs = isWatched() ? wakeAtMs?.() : undefined
    if (atMs !== undefined) timer = clock.setTimeout(wake, Math.min(Math.max(0, atMs - clock.now()), longestTimerMs))
  }
  const wake = () => {
    onWake?.()
    refresh()
  }

  const listen = $state.listen.bind($state)
  let unfollow: (() => void) | undefined
  $state.listen = (listener) => {
    const unlisten = listen(listener)
    if (!unfollow) {
      unfollow = client.$state.listen(refresh)
      if (!wasWatched) onFirstWatched?.()
      wasWatched = true
      refresh()
    }
    return () => {
      unlisten()
      if (isWatched()) return
      unfollow?.()
      unfollow = undefined
      clock.clearTimeout(timer)
    }
  }
  // Read by somebody who does not listen, it is as of now all the same.
  $state.get = () => {
    if (!unfollow) state = reuse(state, read(client.$state.get()))
    return state
  }

  return {
    $state,
    refresh,
    leave() {
      era++
      last = undefined
      pending = undefined
      error = undefined
      refresh()
    },
    async unlessLeft(answer) {
      const begun = era
      const value = await answer
      if (era !== begun) throw new SessionError('superseded', 'It was left meanwhile')
      return value
    },
    act(kind, name, input, work) {
      const key = JSON.stringify([name, input])
      const begun = era
      if (last?.key === key) return last.done
      const begin = () => {
        error = undefined
        pending = name
        refresh()
      }
      const perform = async () => {
        if (era !== begun) return $state.get()
        begin()
        try {
          const current = $state.get().step.kind
          if (kind !== undefined && kind !== current) {
            throw new SessionError('out-of-step', `"${name}" belongs to ${kind}; this is ${current}`)
          }
          await work()
        } catch (cause) {
          if (era === begun) error = flowError(cause)
        }
        if (era !== begun) return $state.get()
        if (last === run) last = undefined
        pending = undefined
        refresh()
        return $state.get()
      }
      if (!last) begin()
      const run: Run<Step> = { key, done: (last?.done ?? Promise.resolve()).then(perform) }
      last = run
      return run.done
    },
  }
}
