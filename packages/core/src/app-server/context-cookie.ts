import type { Client } from '../client.js'
import { contextOf } from '../model/context.js'
import { contextCookieName, signedOutForMs, signedOutWord, vouchFor } from '../model/context-digest.js'
import type { SessionState } from '../model/session-state.js'

/**
 * Keeps a small cookie with which this browser vouches for its context, so that `authenticateRequest` of a server may use the
 * token it minted earlier, and a page view costs no request. Removed when a change begins and when nobody is signed in;
 * written when a change is committed. From a sign-out until the API has heard of it, it says that: the server answers as the
 * page does. It holds two digests, no id and no secret.
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
  const { cookies, clock } = client.ports
  const name = contextCookieName(client.baseUrl)
  const saysLeft = (word: string | undefined) => signedOutForMs(word, clock.now()) !== undefined
  /** What this tab wrote last. Another tab may have removed it: only a change of ours writes again. */
  let written: string | undefined = ''
  const follow = ({ status, container, pending, stale }: SessionState) => {
    const context = contextOf(container)
    const isKnown = status === 'signed-in' || status === 'signed-out'
    if (!isKnown || (stale && pending === undefined)) return
    if (pending === 'sign-out' && !context) {
      written = signedOutWord(clock.now())
      cookies.set(name, written)
      return
    }
    const word = container && context && pending === undefined ? vouchFor(container, context) : undefined
    if (word !== undefined && word !== written) cookies.set(name, word)
    // Another tab may have written what held before: it goes however often this tab removed it. Another tab's sign-out stays,
    // until that tab knows that the API has heard of it.
    if (word === undefined && (saysLeft(written) || !saysLeft(cookies.get(name)))) cookies.remove(name)
    written = word
  }
  const unlisten = client.$state.subscribe(follow)
  return () => {
    unlisten()
    if (!saysLeft(cookies.get(name))) cookies.remove(name)
  }
}
