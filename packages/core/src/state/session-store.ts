import { atom, batch, type ReadableAtom, type WritableAtom } from 'nanostores'
import { type AuthContext, contextOf, sameContext } from '../model/context.js'
import { endingOf, type SignedOutReason } from '../model/ending.js'
import type { SessionContainer } from '../model/session.js'
import {
  initialMachine,
  reduceSession,
  type SessionEvent,
  type SessionMachine,
  type SessionState,
} from '../model/session-state.js'
import { callSafely, createEvents } from './events.js'

/** One commit, told after everybody can see it. */
interface Transition {
  readonly event: SessionEvent
  readonly before: SessionState
  readonly after: SessionState
  readonly contextChanged: boolean
  readonly ending: SignedOutReason | undefined
}

/** The one place where state changes. */
export interface SessionStore {
  readonly $state: ReadableAtom<SessionState>
  machine(): SessionMachine
  context(): AuthContext | undefined
  /** Grows whenever the context changes; work begun under a smaller one is void. */
  epoch(): number
  apply(event: SessionEvent): void
  /** A selection of the state that changes in the same instant as all others. */
  select<T>(selector: (state: SessionState) => T): ReadableAtom<T>
  /** Takes part in each commit: what `sync` sets is seen in the same instant as everything else. */
  enlist(sync: () => void): void
  onTransition(listener: (transition: Transition) => void): () => void
}

export function createSessionStore(initial: SessionContainer | undefined): SessionStore {
  let machine = initialMachine(initial)
  let context = contextOf(initial)
  let epoch = 0
  const syncs: (() => void)[] = []
  const { emit, on } = createEvents<{ transition: Transition }>()
  const untold: Transition[] = []

  const select = <T>(selector: (state: SessionState) => T): ReadableAtom<T> => {
    const $selected = guarded(atom<unknown>(selector(machine.state))) as WritableAtom<T>
    syncs.push(() => $selected.set(selector(machine.state)))
    return $selected
  }

  return {
    $state: select((state) => state),
    machine: () => machine,
    context: () => context,
    epoch: () => epoch,
    apply(event) {
      const before = machine.state
      const next = reduceSession(machine, event)
      if (next === machine) return
      machine = next
      const after = next.state
      const nextContext = contextOf(after.container)
      const contextChanged = !sameContext(context, nextContext)
      if (contextChanged) {
        epoch++
        context = nextContext
      }
      // A listener that causes the next transition hears of it after everybody heard of this one.
      const isInner = untold.push({ event, before, after, contextChanged, ending: endingOf(before, after, event) }) > 1
      // First every value, then every listener: nobody can see half a commit.
      batch(() => {
        for (const sync of syncs) sync()
      })
      if (isInner) return
      for (; untold[0]; untold.shift()) emit('transition', untold[0])
    },
    select,
    enlist: (sync) => syncs.push(sync),
    onTransition: (listener) => on('transition', listener),
  }
}

/** What a listener throws would come out of our commit; each is called safely instead. */
export function guarded<A extends ReadableAtom>($atom: A): A {
  const listen = $atom.listen.bind($atom)
  $atom.listen = (listener) => listen((...args) => callSafely(listener as (...args: unknown[]) => void, ...args))
  return $atom
}

/** Whether no change is under way, here or in another tab. */
const isQuiet = (store: SessionStore): boolean => {
  const { state, awaiting } = store.machine()
  return state.pending === undefined && awaiting.length === 0
}

/** Whether something is known, for sure, and no change is under way. */
export const isSettled = (store: SessionStore): boolean => {
  const { state, unsettled } = store.machine()
  return isQuiet(store) && state.container !== undefined && !unsettled
}

/** Resolves when no change is under way any more; at once when that is so. */
export const whenQuiet = (store: SessionStore): Promise<void> =>
  new Promise((resolve) => {
    if (isQuiet(store)) return resolve()
    const unlisten = store.onTransition(() => {
      if (!isQuiet(store)) return
      unlisten()
      resolve()
    })
  })
