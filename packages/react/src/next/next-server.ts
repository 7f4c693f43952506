import type { InitialState, SessionError, User } from '@wachter/core'
import {
  type Auth,
  type Authentication,
  authenticateRequest,
  createProtection,
  isPublicPath,
  type TokenDemand,
  type WrapperOptions,
} from '@wachter/core/server'

/** What a proxy takes: what is public, and how requests are authenticated. */
export interface ProxyOptions extends WrapperOptions {
  /** The visitor's address, from a header that your platform writes: see `clientIp` of `authenticateRequest`. */
  readonly clientIp?: (request: Request) => string | undefined
  /** What everybody must be allowed beyond the public paths, besides being signed in. */
  readonly demand?: TokenDemand
}

/** Handles a request before a page or a route does. */
export type RequestProxy = (request: Request) => Promise<Response>

/** The parts of Next that a server uses. */
export interface NextParts {
  /** `headers` of `next/headers`. */
  readonly headers: () => Promise<Pick<Headers, 'get'>>
  /** `NextResponse.next` of `next/server`. */
  readonly next: (init: { readonly request: { readonly headers: Headers } }) => Response
  /** `cache` of React: one result for all who ask while one request is answered. */
  readonly memoize: <T>(work: () => Promise<T>) => () => Promise<T>
  readonly publishableKey: () => string | undefined
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch
}

export interface NextServer {
  readonly auth: () => Promise<Auth>
  readonly currentUser: () => Promise<User | null | undefined>
  readonly getInitialState: () => Promise<InitialState>
  readonly proxy: (options: ProxyOptions) => RequestProxy
}

/** The files of a build, and the icon. */
const ownPaths = ['/_next/static/*', '/_next/image', '/favicon.ico']

/**
 * Carries the token from the proxy to the page, or that there is none. Whoever else sends it gains nothing: the token is
 * verified.
 */
export const tokenHeader = 'x-wachter-token'
const noToken = 'none'
/** Carries the visitor's address, which counts beside a token only. */
const addressHeader = 'x-wachter-client-ip'

export function createNextServer({ headers, next, memoize, publishableKey, fetch }: NextParts): NextServer {
  const key = (): string => {
    const given = publishableKey()
    if (given) return given
    throw new Error(
      'Set NEXT_PUBLIC_WACHTER_PUBLISHABLE_KEY in .env.local: the key of the dashboard, or of the emulator',
    )
  }

  const authentication = memoize(async (): Promise<Authentication> => {
    const list = await headers()
    const sent = new Headers()
    for (const name of ['cookie', 'authorization']) {
      const value = list.get(name)
      if (value !== null) sent.set(name, value)
    }
    // A page knows no address of its own; nothing here depends on it.
    const request = new Request('http://page.invalid/', { headers: sent })
    const passedOn = list.get(tokenHeader) ?? undefined
    const minted = passedOn === noToken ? null : passedOn
    const clientIp = minted === undefined ? undefined : (list.get(addressHeader) ?? undefined)
    return authenticateRequest(request, { publishableKey: key(), minted, clientIp, fetch })
  })

  return {
    auth: async () => (await authentication()).auth,
    async currentUser() {
      const { auth, initialState } = await authentication()
      return auth.isSignedIn ? initialState.container?.activeSignIn?.user : null
    },
    getInitialState: async () => (await authentication()).initialState,
    proxy({ signInUrl, publicPaths = [], origin, demand, clientIp, ...options }) {
      const protect = createProtection({ signInUrl, publicPaths, origin: origin || undefined })
      return async (request) => {
        const passedOn = new Headers(request.headers)
        for (const name of [tokenHeader, addressHeader]) passedOn.delete(name)
        // What Next itself serves is the same for everybody, and needs no token.
        if (isPublicPath(new URL(request.url).pathname, ownPaths)) return next({ request: { headers: passedOn } })
        const address = clientIp?.(request)
        const settled = await authenticateRequest(request, {
          publishableKey: key(),
          fetch,
          ...options,
          clientIp: address,
          loadState: false,
        })
        const refusal = protect(request, settled, demand)
        if (refusal) {
          const target = refusal.headers.get('Location')
          // Next takes no relative one from a proxy.
          if (target) refusal.headers.set('Location', new URL(target, request.url).href)
          return refusal
        }
        const { auth } = settled
        const token = auth.isSignedIn ? await auth.getToken().catch((_: SessionError) => undefined) : undefined
        if (token) passedOn.set(tokenHeader, token)
        else if (!auth.isSignedIn && !auth.error) passedOn.set(tokenHeader, noToken)
        if (address) passedOn.set(addressHeader, address)
        const response = next({ request: { headers: passedOn } })
        for (const [name, value] of settled.headers) response.headers.append(name, value)
        return response
      }
    },
  }
}
