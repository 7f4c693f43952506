import { isRefusal, SessionError } from '../errors.js'
import type { Endpoints } from '../http/endpoints.js'
import type { SessionContainer, SignIn } from '../model/session.js'
import type { Clock, Page } from '../ports.js'
import type { Scope } from '../scope.js'
import { jitter } from '../time/jitter.js'
import type { ServerClock } from '../time/server-clock.js'
import type { Stamps } from '../time/stamps.js'
import { refusedAs, requireText } from './command-errors.js'
import type { Answer } from './machine.js'
import type { Mutations } from './mutations.js'
import type { SignOutNote, SignOutNotes } from './sign-out-notes.js'
import type { SessionStore } from './store.js'

/**
 * The whole story of sign-out.
 *
 * 1. The sign-ins to end are named: the one given, or all that are known. Never "all" at the server: a request that
 *    arrives late must not end who signed in meanwhile.
 * 2. They are noted in storage and taken from the state at once, here and in every tab, whatever the network does. From
 *    now on no answer that still lists them is believed in that.
 * 3. In its turn in the queue of changes the server is told of each by name, and the session asked for. Only a session
 *    that no longer lists a sign-in confirms its end; then its note goes.
 * 4. The server leaves no account active (PROTOCOL.md §6.1). One that was active, and was not to end, is made active again.
 * 5. What could not be told stays noted. One page at a time tries again, ever more rarely; nothing else waits for it.
 */
export interface SignOut {
  /** See `Client.signOut`. */
  readonly signOut: (signInId?: string) => Promise<void>
  /** Takes away what other pages of this browser signed out. */
  readonly heed: () => void
  /** Tries again, when its time has come, what could not be told to the server. */
  readonly startRetries: (scope: Scope) => void
}

interface SignOutNeeds {
  readonly store: SessionStore
  readonly notes: SignOutNotes
  readonly mutations: Mutations
  readonly stamps: Stamps
  readonly clock: Clock
  readonly serverClock: ServerClock
  readonly page: Page
  readonly ask: () => Promise<Answer>
  readonly tell: Endpoints['signOut']
  readonly activate: (signInId: string) => Promise<unknown>
  /** The session a snapshot store kept, for a page that was never started and cannot reach the server. */
  readonly remembered: () => SessionContainer | undefined
  readonly timeoutMs: number
}

/** Telling, confirming, making another account active and confirming that: each may take `timeoutMs`. */
const requestsOfATry = 4
const firstWaitMs = 5_000
const longestWaitMs = 5 * 60_000
/** By so much the server's clock and ours may differ where no token has taught it, ms. */
const clockToleranceMs = 2_000

