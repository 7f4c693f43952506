import { SessionError } from '../errors.js'
import type { InitialState } from '../options.js'
import type { VerifiedToken } from '../verify/verify-token.js'

const brand = Symbol.for('wachter.auth')

interface AuthFunctions {
  /**
   * Returns a token for a call onward, on behalf of the person who sent the request; without a name, of the default template.
   *
   * @throws {@link SessionError} `signed-out`, `template-not-found`, `context-mismatch` when they are in another context by
   * now, and what a request may throw
   */
  readonly getToken: (template?: string) => Promise<string>
  /** The state to render the first frame from: `createClient({ initialState })`. Contains no token. */
  readonly toInitialState: () => InitialState
}

/** Somebody is signed in: their verified claims. */
export interface SignedInAuth extends VerifiedToken, AuthFunctions {
  readonly isSignedIn: true
  readonly error: undefined
}

/** Nobody is signed in, or it could not be found out: then `error` says why, and nothing is granted. */
export interface SignedOutAuth extends AuthFunctions {
  readonly isSignedIn: false
  readonly userId: undefined
  readonly sessionId: undefined
  readonly organizationId: undefined
  readonly workspaceId: undefined
  readonly permissions: VerifiedToken['permissions']
  readonly metadata: undefined
  readonly issuedAtMs: undefined
  readonly expiresAtMs: undefined
  readonly claims: undefined
  readonly has: VerifiedToken['has']
  /** Why a token was not accepted, or the server could not be asked; undefined when nobody is signed in. */
  readonly error: SessionError | undefined
}

/**
 * Who sent a request. Only `authenticateRequest` makes one: nothing that was parsed from a request passes for it.
 *
 * @example
 * ```ts
 * import { type Auth, authenticateRequest } from '@wachter/core/server'
 *
 * const { auth } = await authenticateRequest(request, { publishableKey })
 * const greet = (visitor: Auth) => (visitor.isSignedIn ? `Hello ${visitor.userId}` : 'Hello')
 * console.log(greet(auth))
 * ```
 */
export type Auth = SignedInAuth | SignedOutAuth

const branded = <T extends Auth>(auth: T): T => Object.defineProperty(auth, brand, { value: true })

/**
 * Whether a value is an {@link Auth} that `authenticateRequest` made.
 *
 * @example
 * ```ts
 * import { isAuth } from '@wachter/core/server'
 *
 * const greet = (value: unknown) => (isAuth(value) && value.isSignedIn ? value.userId : 'a stranger')
 * console.log(greet({ isSignedIn: true, userId: '1' }))
 * ```
 */
export const isAuth = (value: unknown): value is Auth =>
  typeof value === 'object' && value !== null && Reflect.get(value, brand) === true

export const signedInAs = (verified: VerifiedToken, functions: AuthFunctions): SignedInAuth =>
  branded({ ...verified, ...functions, isSignedIn: true, error: undefined })

export const signedOut = (error: SessionError | undefined): SignedOutAuth =>
  branded({
    isSignedIn: false,
    userId: undefined,
    sessionId: undefined,
    organizationId: undefined,
    workspaceId: undefined,
    permissions: { organization: [], workspace: [] },
    metadata: undefined,
    issuedAtMs: undefined,
    expiresAtMs: undefined,
    claims: undefined,
    has: () => false,
    error,
    getToken: async () => {
      throw new SessionError('signed-out', 'Nobody is signed in', { cause: error })
    },
    toInitialState: () => ({}),
  })
