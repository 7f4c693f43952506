import type { InitialState } from '@wachter/core'
import {
  type Auth,
  authenticateRequest,
  createProtection,
  isAuth,
  isPublicPath,
  type ProtectionOptions,
  withHeaders,
} from '@wachter/core/server'

/** The parts of a Nitro event that the guard uses. */
export interface GuardedEvent {
  /** The path as the routers see it, decoded, and the query. */
  readonly path: string
  readonly method: string
  readonly headers: Headers
  readonly context: {
    readonly auth?: Auth
    readonly initialState?: InitialState
    /** There while an answer is made that Nitro keeps for everybody. */
    readonly cache?: unknown
  }
  readonly node: {
    /** A request that is made inside carries the context of the one for which it is made. */
    readonly req: { readonly __unenv__?: { readonly auth?: unknown } | undefined }
    readonly res: {
      appendHeader(name: string, value: string): unknown
      setHeader(name: string, value: string): unknown
    }
  }
  waitUntil(work: Promise<unknown>): void
}

export interface GuardOptions extends ProtectionOptions {
  readonly publishableKey: string
  readonly publicPaths: readonly string[]
  /** `app.baseURL` of Nuxt. */
  readonly baseURL: string
  readonly clientIpHeader: string
  readonly tokenPath: string
  /** Whether a file of the build or of `public/` is at a path below `baseURL`. */
  readonly isAsset: (path: string) => boolean
  /** Whether the platform keeps the answer for everybody. */
  readonly isKept: (event: GuardedEvent) => boolean
  readonly protocolOf: (event: GuardedEvent) => string
  readonly fetch?: typeof fetch
}

/** Nuxt renders an error for a request inside; it refuses one from outside. */
const ownPaths = ['/__nuxt_error', '/favicon.ico']
const payload = /\/_payload\.js(on)?$/
/** A page, and its data, as a file. */
const prerendered = /\.html|\/_payload\.js/
const isPlain = (path: string) => isPublicPath(path, ['/*'])

export function createGuard({ publishableKey, clientIpHeader, tokenPath, fetch, ...options }: GuardOptions) {
  const { signInUrl, publicPaths, baseURL, origin, isAsset, isKept, protocolOf } = options
  const below = (path: string) => (path.startsWith('/') ? (baseURL + path.slice(1)).replace(/(.)\/$/, '$1') : path)
  const protect = createProtection({
    signInUrl: below(signInUrl),
    publicPaths: [...publicPaths, ...ownPaths].map(below),
    origin: origin || undefined,
  })
  const personal = new WeakMap<GuardedEvent, Headers>()
  let nobody: Auth | undefined

  return {
    /** The first handler of every request: refuses it, or finds out who sent it. */
    async handle(event: GuardedEvent): Promise<Response | undefined> {
      const [path = ''] = event.path.split('?')
      const isFile =
        ['GET', 'HEAD'].includes(event.method) &&
        isPlain(path) &&
        path.startsWith(baseURL) &&
        isAsset(path.slice(baseURL.length - 1))
      if (isFile && !prerendered.test(path)) return undefined

      const headers = new Headers(event.headers)
      const caller = event.node.req.__unenv__?.auth
      const isInside = isAuth(caller)
      // A page calls a route while it is rendered, with the headers of its own request: it asks for data all the same.
      if (isInside) headers.set('Sec-Fetch-Mode', 'same-origin')
      const isForAll = isKept(event)
      if (isForAll) for (const name of ['cookie', 'authorization']) headers.delete(name)
      const origin = `${protocolOf(event)}://${headers.get('host') ?? 'localhost'}`
      const request = new Request(addressOf(event, origin), { method: event.method, headers })
      const authentication = await authenticateRequest(request, {
        publishableKey,
        fetch,
        clientIp: (clientIpHeader && headers.get(clientIpHeader)) || undefined,
        tokenPath: tokenPath ? below(tokenPath) : undefined,
        minted: isInside ? await tokenOf(caller) : undefined,
        waitUntil: (work) => event.waitUntil(work),
      })
      const refusal = protect(request, authentication)
      if (refusal) return refusal

      nobody ??= (await authenticateRequest(new Request(origin), { publishableKey, fetch })).auth
      const stranger = nobody
      // What is kept for everybody must not depend on who asked for it.
      Object.defineProperties(event.context, {
        auth: { get: () => (event.context.cache ? stranger : authentication.auth), enumerable: true },
        initialState: {
          get: () => (event.context.cache || isForAll ? {} : authentication.initialState),
          enumerable: true,
        },
      })
      for (const [name, value] of authentication.headers) event.node.res.appendHeader(name, value)
      const isPersonal = authentication.headers.has('Cache-Control')
      if (isPersonal) personal.set(event, authentication.headers)
      return undefined
    },

    /** The last word on an answer: one that calls itself `public` is personal all the same. */
    keepPrivate(event: GuardedEvent, response: { body?: unknown }): void {
      const headers = new Headers(personal.get(event))
      const cacheControl = headers.get('Cache-Control')
      if (cacheControl === null) return
      event.node.res.setHeader('Cache-Control', cacheControl)
      headers.delete('Set-Cookie')
      if (response.body instanceof Response) response.body = withHeaders(response.body, headers)
    },
  }
}

/** The token of whoever is served; null when nobody is signed in, undefined when that is not known. */
const tokenOf = async ({ isSignedIn, error, getToken }: Auth): Promise<string | null | undefined> =>
  isSignedIn || error ? getToken().catch(() => undefined) : null

/**
 * The address as the routers see it; for the data of a page, that of the page. What the URL standard reads otherwise than they
 * do becomes a path that is never public.
 */
function addressOf({ path }: GuardedEvent, origin: string): URL {
  const [seen = '', ...query] = path.split('?')
  const url = new URL(origin)
  url.pathname = seen.replace(payload, '')
  if (isPlain(url.pathname) && !isPlain(seen)) url.pathname = '/%2F'
  url.search = query.join('?')
  return url
}
