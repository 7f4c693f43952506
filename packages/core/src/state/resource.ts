import { atom, type ReadableAtom, type WritableAtom } from 'nanostores'
import type { SessionError } from '../errors.js'
import { reuse } from '../model/structural-sharing.js'
import { guarded, type SessionStore } from './session-store.js'

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
  /** Loads, whether or not it was loaded before. Failures are in the state. */
  refresh(): Promise<void>
  /** Loads when somebody listens and there is nothing to show. */
  wake(): void
}

interface ResourceNeeds<T> {
  readonly store: SessionStore
  readonly load: () => Promise<T>
  /** Whether the client runs: on a server nothing is fetched behind anyone's back. */
  readonly isRunning: () => boolean
  /** Belongs to the context: empty when nobody is signed in, gone when the context changes. */
  readonly scoped: boolean
}

const emptyResource = { loading: false, data: undefined, error: undefined }
const waiting = { ...emptyResource, loading: true }

export function createResource<T>({ store, load, isRunning, scoped }: ResourceNeeds<T>): Resource<T> {
  const $state = guarded(atom<unknown>(emptyResource)) as WritableAtom<ResourceState<T>>
  const now = () => $state.value as ResourceState<T>
  let flight: Promise<void> | undefined
  let epoch = store.epoch()

  const request = async (): Promise<void> => {
    const begun = store.epoch()
    if (!now().data) $state.set(waiting)
    const result = await load().then(
      (data) => ({ loading: false, data, error: undefined }),
      (error: SessionError) => ({ loading: false, data: now().data, error }),
    )
    // Another context by now: what came belongs to the old one.
    if (!scoped || begun === store.epoch()) $state.set(reuse(now(), result))
  }

  const refresh = async (): Promise<void> => {
    if (scoped && (!store.context() || store.machine().state.pending)) return
    flight ??= request()
    const mine = flight
    await mine
    if (flight === mine) flight = undefined
  }

  const wake = () => {
    if (isRunning() && $state.lc > 0 && !now().data) void refresh()
  }

  if (scoped) {
    store.enlist(() => {
      if (epoch === store.epoch()) return
      epoch = store.epoch()
      flight = undefined
      $state.set($state.lc > 0 && store.context() ? waiting : emptyResource)
    })
  }
  store.onTransition(({ event }) => {
    // Once the server answers again what failed may be tried again; and a change may have changed this too.
    if (scoped && event.type === 'mutation-committed' && isRunning() && $state.lc > 0) void refresh()
    else if ('raw' in event || !now().error) wake()
  })

  const listen = $state.listen.bind($state)
  $state.listen = (listener) => {
    // Later, when a mere read has stopped listening again: only a listener asks the server.
    if (!now().error) queueMicrotask(wake)
    return listen(listener)
  }
  return { $state, refresh, wake }
}
