import { atom, type ReadableAtom, type WritableAtom } from 'nanostores'
import { isForbidden, type SessionError } from '../../errors.js'
import { reuse } from '../../model/structural-sharing.js'
import { createSingleFlight } from '../../single-flight.js'
import type { Stamps } from '../../time/stamps.js'
import type { SessionStore } from '../state/store.js'

/** Data that is loaded beside the session. */
export interface ResourceState<T> {
  readonly loading: boolean
  readonly data: T | undefined
  /** The error of the last load; cleared by the next success. */
  readonly error: SessionError | undefined
}

/** Data beside the session, by default of the present account, organization and workspace; see `client.resource`. */
export interface Resource<T> {
  /** Loads while it has listeners and the client runs; a read alone does not load. */
  readonly $state: ReadableAtom<ResourceState<T>>
  /**
   * Loads again, and cancels the load under way: also for when `load` reads something else now, as after a new search. What
   * is shown stays until then. Failures are in the state.
   */
  readonly refresh: () => Promise<void>
}

export interface ResourceOptions {
  /**
   * What it belongs to.
   * - `context` (the default): the account, organization and workspace.
   * - `account`: the account. It stays when another organization or workspace becomes active.
   * - `deployment`: it stays whatever becomes active, and is loaded where no account is.
   */
  readonly scope?: 'context' | 'account' | 'deployment'
}

/** @param load reads the data; `signal` is aborted when it is of no use any more */
export type CreateResource = <T>(load: (signal: AbortSignal) => Promise<T>, options?: ResourceOptions) => Resource<T>

interface ResourceNeeds<T> extends ResourceOptions {
  readonly store: SessionStore
  readonly stamps: Stamps
  readonly load: (signal: AbortSignal) => Promise<T>
  /** Whether the client runs: on a server nothing is fetched unless the app requests it. */
  readonly isRunning: () => boolean
  /** Those with listeners, each with what loads it if there is nothing to show, or the data may be old. */
  readonly watched: Set<() => void>
}

const maxLoads = 3
/** Older data is loaded again when it gets a listener, ms. */
const longestAgeMs = 30_000

const empty = { loading: false, data: undefined, error: undefined }
const waiting = { ...empty, loading: true }

export function createResource<T>({ store, stamps, load, isRunning, watched, scope }: ResourceNeeds<T>): Resource<T> {
  const scoped = scope !== 'deployment'
  const epochNow = scope === 'account' ? store.accountEpoch : store.epoch
  const $state = atom<unknown>(empty) as WritableAtom<ResourceState<T>>
  const now = () => $state.value as ResourceState<T>
  let epoch = epochNow()
  /** When the shown data was requested, as a stamp. */
  let askedAt = 0
  /**
   * Why the last load is not tried again yet: its error, until the server has answered something; or the sign-in that was
   * refused, until it differs, as with other roles, or something is changed.
   */
  let hindrance: unknown
  /** Cancels the load under way. */
  let loading: AbortController | undefined

  const isWanted = () => !scoped || store.context()
  /** Whether data requested then may have changed since. */
  const isOld = (since: number) => scoped && (since <= store.machine().freshness.doubtedAt || !stamps.isOfNow(since))

  const signInNow = () => store.container()?.activeSignIn

  const run = async (): Promise<void> => {
    loading?.abort()
    follow()
    if (!isWanted()) return
    loading = new AbortController()
    const { signal } = loading
    for (let loads = 1; ; loads++) {
      const begunAt = stamps.next()
      const signIn = signInNow()
      const result = await load(signal).then(
        (data) => ({ ...empty, data }),
        (error: SessionError) => ({ ...now(), loading: false, error }),
      )
      // During a change, here or in another tab, the server may have answered for the next context already.
      if (scoped) await store.whenQuiet()
      follow()
      // Its owner changed meanwhile, maybe there and back: the data belongs to the old one.
      if (signal.aborted) return
      // A change came in between, so the list may be old. Other tabs may go on changing it, so limit the loads.
      if (isOld(begunAt) && loads < maxLoads) continue
      hindrance = (isForbidden(result.error) && signIn) || result.error
      if (!hindrance) askedAt = begunAt
      $state.set(reuse(now(), result))
      return
    }
  }
  let flight = createSingleFlight(run)

  const wake = () => {
    if (!isRunning() || $state.lc === 0 || flight.isRunning()) return
    if (!isWanted() || (scoped && !store.isCertain())) return
    if (now().data && askedAt && !isOld(askedAt)) return
    if (!now().data) $state.set(waiting)
    void flight.join()
  }

  /** Drops what belongs to another context or account. */
  const follow = () => {
    if (!scoped || epoch === epochNow()) return
    epoch = epochNow()
    askedAt = 0
    hindrance = undefined
    loading?.abort()
    flight = createSingleFlight(run)
    $state.set($state.lc > 0 && isWanted() ? waiting : empty)
  }

  $state.get = () => {
    follow()
    return now()
  }
  let stopFollowing: readonly (() => void)[] = []
  const listen = $state.listen.bind($state)
  $state.listen = (listener) => {
    follow()
    if ($state.lc === 0) {
      watched.add(wake)
      stopFollowing = [
        store.enlist(follow),
        store.onTransition(({ event, answer }) => {
          // An earlier stamp would seem fresh again once the clock has caught up.
          if (event.type === 'clock-set-back') askedAt = 0
          if (answer && (hindrance !== signInNow() || event.type === 'mutation-committed')) hindrance = undefined
          if (!hindrance) wake()
        }),
        () => watched.delete(wake),
      ]
      // Shown again after a while: without listeners it has not followed the changes of others.
      if (stamps.next() - askedAt > longestAgeMs) askedAt = 0
    }
    // Later: a read listens and stops in the same task, and only a lasting listener loads.
    if (!hindrance) queueMicrotask(wake)
    return listen(listener)
  }
  // Called after the last listener has left.
  $state.off = () => {
    for (const stop of stopFollowing) stop()
  }

  return {
    $state,
    refresh() {
      follow()
      if (isWanted()) $state.set({ ...now(), loading: true })
      return flight.restart()
    },
  }
}
