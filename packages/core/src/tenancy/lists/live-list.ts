import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { isRefusal, SessionError } from '../../errors.js'
import { type FlowError, flowError } from '../../flows/engine/flow-error.js'
import { recheckMembership } from './recheck-membership.js'

/** What a list shows beside its rows. */
export interface ListView {
  /** Whether it is being loaded; what is shown stays until then. */
  readonly loading: boolean
  /** Why the last load failed, if the server did not refuse it; what is shown may be old. `reload` tries again. */
  readonly loadError: FlowError | undefined
}

/** Rows of the active organization or workspace; see {@link createLiveList}. */
export interface LiveList<T> {
  /** For `follows` of a flow: it is loaded while this has listeners. */
  readonly $state: ReadableAtom<unknown>
  /** Undefined until it was loaded, and after the context changed. */
  readonly data: () => T | undefined
  readonly view: () => ListView
  /** Why the server refuses the list. */
  readonly refusal: () => FlowError | undefined
  /** Loads again, and cancels the load under way. */
  readonly reload: () => Promise<void>
  /** Runs a change of the list, and resolves when the list shows its outcome. */
  readonly change: <Result>(send: () => Promise<Result>) => Promise<Result>
}

/** Older data is loaded again when the page becomes visible, ms. */
const longestAgeMs = 30_000

/** Rows of the active context that stay current while they have listeners. In a hidden tab they wait. */
export function createLiveList<T>(client: Client, load: (signal: AbortSignal) => Promise<T>): LiveList<T> {
  const { clock, page } = client.ports
  let loads = 0
  let askedAtMs = 0
  /** How many calls wait for a load: then it does not wait until the page is visible. */
  let awaiting = 0

  const { $state, refresh } = client.resource(async (signal) => {
    if (awaiting === 0 && data() !== undefined) await untilVisible(signal)
    refuseAborted(signal)
    const beganAtMs = clock.now()
    const number = ++loads
    const rows = await load(signal).catch(async (error: unknown) => {
      await recheckMembership(client, error)
      throw error
    })
    askedAtMs = beganAtMs
    return { rows, number }
  })
  const data = () => $state.get().data?.rows

  const untilVisible = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (page.isVisible()) return resolve()
      const go = () => {
        if (!signal.aborted && !page.isVisible()) return
        stop()
        resolve()
      }
      const stop = page.listen(go)
      signal.addEventListener('abort', go)
    })

  const awaited = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    awaiting++
    try {
      return await work()
    } finally {
      awaiting--
    }
  }
  const reload = () => awaited(refresh)

  const listen = $state.listen.bind($state)
  let unlistenPage: (() => void) | undefined
  $state.listen = (listener) => {
    const unlisten = listen(listener)
    unlistenPage ??= page.listen(() => {
      const { loading, data } = $state.get()
      if (page.isVisible() && data && !loading && clock.now() - askedAtMs > longestAgeMs) void refresh()
    })
    return () => {
      unlisten()
      if ($state.lc > 0) return
      unlistenPage?.()
      unlistenPage = undefined
    }
  }

  /** Resolves when the last load that has begun is over, or the context changed. */
  const settled = () =>
    new Promise<void>((resolve) => {
      const before = { error: $state.get().error, context: client.$contextKey.get() }
      const check = () => {
        const { data, error, loading } = $state.get()
        const isUnderWay = data?.number !== loads && (!error || error === before.error) && (data || loading)
        if (isUnderWay && client.$contextKey.get() === before.context) return
        stop()
        resolve()
      }
      const stop = $state.listen(check)
      check()
    })

  return {
    $state,
    data,
    view() {
      const { loading, error } = $state.get()
      return { loading, loadError: isRefusal(error) || !error ? undefined : flowError(error) }
    },
    refusal() {
      const { error } = $state.get()
      return isRefusal(error) ? flowError(error) : undefined
    },
    reload,
    change: (send) =>
      awaited(async () => {
        const before = loads
        const sending = send()
        await sending.catch((error: unknown) => {
          if (isRefusal(error)) throw error
        })
        // With listeners, the change itself has begun a load.
        await (loads === before ? reload() : settled())
        return sending
      }),
  }
}

/** Throws `aborted`: a load that another one replaced must not count as the last one. */
export function refuseAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new SessionError('aborted', 'Another load replaced it')
}
