import { atom, type ReadableAtom } from 'nanostores'
import { callSafely } from '../../call-safely.js'
import type { Client } from '../../client.js'
import type { SessionState } from '../../model/session-state.js'
import { reuse } from '../../model/structural-sharing.js'
import type { Followed, Read } from './declaration.js'

interface LiveStateNeeds<State> {
  readonly client: Client
  readonly read: (session: SessionState, read: Read) => State
  /** Processes changes of the session. */
  readonly notice: () => void
  /** What is read beside the session. It is followed only while there are listeners. */
  readonly follows: readonly Followed[]
  /** Whether to follow the session even without listeners. */
  readonly isHeld: () => boolean
  readonly onFirstWatched: (() => void) | undefined
  readonly wakeAtMs: (() => number | undefined) | undefined
  readonly onWake: (() => void) | undefined
}

export interface LiveState<State> {
  readonly $state: ReadableAtom<State>
  /** Updates the state after a change outside the session. */
  readonly refresh: () => void
}

/** A longer timer fires at once, ms. */
const longestTimerMs = 2 ** 31 - 1

/** A state that follows the session while it has listeners, and is current on each read. */
export function createLiveState<State>(needs: LiveStateNeeds<State>): LiveState<State> {
  const { client, read, notice, follows, isHeld, onFirstWatched, wakeAtMs, onWake } = needs
  const { clock } = client.ports
  let timer: unknown
  let wasWatched = false
  // Start from the client's initial state, which a server rendered: the session may have changed since.
  let state = read(client.initialState, ({ init }) => init as never)
  const $state = atom(state)
  const isWatched = () => $state.lc > 0

  const current = () => {
    notice()
    state = reuse(
      state,
      read(client.$state.get(), ($one) => $one.get()),
    )
    return state
  }

  const refresh = () => {
    const next = current()
    callSafely(() => $state.set(next))
    follow()
    clock.clearTimeout(timer)
    const atMs = isWatched() ? wakeAtMs?.() : undefined
    if (atMs !== undefined) timer = clock.setTimeout(wake, Math.min(Math.max(0, atMs - clock.now()), longestTimerMs))
  }
  const wake = () => {
    onWake?.()
    refresh()
  }

  let unfollow: (() => void) | undefined
  /** Follows the session while there are listeners, or data to drop in time. */
  const follow = () => {
    if (isWatched() || isHeld()) {
      unfollow ??= client.$state.listen(refresh)
    } else {
      unfollow?.()
      unfollow = undefined
    }
  }

  let unwatch: readonly (() => void)[] = []
  const listen = $state.listen.bind($state)
  $state.listen = (listener) => {
    const isFirst = !isWatched()
    const unlisten = listen(listener)
    if (isFirst) {
      unwatch = follows.map(($one) => $one.listen(refresh))
      if (!wasWatched) onFirstWatched?.()
      wasWatched = true
      refresh()
    }
    return () => {
      unlisten()
      if (isWatched()) return
      for (const each of unwatch) each()
      follow()
      clock.clearTimeout(timer)
    }
  }
  $state.get = current

  return { $state, refresh }
}
