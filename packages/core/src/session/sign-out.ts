import { isRefusal, SessionError } from '../errors.js'
import type { Endpoints } from '../http/endpoints.js'
import type { SessionContainer } from '../model/session.js'
import type { ServerClock } from '../time/server-clock.js'
import type { Stamps } from '../time/stamps.js'
import { refusedAs, requireText } from './command-errors.js'
import type { Answer } from './machine.js'
import type { Mutations } from './mutations.js'
import { isListedIn } from './patches.js'
import type { SignOutNotes } from './sign-out-notes.js'
import type { SignOutTargets } from './sign-out-targets.js'
import type { SessionStore } from './store.js'

/**
 * The whole story of sign-out.
 *
 * 1. The sign-ins to end are named: the one given, or all that are known (`sign-out-targets.ts`). Never "all" at the server:
 *    a request that arrives late must not end who signed in meanwhile.
 * 2. They are noted in storage and taken from the state at once, here and in every tab, whatever the network does. From
 *    now on no answer that still lists them is believed in that.
 * 3. In its turn in the queue of changes the server is told of each by name, and the session asked for. Only a session
 *    that no longer lists a sign-in confirms its end; then its note goes.
 * 4. The server leaves no account active (PROTOCOL.md §6.1). One that was active, and was not to end, is made active again.
 * 5. What could not be told stays noted (`sign-out-notes.ts`). One page at a time tries again, ever more rarely; nothing
 *    else waits for it (`sign-out-retries.ts`).
 */
export interface SignOut {
  /** See `Client.signOut`. */
  readonly signOut: (signInId?: string) => Promise<void>
  /** Takes away what other pages of this browser signed out. */
  readonly heed: () => void
  /**
   * Tells the server of each sign-in, and finds out from the session what became of it.
   *
   * @param pick names them when their turn has come
   * @param active the account that was active when they were to be ended, where none is shown when their turn has come
   * @returns what the server refused, by sign-in
   */
  readonly carryOut: (
    pick: () => Promise<readonly string[]>,
    active?: string,
  ) => Promise<ReadonlyMap<string, SessionError>>
}

interface SignOutNeeds {
  readonly store: SessionStore
  readonly notes: SignOutNotes
  readonly targets: SignOutTargets
  readonly mutations: Mutations
  readonly stamps: Stamps
  readonly serverClock: ServerClock
  readonly ask: () => Promise<Answer>
  readonly tell: Endpoints['signOut']
  readonly activate: (signInId: string) => Promise<unknown>
}