export function createSignOut(needs: SignOutNeeds): SignOut {
  const { store, notes, mutations, stamps, clock, serverClock, page, ask, tell, activate, remembered, timeoutMs } =
    needs

  /** What is known of the browser session: what is shown, what other tabs said of it, and what is noted. */
  const known = (): { readonly sessionId: string | undefined; readonly signInIds: readonly string[] } => {
    const { state, overheard } = store.machine()
    const container = state.container ?? remembered()
    const sessionId = container?.id
    const heard = overheard?.container.id === sessionId ? overheard?.container.signIns : undefined
    const listed = [...(container?.signIns ?? []), ...(heard ?? [])].map(({ id }) => id)
    const noted = notes.pending(sessionId).map(({ signInId }) => signInId)
    return { sessionId, signInIds: [...new Set([...listed, ...noted])] }
  }

  const isIn = (notesOf: readonly SignOutNote[], signInIds: readonly string[]) =>
    notesOf.some(({ signInId }) => signInIds.includes(signInId))
  const isPending = (signInIds: readonly string[]) =>
    isIn(
      notes.all().filter(({ state }) => state !== 'told'),
      signInIds,
    )
  /** Set while the client runs. */
  let planRetry = () => {}
  const tryEndMs = () => clock.now() + timeoutMs * requestsOfATry

  const waitEndMs = (failures: number) => clock.now() + Math.min(firstWaitMs * 2 ** failures, longestWaitMs) * jitter()
  // As long as an answer of before may be on its way.
  const confirm = (signInIds: readonly string[]) =>
    notes.change(signInIds, () => ({ state: 'told', dueAtMs: clock.now() + timeoutMs * 1.5 }))

  const end = (sessionId: string | undefined, signInIds: readonly string[]) => {
    notes.add(sessionId, signInIds, tryEndMs())
    store.apply({ type: 'signed-out', signInIds, at: stamps.next() })
  }

  /**
   * Tells the server of each sign-in, and finds out from the session what became of it.
   *
   * @param pick names them when their turn has come
   * @returns what the server refused, by sign-in
   */
  const carryOut = async (pick: () => Promise<readonly string[]>): Promise<ReadonlyMap<string, SessionError>> => {
    let ids: readonly string[] = []
    let wasActive: string | undefined
    let isActivated = false
    const told: string[] = []
    const refusals = new Map<string, SessionError>()

    const tellOne = async (id: string) => {
      try {
        await tell(id)
        told.push(id)
      } catch (error) {
        if (!isRefusal(error)) throw error
        refusals.set(id, error)
      }
    }
    const send = async () => {
      ids = await pick()
      wasActive = store.context()?.signInId
      notes.change(ids, () => ({ state: 'trying', dueAtMs: tryEndMs() }))
      const results = await Promise.allSettled(ids.map(tellOne))
      for (const result of results) if (result.status === 'rejected') throw result.reason
    }

    const review = async (container: SessionContainer): Promise<boolean> => {
      const isListed = (id: string) => container.signIns.some((signIn) => signIn.id === id)
      confirm(ids.filter((id) => !isListed(id)))
      const kept = [...refusals.keys()].filter(isListed)
      if (kept.length > 0) {
        // The server says no to one that is still there: it is shown again.
        notes.forget(kept)
        store.apply({ type: 'sign-out-refused', signInIds: kept })
      }
      if (container.activeSignIn || wasActive === undefined || isActivated || !isListed(wasActive)) return false
      isActivated = true
      await activate(wasActive).catch((error: unknown) => {
        if (!isRefusal(error)) throw error
      })
      return true
    }
    const landed = ({ signIns }: SessionContainer) => !signIns.some(({ id }) => ids.includes(id))

    try {
      await mutations.run({ kind: 'sign-out', scope: 'session', send, review, landed })
    } catch (error) {
      // The session could not be asked. The server's own word that it carried the sign-out out is enough then.
      confirm(told)
      if (ids.length === 0 || isPending(ids)) throw error
    } finally {
      notes.change(ids, ({ state, dueAtMs, failures }) =>
        state === 'told' ? { dueAtMs } : { state: 'failed', dueAtMs: waitEndMs(failures), failures: failures + 1 },
      )
      planRetry()
    }
    return refusals
  }

  const signOut = async (signInId?: string): Promise<void> => {
    if (signInId !== undefined) requireText('signInId', signInId)
    const { sessionId, signInIds } = known()
    const isListed = signInId !== undefined && signInIds.includes(signInId)
    let ids = signInId === undefined ? signInIds : [signInId]
    const overtook = mutations.overtake()
    const calledAtMs = serverClock.now()
    if (ids.length > 0) end(sessionId, ids)

    const pick = async (): Promise<readonly string[]> => {
      // The change it overtook may have signed an account in meanwhile; and what is not known here, the server knows.
      const isComplete = ids.length > 0 && !(overtook && signInId === undefined)
      if (isComplete) return ids
      const { container } = await ask()
      // But one made after the call is not to end: one that another tab told of, or that says so by a clock that may be right.
      const others = store.machine().overheard?.container.signIns ?? []
      const latestMs = serverClock.now() + clockToleranceMs
      const isLater = ({ id, createdAtMs = 0 }: SignIn) =>
        others.some((other) => other.id === id) || (!overtook && createdAtMs >= calledAtMs && createdAtMs < latestMs)
      const found = container.signIns.filter((signIn) => !isLater(signIn)).map(({ id }) => id)
      ids = [...new Set([...ids, ...(signInId === undefined ? found : [])])]
      if (ids.length > 0) end(container.id, ids)
      return ids
    }

    let refusals: ReadonlyMap<string, SessionError>
    try {
      refusals = await carryOut(pick)
    } catch (cause) {
      throw unconfirmed(cause)
    }
    if (isPending(ids)) throw unconfirmed(undefined)
    const [refused] = ids.filter((id) => refusals.has(id) && !isIn(notes.all(), [id]))
    const unknown = isListed || signInId === undefined ? undefined : refusals.get(signInId)
    const refusal = refusals.get(refused ?? '') ?? unknown
    if (refusal) refusedAs({ 400: 'sign-in-not-found' })(refusal)
  }

  const heed = () => {
    const signInIds = notes.all().map(({ signInId }) => signInId)
    if (signInIds.length > 0) store.apply({ type: 'sign-out-noted', signInIds, at: stamps.next() })
  }

  const startRetries = (scope: Scope) => {
    const timer = scope.timer(clock)
    let isTrying = false
    const pending = () => notes.pending(store.machine().state.container?.id)

    const retry = async () => {
      const ids = pending().flatMap(({ signInId, dueAtMs }) => (dueAtMs <= clock.now() ? [signInId] : []))
      if (ids.length > 0 && !isTrying && store.isCertain()) {
        isTrying = true
        await carryOut(async () => ids).catch(() => undefined)
        isTrying = false
      }
      plan()
    }

    const plan = () => {
      notes.tidy()
      // Which account is active must be known for sure: it has to stay active.
      const told = notes.all().filter(({ state }) => state === 'told')
      const due = [...told, ...(isTrying || !store.isCertain() ? [] : pending())].map(({ dueAtMs }) => dueAtMs)
      if (due.length > 0) timer.set(() => void retry(), Math.max(0, Math.min(...due) - clock.now()))
      else timer.clear()
    }

    planRetry = plan
    scope.add(store.onTransition(plan))
    scope.add(
      page.listen((signal) => {
        if (signal !== 'online') return
        const ids = pending().flatMap(({ signInId, state }) => (state === 'failed' ? [signInId] : []))
        notes.change(ids, () => ({ dueAtMs: 0 }))
        plan()
      }),
    )
    plan()
  }

  return { signOut, heed, startRetries }
}

const unconfirmed = (cause: unknown) =>
  new SessionError('sign-out-unconfirmed', 'The server could not be told of the sign-out yet', { cause })
