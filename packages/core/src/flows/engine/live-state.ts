import { atom, type ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import type { SessionState } from '../../model/session-state.js'
import { reuse } from '../../model/structural-sharing.js'

interface LiveStateNeeds<State> {
  readonly client: Client
  readonly read: (session: SessionState) => State
  /** Takes note of what has changed in the session. */
  readonly notice: () => void
  /** Whether the session is to be followed although nobody listens. */
  readonly isHeld: () => boolean
  readonly onFirstWatched: (() => void) | undefined
  readonly wakeAtMs: (() => number | undefined) | undefined
  readonly onWake: (() => void) | undefined
}

export interface LiveState<State> {
  readonly $state: ReadableAtom<State>
  /** Shows what has changed beside the session. */
  readonly refresh: () => void
}

/** A longer one fires at once. */
const longestTimerMs = 2 ** 31 - 1

/** A state that follows the session while somebody listens, and is as of now whenever it is read. */
export function createLiveState<State>(needs: LiveStateNeeds<State>): LiveState<State> {
  const { client, read, notice, isHeld, onFirstWatched, wakeAtMs, onWake } = needs
  const { clock } = client.ports
  let timer: unknown
  let wasWatched = false
  // It begins where the client began, which is what a server has rendered: by now it may have moved on.
  let state = read(client.initialState)
  const $state = atom(state)
  const isWatched = () => $state.lc > 0

  const refresh = () => {
    notice()
    state = reuse(state, read(client.$state.get()))
    $state.set(state)
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
  /** Follows the session as long as there is something to show or to let go of. */
  const follow = () => {
    if (isWatched() || isHeld()) {
      unfollow ??= client.$state.listen(refresh)
    } else {
      unfollow?.()
      unfollow = undefined
    }
  }

  const listen = $state.listen.bind($state)
  $state.listen = (listener) => {
    const isFirst = !isWatched()
    const unlisten = listen(listener)
    if (isFirst) {
      if (!wasWatched) onFirstWatched?.()
      wasWatched = true
      refresh()
    }
    return () => {
      unlisten()
      if (isWatched()) return
      follow()
      clock.clearTimeout(timer)
    }
  }
  $state.get = () => {
    notice()
    if (!isWatched()) state = reuse(state, read(client.$state.get()))
    return state
  }

  return { $state, refresh }
}
