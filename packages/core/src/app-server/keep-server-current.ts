import { callSafely } from '../call-safely.js'
import type { Client } from '../client.js'
import { contextOf, sameContext } from '../model/context.js'
import { createScope, type Scope } from '../scope.js'
import { keepContextCookie } from './context-cookie.js'

export interface ServerCurrentOptions {
  /**
   * Renders again what the server has rendered, `router.refresh()` for example. Runs after each change of the context, and again
   * when the API has heard of a sign-out.
   */
  readonly refresh: () => void
  /**
   * The `tokenPath` of `authenticateRequest`. The page posts its tokens there, for a server that the session does not reach.
   * Costs a token every 30 s while the page is visible. Default: none.
   */
  readonly tokenPath?: string | undefined
  /** Posts the tokens. Default: the global `fetch`. */
  readonly fetch?: typeof fetch
}

/**
 * How often to look for a newer token, ms. The client replaces one five seconds before its end, and the server keeps it three
 * seconds longer. Not by the end that the token names: the clock of this machine may be wrong.
 */
const pauseMs = 4_000
const longestPostMs = 10_000

/**
 * Keeps what a server knows and has rendered current with this page: vouches for the context (`keepContextCookie`), has
 * everything rendered again after each change of it, and posts tokens where the session does not reach the server.
 *
 * @returns a function that stops it
 *
 * @example
 * ```ts
 * import { createClient, keepServerCurrent } from '@wachter/core'
 *
 * const client = createClient({ publishableKey })
 * const stop = keepServerCurrent(client, { refresh: () => console.log('render again') })
 * ```
 */
export function keepServerCurrent(client: Client, options: ServerCurrentOptions): () => void {
  const scope = createScope()
  scope.add(keepContextCookie(client))
  const { refresh, tokenPath, fetch } = options
  const post = tokenPath === undefined ? undefined : startPosting(client, scope, tokenPath, fetch)
  const renew = async () => {
    await post?.()
    if (!scope.isClosed()) callSafely(refresh)
  }
  scope.add(client.on('context-changed', renew))
  // The page may have learned of a sign-out before this began.
  const { container: rendered } = client.initialState
  if (rendered && !sameContext(contextOf(rendered), contextOf(client.$state.get().container))) void renew()
  // At a sign-out the context changes before the API is told, which may still answer a server as before.
  scope.add(
    client.$state.listen(({ pending }, previous) => {
      if (previous?.pending === 'sign-out' && pending !== previous.pending) void renew()
    }),
  )
  return scope.close
}

/** Posts the token now and before it ends, while the page is visible. Returns what posts one at once, and never rejects. */
function startPosting(client: Client, scope: Scope, path: string, fetch = globalThis.fetch): () => Promise<void> {
  const { clock, page } = client.ports
  const timer = scope.timer(clock)
  let controller = new AbortController()
  let posted: string | undefined
  let last = Promise.resolve()

  const send = async (signal: AbortSignal): Promise<void> => {
    const token = await client.getToken({ signal })
    if (token === posted) return
    const answer = await fetch(path, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, signal })
    if (answer.ok) posted = token
  }

  /** Replaces the one under way. One after the other: the cookie of an earlier token must not arrive last. */
  const run = (): Promise<void> => {
    controller.abort()
    const own = new AbortController()
    controller = own
    timer.clear()
    last = last.then(async () => {
      if (own.signal.aborted || client.$contextKey.get() === null) return
      const giveUp = clock.setTimeout(() => own.abort(), longestPostMs)
      // The next attempt comes by itself; the state of the client has its own errors.
      await send(own.signal).catch(() => undefined)
      clock.clearTimeout(giveUp)
      if (own === controller && page.isVisible()) timer.set(run, pauseMs)
    })
    return last
  }
  /** Also one that was posted before: the server may have lost it. */
  const post = (): Promise<void> => {
    posted = undefined
    return run()
  }

  scope.add(() => controller.abort())
  scope.add(page.listen((signal) => void (signal === 'visible' && post())))
  post()
  return post
}
