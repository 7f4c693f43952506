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

export interface Resource<T> {
  /** Loads on the first listener; reading does not load. */
  readonly $state: ReadableAtom<ResourceState<T>>
  /** Loads with a request that begins after this call. Failures are in the state. */
  refresh(): Promise<void>
  /** Loads if it has listeners and there is nothing to show, or the data may be old. */
  wake(): void
}

interface ResourceNeeds<T> {
  readonly store: SessionStore
  readonly stamps: Stamps
  readonly load: () => Promise<T>
  /** Whether the client runs: on a server nothing is fetched unless the app requests it. */
  readonly isRunning: () => boolean
  /** Belongs to the context: empty when no account is active, cleared when the context changes. */
  readonly scoped: boolean
}

const maxLoads = 3

const empty = { loading: false, data: undefined, error: undefined }
const waiting = { ...empty, loading: true }

export function createResource<T>({ store, stamps, load, isRunning, scoped }: ResourceNeeds<T>): Resource<T> {
  const $state = atom<unknown>(empty) as WritableAtom<ResourceState<T>>
  const now = () => $state.value as ResourceState<T>
  let epoch = store.epoch()
  /** When the shown data was requested, as a stamp. */
  let askedAt = 0
  /** After a failure, wait until the server has answered something. */
  let mayTry = true

  /** Whether data requested then may have changed since. */
  const isOld = (since: number) => scoped && (since <= store.machine().freshness.doubtedAt || !stamps.isOfNow(since))

  const run = async (): Promise<void> => {
    const begun = store.epoch()
    if (scoped && !store.context()) return
    for (let loads = 1; ; loads++) {
      const begunAt = stamps.next()
      const result = await load().then(
        (data) => ({ loading: false, data, error: undefined }),
        (error: SessionError) => ({ loading: false, data: now().data, error }),
      )
      // The context changed meanwhile, maybe there and back: the data belongs to the old one.
      if (scoped && begun !== store.epoch()) return
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
    if (scoped && !(store.isCertain() && store.context())) return
    if (now().data && !isOld(askedAt)) return
    if (!now().data) $state.set(waiting)
    void flight.join()
  }

  if (scoped) {
    store.enlist(() => {
      if (epoch === store.epoch()) return
      epoch = store.epoch()
      askedAt = 0
      flight = createSingleFlight(run)
      $state.set($state.lc > 0 && store.context() ? waiting : empty)
    })
  }
  store.onTransition(({ event, answer }) => {
    // An earlier stamp would seem fresh again once the clock has caught up.
    if (event.type === 'clock-set-back') askedAt = 0
    if (answer) mayTry = true
    if (mayTry) wake()
  })

  const listen = $state.listen.bind($state)
  $state.listen = (listener) => {
    // Later: a read listens and stops in the same task, and only a lasting listener loads.
    if (mayTry) queueMicrotask(wake)
    return listen(listener)
  }
  return { $state, refresh: () => flight.fresh(), wake }
}
