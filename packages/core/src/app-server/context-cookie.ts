import type { Client } from '../client.js'
import { contextOf } from '../model/context.js'
import { contextCookieName, vouchFor } from '../model/context-digest.js'
import type { SessionState } from '../model/session-state.js'

/**
 * Keeps a small cookie with which this browser vouches for its context, so that `authenticateRequest` of a server may use the
 * token it minted earlier, and a page view costs no request. Removed when a change begins and when nobody is signed in;
 * written when a change is committed. It holds two digests, no id and no secret.
 *
 * @returns a function that stops; the cookie goes, too
 *
 * @example
 * ```ts
 * import { createClient, keepContextCookie } from '@wachter/core'
 *
 * const client = createClient({ publishableKey })
 * const stop = keepContextCookie(client)
 * ```
 */
export function keepContextCookie(client: Client): () => void {
  const { cookies } = client.ports
  const name = contextCookieName(client.baseUrl)
  /** What this tab wrote last. Another tab may have removed it: only a change of ours writes again. */
  let written: string | undefined = ''
  const follow = ({ status, container, pending, stale }: SessionState) => {
    const context = contextOf(container)
    const isKnown = status === 'signed-in' || status === 'signed-out'
    if (!isKnown || (stale && pending === undefined)) return
    const word = container && context && pending === undefined ? vouchFor(container, context) : undefined
    // Another tab may have written what held before: it goes however often this tab removed it.
    if (word === undefined) cookies.remove(name)
    else if (word !== written) cookies.set(name, word)
    written = word
  }
  const unlisten = client.$state.subscribe(follow)
  return () => {
    unlisten()
    cookies.remove(name)
  }
}
