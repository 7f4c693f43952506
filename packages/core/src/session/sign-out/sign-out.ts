import { isRefusal, SessionError } from '../../errors.js'
import type { Endpoints } from '../../http/endpoints.js'
import type { SessionContainer } from '../../model/session.js'
import type { ServerClock } from '../../time/server-clock.js'
import type { Stamps } from '../../time/stamps.js'
import { refusedAs, requireText } from '../command-errors.js'
import type { Mutations } from '../mutations.js'
import type { Answer } from '../state/machine.js'
import { isListedIn } from '../state/patches.js'
import type { SessionStore } from '../state/store.js'
import type { SignOutNotes } from './notes.js'
import type { SignOutTargets } from './targets.js'

/**
 * How sign-out works.
 *
 * 1. Choose the sign-ins to end: the one given, or all that are known (`targets.ts`). Never request "all" from the
 *    server: a request that arrives late must not end a sign-in that began meanwhile.
 * 2. Note them in storage and remove them from the state at once, here and in every tab, even without a network. From now
 *    on they are also removed from answers that still list them.
 * 3. In turn in the queue of changes, request the end of each by its id, then fetch the session. Only a session that no
 *    longer lists a sign-in confirms its end; then its note goes.
 * 4. The server leaves no account active (PROTOCOL.md §6.1). Activate the one again that was active and did not end.
 * 5. Failed requests stay noted (`notes.ts`). One page at a time retries, with growing waits; nothing else waits
 *    for it (`retries.ts`).
 */
export interface SignOut {
  /** See `Client.signOut`. */
  readonly signOut: (signInId?: string) => Promise<void>
  /** Removes the sign-ins that other pages of this browser signed out. */
  readonly heed: () => void
  /**
   * Sends the request for each sign-in, and reads the outcome from the session.
   *
   * @param pick returns the sign-ins when it is their turn
   * @param active returns the account that was last active at the server; used if no account is shown when it is its turn
   * @returns the server's refusals, by sign-in
   */
  readonly carryOut: (
    pick: () => Promise<readonly string[]>,
    active?: () => string | undefined,
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

/** A sign-out of another tab may have left no account active again. */
const maxActivations = 2

export function createSignOut(needs: SignOutNeeds): SignOut {
  const { store, notes, targets, mutations, stamps, serverClock, ask, tell, activate } = needs
  /** For calls that wait for their turn: each picks from a session the sign-ins it must end. */
  const claims = new Set<(container: SessionContainer) => void>()

  const end = (sessionId: string | undefined, signInIds: readonly string[]) => {
    notes.add(sessionId, signInIds)
    store.apply({ type: 'signed-out', signInIds, at: stamps.next() })
  }

  const carryOut: SignOut['carryOut'] = async (pick, active = () => undefined) => {
    let ids: readonly string[] = []
    let wasActive: string | undefined
    let hasWaited = false
    let activations = 0
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
    const isToEnd = (id: string | undefined) => notes.all().some(({ signInId }) => signInId === id)
    const send = async () => {
      ids = await pick()
      const last = active()
      wasActive = notes.trying(ids, store.context()?.signInId ?? (isToEnd(last) ? undefined : last))
      const results = await Promise.allSettled(ids.map(tellOne))
      for (const result of results) if (result.status === 'rejected') throw result.reason
    }

    const review = async ({ container, askedAt }: Answer): Promise<boolean> => {
      const isListed = isListedIn(container)
      for (const claim of claims) claim(container)
      const kept = [...refusals.keys()].filter(isListed)
      if (kept.length > 0) {
        // The server refused to end one that still exists: show it again.
        notes.forget(kept)
        store.apply({ type: 'sign-out-refused', signInIds: kept })
      }
      const isLeft = wasActive !== undefined && isListed(wasActive) && !isToEnd(wasActive)
      if (container.activeSignIn || wasActive === undefined || !isLeft || activations === maxActivations) {
        notes.told(ids.filter((id) => !isListed(id)))
        return false
      }
      if (!hasWaited && store.machine().changingTabs.length > 0) {
        // A change of another tab may make a newer account active: check again after it.
        hasWaited = true
        await store.whenOthersRest()
        return true
      }
      // A newer answer may show that another account was made active since.
      if (store.machine().overheard.some((other) => other.askedAt > askedAt)) return true
      activations++
      await activate(wasActive).catch((error: unknown) => {
        if (!isRefusal(error)) throw error
      })
      return true
    }
    const applied = (container: SessionContainer) => ids.length > 0 && !ids.some(isListedIn(container))

    try {
      await mutations.run({ kind: 'sign-out', scope: 'session', send, review, applied })
    } catch (error) {
      // The session could not be fetched. Then the server's answer to the sign-out is enough, if no account has to be made
      // active again.
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
    let active = store.context()?.signInId
    if (ids.length > 0) end(sessionId, ids)

    let picked = ids
    let hasClaimed = false
    /** Whether only the server knows the sign-ins. */
    const isBlind = signInId === undefined && ids.length === 0
    /** The superseded change, if it may have signed an account in meanwhile. */
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
      // Who is active, and is to stay so, is not known before the first answer.
      if (mayClaim() || !store.container()) {
        // If some are known, end them without it; the confirming answer shows the others.
        const answer = await ask().catch((error: unknown) => {
          if (isBlind) throw error
        })
        if (answer) {
          claim(answer.container)
          // Another tab may have signed this one in since.
          active = answer.container.activeSignIn?.id
        }
      }
      picked = ids
      return ids
    }

    let refusals: ReadonlyMap<string, SessionError>
    try {
      refusals = await carryOut(pick, () => active)
    } catch (cause) {
      throw unconfirmed(cause)
    } finally {
      claims.delete(claim)
      // Sign-ins that only the confirming answer showed are ended in a try of their own.
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
