import { atom, type ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import { SessionError } from '../errors.js'
import type { SignIn } from '../model/session.js'
import type { SessionState } from '../model/session-state.js'
import { reuse } from '../model/structural-sharing.js'
import { accountsLeft } from './accounts-left.js'
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
  /** Whether it holds something of a person. It then follows the session also while unwatched, to let go of it in time. */
  readonly isHolding?: () => boolean
  /** An account was signed out, here or elsewhere: whatever is held of it goes. */
  readonly onLeft?: (signIn: SignIn) => void
  /** Another account is active than before, or none. */
  readonly onAccountChanged?: () => void
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
  /** Binds an action, or what it finds, to the account that is active now. Taken right before `act`. */
  readonly bindToAccount: () => Binding
}

/** The account something is asked for. */
export interface Binding {
  /** Differs between accounts, and between two stays of the same one: part of an action's input. */
  readonly account: number
  /** Differs also when anything else of the session has changed: asked for anew, it is to be asked anew. */
  readonly version: number
  readonly isKept: () => boolean
  /** Throws `context-changed` once the account is another, also after switching there and back. */
  readonly check: () => void
}

interface Run<Step> {
  readonly key: string
  readonly done: Promise<FlowState<Step>>
}

/** What all flows share: a state that follows the session while somebody listens, and actions that are one at a time. */
export function createMachine<Step extends { readonly kind: string }>(needs: MachineNeeds<Step>): Machine<Step> {
  const { client, stepOf, onFirstWatched, wakeAtMs, onWake, isHolding, onLeft, onAccountChanged } = needs
  const { clock } = client.ports
  let pending: string | undefined
  let error: FlowError | undefined
  let last: Run<Step> | undefined
  let era = 0
  let timer: unknown
  let wasWatched = false
  let seen = client.$state.get()
  let account = 0
  let version = 0
  /** Who was active when the last action began: its error is about them. */
  let actor: string | undefined

  const read = (session: SessionState): FlowState<Step> => ({ step: stepOf(session), pending, error })
  // It begins where the client began, which is what a server has rendered: by now it may have moved on.
  let state = read(client.initialState)
  const $state = atom(state)
  const isWatched = () => $state.lc > 0

  /** Takes note of what has changed in the session, and lets go of what is not theirs any more. */
  const notice = (session: SessionState) => {
    if (session === seen) return
    const [before, after] = [seen.container, session.container]
    seen = session
    version++
    for (const signIn of accountsLeft(before, after)) onLeft?.(signIn)
    if (before?.id === after?.id && before?.activeSignIn?.id === after?.activeSignIn?.id) return
    account++
    if (actor !== undefined && actor !== after?.activeSignIn?.id) error = undefined
    onAccountChanged?.()
  }

  const refresh = () => {
    notice(client.$state.get())
    state = reuse(state, read(client.$state.get()))
    $state.set(state)
    follow()
    clock.clearTimeout(timer)
    const atMs = isWatched() ? wakeAtMs?.() : undefined
    if (atMs !== undefined) timer = clock.setTimeout(wake, Math.min(Math.max(0, atMs - clock.now()), longestTimerMs))
  }
  const wake = () => {
    onWake?.()
    refresh()
  }

  let unfollow: (() => void) | undefined
  /** Follows the session as long as there is something to show or to let go of. */
  const follow = () => {
    if (isWatched() || last || isHolding?.()) {
      unfollow ??= client.$state.listen(refresh)
    } else {
      unfollow?.()
      unfollow = undefined
    }
  }

  const listen = $state.listen.bind($state)
  $state.listen = (listener) => {
    const isFirst = !isWatched()
    const unlisten = listen(listener)
    if (isFirst) {
      if (!wasWatched) onFirstWatched?.()
      wasWatched = true
      refresh()
    }
    return () => {
      unlisten()
      if (isWatched()) return
      follow()
      clock.clearTimeout(timer)
    }
  }
  // Read by somebody who does not listen, it is as of now all the same.
  $state.get = () => {
    notice(client.$state.get())
    if (!isWatched()) state = reuse(state, read(client.$state.get()))
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
    bindToAccount() {
      notice(client.$state.get())
      const bound = account
      const isKept = () => {
        notice(client.$state.get())
        return account === bound
      }
      return {
        account,
        version,
        isKept,
        check() {
          if (!isKept()) throw new SessionError('context-changed', 'Another account is active by now')
        },
      }
    },
    act(kind, name, input, work) {
      const key = JSON.stringify([name, input])
      const begun = era
      if (last?.key === key) return last.done
      const begin = () => {
        error = undefined
        actor = client.$state.get().container?.activeSignIn?.id
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
      follow()
      return run.done
    },
  }
}
