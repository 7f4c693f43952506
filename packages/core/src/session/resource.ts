import { atom, type ReadableAtom, type WritableAtom } from 'nanostores'
import type { SessionError } from '../errors.js'
import { reuse } from '../model/structural-sharing.js'
import { createSingleFlight } from '../single-flight.js'
import type { Stamps } from '../time/stamps.js'
import type { SessionStore } from './store.js'

/** Something loaded beside the session. */
export interface ResourceState<T> {
  readonly loading: boolean
  readonly data: T | undefined
  /** Why the last load failed; cleared by the next success. */
  readonly error: SessionError | undefined
}

export interface Resource<T> {
  /** Loads when first listened to; a mere read does not. */
  readonly $state: ReadableAtom<ResourceState<T>>
  /** Loads, by a request that begins after this call. Failures are in the state. */
  refresh(): Promise<void>
  /** Loads when it is listened to and there is nothing to show, or what is shown may be old. */
  wake(): void
}

interface ResourceNeeds<T> {
  readonly store: SessionStore
  readonly stamps: Stamps
  readonly load: () => Promise<T>
  /** Whether the client runs: on a server nothing is fetched behind the app's back. */
  readonly isRunning: () => boolean
  /** Belongs to the context: empty when no account is active, gone when the context changes. */
  readonly scoped: boolean
}

const maxLoads = 3

const empty = { loading: false, data: undefined, error: undefined }
const waiting = { ...empty, loading: true }

export function createResource<T>({ store, stamps, load, isRunning, scoped }: ResourceNeeds<T>): Resource<T> {
  const $state = atom<unknown>(empty) as WritableAtom<ResourceState<T>>
  const now = () => $state.value as ResourceState<T>
  let epoch = store.epoch()
  /** When what is shown was asked for, as a stamp. */
  let askedAt = 0
  /** After a failure the server has to answer something first. */
  let mayTry = true

  /** What is shown was asked for before something may have changed. */
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
      // Another context by now, or again: what came belongs to the old one.
      if (scoped && begun !== store.epoch()) return
      // A change came in between: it may be the list of before. Other tabs may go on changing it, so not for ever.
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
    // A stamp of before would seem fresh again once the clock has caught up.
    if (event.type === 'clock-set-back') askedAt = 0
    if (answer) mayTry = true
    if (mayTry) wake()
  })

  const listen = $state.listen.bind($state)
  $state.listen = (listener) => {
    // Later, when a mere read has stopped listening again: only a listener asks the server.
    if (mayTry) queueMicrotask(wake)
    return listen(listener)
  }
  return { $state, refresh: () => flight.fresh(), wake }
}
