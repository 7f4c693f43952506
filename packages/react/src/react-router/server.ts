import type { InitialState } from '@wachter/core'
import {
  type Auth,
  type Authentication,
  asNavigation,
  authenticateRequest,
  createProtection,
  type WrapperOptions,
  withHeaders,
} from '@wachter/core/server'

/** What `wachterMiddleware` takes: the deployment, what is public, and how requests are authenticated. */
export interface MiddlewareOptions extends WrapperOptions {
  readonly publishableKey: string
  /** The visitor's address, from a header that your platform writes, or from the `context` of your server. */
  readonly clientIp?: (visit: RouterVisit) => string | undefined
}

/** The parts of what React Router gives a middleware that are used here. */
export interface RouterVisit {
  /** As it was sent. */
  readonly request: Request
  /** The address of the page, also when its data is asked for, below another one. */
  readonly url: URL
  /** What React Router keeps for all who answer this request. */
  readonly context: object
}

/** Who sent the request of a context. Held by the context itself: it ends with it, and nothing else leads to it. */
const authentications = new WeakMap<object, Authentication>()

/**
 * The middleware of the root route: finds out who sent a request, protects what is not public, and keeps what it minted in a
 * cookie. A navigation in the page is led to the sign-in page, too, and so is the form of an action.
 *
 * The root route needs a `loader`. A server hears of a navigation in the page only when a loader of the next page runs there.
 *
 * @example
 * ```ts
 * import { wachterMiddleware } from '@wachter/react/react-router/server'
 *
 * export const middleware = [wachterMiddleware({ publishableKey, signInUrl: '/sign-in', publicPaths: ['/', '/blog/*'] })]
 * ```
 *
 * @throws {@link SessionError} `invalid-configuration` when a path is malformed
 */
export function wachterMiddleware({ signInUrl, publicPaths = [], origin, clientIp, ...options }: MiddlewareOptions) {
  const protect = createProtection({ signInUrl, publicPaths, origin })
  return async (visit: RouterVisit, next: () => Promise<Response>): Promise<Response> => {
    const { request, url, context } = visit
    const { method, headers } = request
    const page = new Request(url, { method, headers })
    const authentication = await authenticateRequest(page, { ...options, clientIp: clientIp?.(visit) })
    // The data of a page is asked for below another address, also by the form of an action, and is refused as the page is.
    const isData = new URL(request.url).pathname.endsWith('.data')
    const refusal = protect(isData ? asNavigation(page) : page, authentication)
    if (refusal) return isData ? asRedirect(refusal) : refusal
    authentications.set(context, authentication)
    return withHeaders(await next(), authentication.headers)
  }
}

/**
 * Who sent the request, in loaders, actions and middleware below the root.
 *
 * @example
 * ```ts
 * import { getAuth } from '@wachter/react/react-router/server'
 *
 * export const loader = ({ context }: { context: object }) => ({
 *   mayWrite: getAuth(context).has({ permission: 'invoices:write' }),
 * })
 * ```
 *
 * @throws {Error} where `wachterMiddleware` did not run
 */
export const getAuth = (context: object): Auth => authenticationOf(context).auth

/**
 * The state for the first frame, for the `loader` of the root route, which hands it to `WachterProvider` of
 * `@wachter/react/react-router`.
 *
 * @example
 * ```ts
 * import { getInitialState } from '@wachter/react/react-router/server'
 *
 * export const loader = ({ context }: { context: object }) => ({ initialState: getInitialState(context) })
 * ```
 *
 * @throws {Error} where `wachterMiddleware` did not run
 */
export const getInitialState = (context: object): InitialState => authenticationOf(context).initialState

function authenticationOf(context: object): Authentication {
  const found = authentications.get(context)
  if (found) return found
  throw new Error(
    'Export `middleware = [wachterMiddleware({ … })]` from app/root.tsx, and hand on the `context` of its request',
  )
}

/** With a 307, React Router would send the form of an action to the sign-in page. */
const asRedirect = ({ status, headers, body }: Response): Response =>
  new Response(body, { status: status === 307 ? 302 : status, headers })
