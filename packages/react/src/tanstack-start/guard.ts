import type { Client } from '@wachter/core'
import type { WachterContext } from './start-server.js'

/** What a guard is told of a navigation. */
export interface Navigation {
  /** The context of the router: in a browser `WachterProvider` adds its client. */
  readonly context: object
  readonly location: {
    /** Path, query and hash, as the browser shows them. */
    readonly publicHref: string
  }
}

/** Of the router's context. */
export interface ClientContext {
  readonly wachterClient?: Client
}

/**
 * Where a stranger is led instead of a page; undefined when the page may be shown.
 *
 * @param serverContext of Start; undefined in a browser
 * @throws {@link SessionError} when it is not known who asks
 */
export async function signInInstead(
  signInUrl: string,
  { context, location }: Navigation,
  serverContext: Partial<WachterContext> | undefined,
): Promise<string | undefined> {
  if (serverContext) {
    const { auth, wachter } = serverContext
    if (!auth || !wachter) throw new Error('requireSignIn() needs wachterMiddleware() in src/start.ts')
    if (auth.isSignedIn) return undefined
    // Somebody who is signed in would be led back, and ask again.
    if (auth.error?.retryable) throw auth.error
    return signInPage(signInUrl, location, wachter.origin)
  }
  const { wachterClient }: ClientContext = context
  // Without a client it is the first page, and the server has decided.
  if (!wachterClient || (await wachterClient.ready())) return undefined
  return signInPage(signInUrl, location, globalThis.location.origin)
}

function signInPage(signInUrl: string, { publicHref }: Navigation['location'], origin: string): string {
  const target = new URL(signInUrl, origin)
  // A path with two slashes before it would lead to another host.
  target.searchParams.set('redirect_uri', new URL(publicHref.replace(/^\/+/, '/'), origin).href)
  return target.origin === origin ? target.pathname + target.search : target.href
}
