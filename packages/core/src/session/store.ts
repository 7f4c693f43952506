import { atom, batch, type ReadableAtom, type WritableAtom } from 'nanostores'
import { type AuthContext, contextOf, sameContext } from '../model/context.js'
import type { SessionContainer } from '../model/session.js'
import type { SessionState, SignedOutReason } from '../model/session-state.js'
import type { ServerClock } from '../time/server-clock.js'
import { callSafely, createEvents } from './events.js'
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

/** One event with what became of it, published after everything shows it. */
export interface Transition {
  readonly event: SessionEvent
  readonly outcome: Outcome
  /** The server's answer that was taken over with it, from this tab or another. */
  readonly answer: Answer | undefined
  readonly before: SessionState
  readonly after: SessionState
  readonly contextChanged: boolean
  /** Why a session ended with it; undefined when none did. */
  readonly ending: SignedOutReason | undefined
}

/** The one place where state changes. */
export interface SessionStore {
  readonly $state: ReadableAtom<SessionState>
  machine(): SessionMachine
  /** The session that is shown; undefined while none is known. */
  container(): SessionContainer | undefined
  context(): AuthContext | undefined
  /** Grows whenever the context changes, also when it changes back; work begun under a smaller one is void. */
  epoch(): number
  /** Whether what is shown is the truth as far as this tab was told, and no change is under way. */
  isCertain(): boolean
  /** Makes an event happen and says what became of it. */
  apply(event: SessionEvent): Outcome
  /** A selection of the state that changes in the same instant as all others. */
  select<T>(selector: (state: SessionState) => T): ReadableAtom<T>
  /** Takes part in each commit: what `sync` sets is seen in the same instant as everything else. */
  enlist(sync: () => void): void
  onTransition(listener: (transition: Transition) => void): () => void
  /** Resolves when no change is under way any more, here or in another tab; at once when that is so. */
  whenQuiet(): Promise<void>
  /** The same, of changes of this tab only. */
  whenIdle(): Promise<void>
  /** The same, of changes of other tabs only. */
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
  const syncs: (() => void)[] = []
  const { emit, on } = createEvents<{ transition: Transition }>()
  const unpublished: Transition[] = []

  const select = <T>(selector: (state: SessionState) => T): ReadableAtom<T> => {
    const $selected = atom<unknown>(selector(machine.state)) as WritableAtom<T>
    syncs.push(() => $selected.set(selector(machine.state)))
    return $selected
  }

  /** An inner transition, caused by a listener, is published after everybody heard of the outer one. */
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
        context = nextContext
      }
      const ending = after.ended !== before.ended ? after.ended?.reason : undefined
      const isAnswer = event.type === 'answer-received' || event.type === 'mutation-committed'
      const answer = outcome === 'applied' && isAnswer ? event.answer : undefined
      const isOutermost = unpublished.push({ event, outcome, answer, before, after, contextChanged, ending }) === 1
      // First every value, then every listener: none can see half a commit. A listener of the app, or of a store derived
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
    enlist: (sync) => void syncs.push(sync),
    onTransition: (listener) => on('transition', listener),
    whenQuiet: () => when(isQuiet),
    whenIdle: () => when(({ state }) => state.pending === undefined),
    whenOthersRest: () => when(({ changingTabs }) => changingTabs.length === 0),
  }
}
