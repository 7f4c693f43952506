import type { InitialState } from '@wachter/core'
import {
  type Auth,
  authenticateRequest,
  createProtection,
  isAuth,
  type WrapperOptions,
  withHeaders,
} from '@wachter/core/server'

/** What the middleware takes: the deployment, what is public, and how requests are authenticated. */
export interface MiddlewareOptions extends WrapperOptions {
  readonly publishableKey: string
  /** The visitor's address, from a header that your platform writes: see `clientIp` of `authenticateRequest`. */
  readonly clientIp?: (request: Request) => string | undefined
  /**
   * The server functions that strangers may call, for public pages. All others are refused with 401, whatever `publicPaths`
   * says: a server function has an address of its own.
   */
  readonly publicServerFunctions?: readonly { readonly url: string }[]
}

/** What the middleware adds to the context of Start. */
export interface WachterContext {
  /** Who sent the request. */
  readonly auth: Auth
  readonly wachter: {
    /** The state for the first frame. */
    readonly initialState: InitialState
    /** The origin of the app. */
    readonly origin: string
  }
}

interface HandledRequest {
  readonly request: Request
  /** What the framework takes the address for. */
  readonly handlerType: 'serverFn' | 'router'
  readonly next: (options: { readonly context: WachterContext }) => Promise<{ readonly response: Response }>
}

export function createRequestHandler(settings: MiddlewareOptions) {
  const { signInUrl, publicPaths = [], origin, clientIp, publicServerFunctions = [], ...options } = settings
  const protectPages = createProtection({ signInUrl, publicPaths: [...publicPaths, '/favicon.ico'], origin })
  const protectFunctions = createProtection({
    signInUrl,
    publicPaths: publicServerFunctions.map(({ url }) => url),
    origin,
  })
  return async ({ request, handlerType, next }: HandledRequest): Promise<Response> => {
    const authentication = await authenticateRequest(request, { ...options, clientIp: clientIp?.(request) })
    const protect = handlerType === 'serverFn' ? protectFunctions : protectPages
    const refusal = protect(request, authentication)
    // Not returned: a server function would resolve with it.
    if (refusal) throw refusal
    const { auth, headers, initialState } = authentication
    const wachter = { initialState, origin: origin ?? new URL(request.url).origin }
    const { response } = await next({ context: { auth, wachter } })
    // A redirect that the router has yet to resolve is known by its `options`.
    return Object.assign(withHeaders(response, headers), 'options' in response && { options: response.options })
  }
}

/** @throws {Error} when the middleware did not run */
export function authIn(context: object | undefined): Auth {
  const auth: unknown = context && Reflect.get(context, 'auth')
  if (isAuth(auth)) return auth
  throw new Error('getAuth() needs wachterMiddleware() in src/start.ts')
}
