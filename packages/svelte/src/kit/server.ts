import type { InitialState } from '@wachter/core'
import {
  type Auth,
  asNavigation,
  authenticateRequest,
  createProtection,
  type WrapperOptions,
  withHeaders,
} from '@wachter/core/server'

/** What `createHandle` takes: the deployment, what is public, and how requests are authenticated. */
export interface HandleOptions extends WrapperOptions {
  readonly publishableKey: string
  /** The visitor's address: `(event) => event.getClientAddress()` where your adapter is told whom to trust. */
  readonly clientIp?: (event: HandledEvent) => string | undefined
}

/** What `event.locals` has after the handle: extend `App.Locals` by it in `app.d.ts`. */
export interface WachterLocals {
  /** Who sent the request. */
  auth: () => Auth
  /** The state for the first frame, for the `load` of the root layout. */
  initialState: InitialState
}

/** The parts of SvelteKit's event that the handle uses. */
interface HandledEvent {
  readonly request: Request
  readonly url: URL
  readonly isDataRequest: boolean
  readonly locals: object
  getClientAddress(): string
}

/** What SvelteKit itself serves to everybody. Not all of `/_app`: remote functions are called below it. */
const frameworkPaths = ['/_app/immutable/*', '/_app/version.json', '/_app/env.js', '/favicon.ico']

type Resolve<E> = (event: E) => Response | Promise<Response>

/**
 * The `handle` of `hooks.server.ts`: finds out who sent a request, protects what is not public, and keeps what it minted in a
 * cookie. A navigation in the page is led to the sign-in page, too.
 *
 * @example
 * ```ts
 * import { createHandle } from '@wachter/svelte/kit/server'
 *
 * export const handle = createHandle({ publishableKey, signInUrl: '/sign-in', publicPaths: ['/', '/blog/*'] })
 * ```
 *
 * @throws {@link SessionError} `invalid-configuration` when a path is malformed
 */
export function createHandle({ signInUrl, publicPaths = [], origin, clientIp, ...options }: HandleOptions) {
  const protect = createProtection({
    signInUrl,
    publicPaths: [...publicPaths, ...frameworkPaths],
    origin,
  })
  return async <E extends HandledEvent>({ event, resolve }: { event: E; resolve: Resolve<E> }): Promise<Response> => {
    const authentication = await authenticateRequest(event.request, { ...options, clientIp: clientIp?.(event) })
    const { request, url, isDataRequest } = event
    // The data of a page is asked for below another address, and is refused as its page is: with a redirect.
    const refusal = protect(isDataRequest ? asNavigation(request, url) : request, authentication)
    if (refusal) return refusal
    const { auth, headers, initialState } = authentication
    const found: WachterLocals = { auth: () => auth, initialState }
    Object.assign(event.locals, found)
    return withHeaders(await resolve(event), headers)
  }
}
