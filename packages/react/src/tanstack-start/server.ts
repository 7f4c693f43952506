import {
  createMiddleware,
  createServerOnlyFn,
  getGlobalStartContext,
  type RequestMiddlewareAfterServer,
} from '@tanstack/react-start'
import type { InitialState } from '@wachter/core'
import type { Auth } from '@wachter/core/server'
import { authIn, createRequestHandler, type MiddlewareOptions, type WachterContext } from './start-server.js'

export type { MiddlewareOptions, WachterContext } from './start-server.js'

/**
 * What runs before every page, server route and server function, for `requestMiddleware` of `src/start.ts`: it finds out who
 * sent a request, protects what is not public, and keeps what it minted in a cookie. Who sent it is in the context, as `auth`.
 *
 * @example
 * ```ts
 * import { wachterMiddleware } from '@wachter/react/tanstack-start/server'
 *
 * const authentication = wachterMiddleware({ publishableKey, signInUrl: '/sign-in', publicPaths: ['/', '/blog/*'] })
 * // in `src/start.ts`
 * export const options = () => ({ requestMiddleware: [authentication] })
 * ```
 *
 * @throws {@link SessionError} `invalid-configuration` on the server, when a path is malformed
 */
export const wachterMiddleware = (
  options: MiddlewareOptions,
): RequestMiddlewareAfterServer<object, undefined, WachterContext> =>
  // Start removes this call of `server`, and what only it needs, from what a browser loads.
  createMiddleware().server(createRequestHandler(options))

/**
 * Who sent the request, in server functions and server routes. A loader runs in the browser, too: let it call a server
 * function.
 *
 * @example
 * ```ts
 * import { getAuth } from '@wachter/react/tanstack-start/server'
 *
 * // the handler of a server function
 * const mayWrite = () => getAuth().has({ permission: 'invoices:write' })
 * ```
 *
 * @throws {Error} in a browser, and without `wachterMiddleware`
 */
export const getAuth: () => Auth = createServerOnlyFn(() => authIn(getGlobalStartContext()))

/**
 * The state for the first frame, for the loader of the root route; empty in a browser, where a loader runs again.
 *
 * @example
 * ```ts
 * import { getInitialState } from '@wachter/react/tanstack-start/server'
 *
 * // `createRootRoute({ loader, … })`
 * const loader = () => ({ initialState: getInitialState() })
 * ```
 */
export const getInitialState = (): InitialState => {
  const context: Partial<WachterContext> = getGlobalStartContext() ?? {}
  return context.wachter?.initialState ?? {}
}
