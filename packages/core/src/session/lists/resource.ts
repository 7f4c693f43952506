import { atom, type ReadableAtom, type WritableAtom } from 'nanostores'
import type { SessionError } from '../../errors.js'
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

/** Data beside the session that belongs to the present account, organization and workspace; see `client.resource`. */
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
  /** What it belongs to. Default: the context. Data of the deployment stays when the context changes. */
  readonly scope?: 'context' | 'deployment'
}

/** @param load reads the data; `signal` is aborted when it is of no use any more */
export type CreateResource = <T>(load: (signal: AbortSignal) => Promise<T>, options?: ResourceOptions) => Resource<T>

interface ResourceNeeds<T> {
  readonly store: SessionStore
  readonly stamps: Stamps
  readonly load: (signal: AbortSignal) => Promise<T>
  /** Whether the client runs: on a server nothing is fetched unless the app requests it. */
  readonly isRunning: () => boolean
  /** Those with listeners, each with what loads it if there is nothing to show, or the data may be old. */
  readonly watched: Set<() => void>
  /** Belongs to the context: empty when no account is active, cleared when the context changes. */
  readonly scoped: boolean
}

const maxLoads = 3
/** Older data is loaded again when it gets a listener, ms. */
const longestAgeMs = 30_000

const empty = { loading: false, data: undefined, error: undefined }
const waiting = { ...empty, loading: true }

export function createResource<T>({ store, stamps, load, isRunning, watched, scoped }: ResourceNeeds<T>): Resource<T> {
  const $state = atom<unknown>(empty) as WritableAtom<ResourceState<T>>
  const now = () => $state.value as ResourceState<T>
  let epoch = store.epoch()
  /** When the shown data was requested, as a stamp. */
  let askedAt = 0
  /** After a failure, wait until the server has answered something. */
  let mayTry = true
  /** Cancels the load under way. */
  let loading: AbortController | undefined

  const isWanted = () => !scoped || store.context() !== undefined
  /** Whether data requested then may have changed since. */
  const isOld = (since: number) => scoped && (since <= store.machine().freshness.doubtedAt || !stamps.isOfNow(since))

  const run = async (): Promise<void> => {
    loading?.abort()
    follow()
    if (!isWanted()) return
    loading = new AbortController()
    const { signal } = loading
    for (let loads = 1; ; loads++) {
      const begunAt = stamps.next()
      const result = await load(signal).then(
        (data) => ({ loading: false, data, error: undefined }),
        (error: SessionError) => ({ loading: false, data: now().data, error }),
      )
      // During a change, here or in another tab, the server may have answered for the next context already.
      if (scoped) await store.whenQuiet()
      follow()
      // The context changed meanwhile, maybe there and back: the data belongs to the old one.
      if (signal.aborted) return
      // A change came in between, so the list may be old. Other tabs may go on changing it, so limit the loads.
      if (!result.error && isOld(begunAt) && loads < maxLoads) continue
      mayTry = !result.error
      if (mayTry) askedAt = begunAt
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

  /** Drops what belongs to another context. */
  const follow = () => {
    if (!scoped || epoch === store.epoch()) return
    epoch = store.epoch()
    askedAt = 0
    mayTry = true
    loading?.abort()
    flight = createSingleFlight(run)
    $state.set($state.lc > 0 && isWanted() ? waiting : empty)
  }
  const watch = () => {
    watched.add(wake)
    const undo = [
      store.enlist(follow),
      store.onTransition(({ event, answer }) => {
        // An earlier stamp would seem fresh again once the clock has caught up.
        if (event.type === 'clock-set-back') askedAt = 0
        if (answer) mayTry = true
        if (mayTry) wake()
      }),
      () => watched.delete(wake),
    ]
    return () => {
      for (const each of undo) each()
    }
  }
  let unwatch: (() => void) | undefined

  $state.get = () => {
    follow()
    return now()
  }
  const listen = $state.listen.bind($state)
  $state.listen = (listener) => {
    follow()
    unwatch ??= watch()
    // Shown again after a while: without listeners it has not followed the changes of others.
    if ($state.lc === 0 && stamps.next() - askedAt > longestAgeMs) askedAt = 0
    // Later: a read listens and stops in the same task, and only a lasting listener loads.
    if (mayTry) queueMicrotask(wake)
    const unlisten = listen(listener)
    return () => {
      unlisten()
      if ($state.lc > 0) return
      unwatch?.()
      unwatch = undefined
    }
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