export function createSignOut(needs: SignOutNeeds): SignOut {
  const { store, notes, targets, mutations, stamps, serverClock, ask, tell, activate } = needs
  /** Of calls that wait for their turn: each takes from a session what it is to end. */
  const claims = new Set<(container: SessionContainer) => void>()

  const end = (sessionId: string | undefined, signInIds: readonly string[]) => {
    notes.add(sessionId, signInIds)
    store.apply({ type: 'signed-out', signInIds, at: stamps.next() })
  }

  const carryOut: SignOut['carryOut'] = async (pick, active) => {
    let ids: readonly string[] = []
    let wasActive: string | undefined
    let hasWaited = false
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
      const isToEnd = notes.all().some(({ signInId }) => signInId === active)
      wasActive = notes.trying(ids, store.context()?.signInId ?? (isToEnd ? undefined : active))
      const results = await Promise.allSettled(ids.map(tellOne))
      for (const result of results) if (result.status === 'rejected') throw result.reason
    }

    const review = async (container: SessionContainer): Promise<boolean> => {
      const isListed = isListedIn(container)
      for (const claim of claims) claim(container)
      const kept = [...refusals.keys()].filter(isListed)
      if (kept.length > 0) {
        // The server says no to one that is still there: it is shown again.
        notes.forget(kept)
        store.apply({ type: 'sign-out-refused', signInIds: kept })
      }
      if (container.activeSignIn || wasActive === undefined || isActivated || !isListed(wasActive)) {
        notes.told(ids.filter((id) => !isListed(id)))
        return false
      }
      if (!hasWaited && store.machine().changingTabs.length > 0) {
        // What another tab changes may make a newer account active: look again after it.
        hasWaited = true
        await store.whenOthersRest()
        return true
      }
      isActivated = true
      await activate(wasActive).catch((error: unknown) => {
        if (!isRefusal(error)) throw error
      })
      return true
    }
    const applied = (container: SessionContainer) => ids.length > 0 && !ids.some(isListedIn(container))

    try {
      await mutations.run({ kind: 'sign-out', scope: 'session', send, review, applied })
    } catch (error) {
      // The session could not be asked. The server's own word that it carried the sign-out out is enough then, where no
      // account has to be made active again.
      if (wasActive === undefined) notes.told(told)
      if (ids.length === 0 || notes.isPending(ids)) throw error
    } finally {
      notes.failed(ids)
    }
    return refusals
  }

  const signOut = async (signInId?: string): Promise<void> => {
    if (signInId !== undefined) requireText('signInId', signInId)
    const { sessionId, signInIds } = targets.known()
    const isListed = signInId !== undefined && signInIds.includes(signInId)
    let ids = signInId === undefined ? signInIds : [signInId]
    const overtaken = mutations.overtake()
    const calledAtMs = serverClock.now()
    const active = store.context()?.signInId
    if (ids.length > 0) end(sessionId, ids)

    let picked = ids
    let hasClaimed = false
    /** What is not known here, the server knows. */
    const isBlind = signInId === undefined && ids.length === 0
    /** The change it overtook, if that may have signed an account in meanwhile. */
    const bringer = () => (signInId === undefined && overtaken?.isRefused === false ? overtaken : undefined)
    const mayClaim = () => !hasClaimed && (isBlind || bringer() !== undefined)
    const claim = (container: SessionContainer) => {
      if (!mayClaim()) return
      hasClaimed = true
      const change = bringer()
      const unknown = container.signIns.filter(({ id }) => !ids.includes(id))
      const found = isBlind ? targets.before(calledAtMs, unknown) : []
      const brought = change ? targets.broughtBy(change, container, unknown) : []
      ids = [...new Set([...ids, ...[...found, ...brought].map(({ id }) => id)])]
      if (ids.length > 0) end(container.id, ids)
    }
    claims.add(claim)
    const pick = async (): Promise<readonly string[]> => {
      if (mayClaim()) {
        // Where some are known they are told of without it; the confirming answer will do then.
        const answer = await ask().catch((error: unknown) => {
          if (isBlind) throw error
        })
        if (answer) claim(answer.container)
      }
      picked = ids
      return ids
    }

    let refusals: ReadonlyMap<string, SessionError>
    try {
      refusals = await carryOut(pick, active)
    } catch (cause) {
      throw unconfirmed(cause)
    } finally {
      claims.delete(claim)
      // What only the confirming answer brought to light is told in a try of its own.
      notes.failed(ids.slice(picked.length))
    }
    if (notes.isPending(ids)) throw unconfirmed(undefined)
    const [refused] = ids.filter((id) => refusals.has(id) && !notes.all().some(({ signInId }) => signInId === id))
    const unknown = isListed || signInId === undefined ? undefined : refusals.get(signInId)
    const refusal = refusals.get(refused ?? '') ?? unknown
    if (refusal) refusedAs({ 400: 'sign-in-not-found' })(refusal)
  }

  const heed = () => {
    const signInIds = notes.all().map(({ signInId }) => signInId)
    if (signInIds.length > 0) store.apply({ type: 'sign-out-noted', signInIds, at: stamps.next() })
  }

  return { signOut, heed, carryOut }
}

const unconfirmed = (cause: unknown) =>
  new SessionError('sign-out-unconfirmed', 'The server could not be told of the sign-out yet', { cause })
