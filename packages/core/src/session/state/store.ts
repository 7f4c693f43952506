import { atom, batch, type ReadableAtom, type WritableAtom } from 'nanostores'
import { callSafely } from '../../call-safely.js'
import { type AuthContext, contextOf, sameContext } from '../../model/context.js'
import type { SessionContainer } from '../../model/session.js'
import type { SessionState, SignedOutReason } from '../../model/session-state.js'
import type { ServerClock } from '../../time/server-clock.js'
import { createEvents } from '../events.js'
import {
  type Answer,
  type InitialContainer,
  initialMachine,
  isCertain,
  isQuiet,
  type Outcome,
  type SessionEvent,
  type SessionMachine,
} from './machine.js'
import { reduceSession } from './reduce-session.js'

/** One event and its outcome, published after all atoms show it. */
export interface Transition {
  readonly event: SessionEvent
  readonly outcome: Outcome
  /** The answer of the server that was applied, from this tab or another. */
  readonly answer: Answer | undefined
  readonly before: SessionState
  readonly after: SessionState
  readonly contextChanged: boolean
  /** Why a session ended; undefined if none did. */
  readonly ending: SignedOutReason | undefined
}

/** The one place where state changes. */
export interface SessionStore {
  readonly $state: ReadableAtom<SessionState>
  machine(): SessionMachine
  /** The shown session; undefined while none is known. */
  container(): SessionContainer | undefined
  context(): AuthContext | undefined
  /** Grows with each change of the context, also back to an earlier one. Work begun in a smaller epoch is invalid. */
  epoch(): number
  /** The same, for changes of the account only. */
  accountEpoch(): number
  /** Whether the shown state is current as far as this tab knows, and no change is under way. */
  isCertain(): boolean
  /** Applies an event and returns its outcome. */
  apply(event: SessionEvent): Outcome
  /** Creates an atom of a part of the state. It changes in the same instant as all others. */
  select<T>(selector: (state: SessionState) => T): ReadableAtom<T>
  /** Joins each commit: what `sync` sets changes in the same instant as everything else. Returns a function that leaves. */
  enlist(sync: () => void): () => void
  onTransition(listener: (transition: Transition) => void): () => void
  /** Resolves when no change is under way, here or in another tab; at once if there is none. */
  whenQuiet(): Promise<void>
  /** The same, for changes of this tab only. */
  whenIdle(): Promise<void>
  /** The same, for changes of other tabs only. */
  whenOthersRest(): Promise<void>
}

interface StoreNeeds {
  readonly initial: InitialContainer | undefined
  readonly serverClock: ServerClock
}

export function createSessionStore({ initial, serverClock }: StoreNeeds): SessionStore {
  let machine = initialMachine(initial)
  let context = contextOf(initial?.container)
  let epoch = 0
  let accountEpoch = 0
  const syncs = new Set<() => void>()
  const { emit, on } = createEvents<{ transition: Transition }>()
  const unpublished: Transition[] = []

  const enlist = (sync: () => void) => {
    syncs.add(sync)
    return () => syncs.delete(sync)
  }

  const select = <T>(selector: (state: SessionState) => T): ReadableAtom<T> => {
    const $selected = atom<unknown>(selector(machine.state)) as WritableAtom<T>
    enlist(() => $selected.set(selector(machine.state)))
    return $selected
  }

  /** Publishes an inner transition, caused by a listener, after all listeners got the outer one. */
  const publish = () => {
    for (; unpublished[0]; unpublished.shift()) emit('transition', unpublished[0])
  }

  const when = (isSo: (machine: SessionMachine) => boolean): Promise<void> =>
    new Promise((resolve) => {
      if (isSo(machine)) return resolve()
      const unlisten = on('transition', () => {
        if (!isSo(machine)) return
        unlisten()
        resolve()
      })
    })

  return {
    $state: select((state) => state),
    machine: () => machine,
    container: () => machine.state.container,
    context: () => context,
    epoch: () => epoch,
    accountEpoch: () => accountEpoch,
    isCertain: () => isCertain(machine),
    apply(event) {
      const before = machine.state
      const { machine: next, outcome } = reduceSession(machine, event, serverClock.now())
      if (next === machine) return outcome
      machine = next
      const after = next.state
      const nextContext = contextOf(after.container)
      const contextChanged = !sameContext(context, nextContext)
      if (contextChanged) {
        epoch++
        if (context?.signInId !== nextContext?.signInId) accountEpoch++
        context = nextContext
      }
      const ending = after.ended !== before.ended ? after.ended?.reason : undefined
      const isAnswer = event.type === 'answer-received' || event.type === 'mutation-committed'
      const answer = outcome === 'applied' && isAnswer ? event.answer : undefined
      const isOutermost = unpublished.push({ event, outcome, answer, before, after, contextChanged, ending }) === 1
      // Set all values, then call the listeners, so that none sees half a commit. A listener of the app, or of a store derived
      // from ours, may throw: nanostores calls all the others first, and the commit goes on.
      callSafely(() =>
        batch(() => {
          for (const sync of syncs) sync()
        }),
      )
      if (isOutermost) publish()
      return outcome
    },
    select,
    enlist,
    onTransition: (listener) => on('transition', listener),
    whenQuiet: () => when(isQuiet),
    whenIdle: () => when(({ state }) => state.pending === undefined),
    whenOthersRest: () => when(({ changingTabs }) => changingTabs.length === 0),
  }
}
