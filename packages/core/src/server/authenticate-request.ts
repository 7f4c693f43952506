import { isSessionError, SessionError } from '../errors.js'
import { contextCookieName } from '../model/context-digest.js'
import { addressOf, type DeploymentAddress, type InitialState } from '../options.js'
import { storageScope } from '../url.js'
import { type Auth, signedInAs, signedOut } from './auth.js'
import { cookie, fittingCookies } from './cookies.js'
import { stateFor, stateOfNobody } from './first-frame.js'
import { identify } from './identity.js'
import { devSessionCookieNames, sourcesOf, tokenCookieName } from './sources.js'
import { type AuthenticateOptions, createVisit } from './visit.js'

/** Who sent a request, and what its answer needs. */
export interface Authentication {
  readonly auth: Auth
  /** The state to render the first frame from; empty when the page has to load it by itself. */
  readonly initialState: InitialState
  /** To be set on the answer: renewed cookies, and `Cache-Control` and `Vary` where it is personal. */
  readonly headers: Headers
  /** Answer with a redirect to this path: a staging session was in the address, and is in a cookie now. */
  readonly redirect: string | undefined
  /** A page has posted its token to `tokenPath`, and it was kept: answer with 204. */
  readonly isPost: boolean
  /**
   * A `Set-Cookie` for an answer that leads to a hosted page, which cannot do it: what the browser says of a sign-out is over,
   * or whoever signs in there would be led there again.
   */
  readonly onLeave: string | undefined
}

/**
 * Finds out who sent a request, on any server: Node, Bun, Deno, Workers. Trusts, in this order: a bearer token; the token
 * that it minted earlier, if the browser vouches that its context is still the same (`keepContextCookie`); a token that it
 * mints now. In the steady state a page view costs no request.
 *
 * It never rejects because of what a request contains, nor because the API fails: then nobody is signed in, and
 * `auth.error` says why.
 *
 * @example
 * ```ts
 * import { authenticateRequest } from '@wachter/core/server'
 *
 * const { auth, headers } = await authenticateRequest(request, { publishableKey })
 * const body = auth.isSignedIn ? `Hello ${auth.userId}` : 'Please sign in'
 * const response = new Response(body, { headers })
 * ```
 *
 * @throws {@link SessionError} `invalid-configuration` when the key or address is malformed
 * @see PROTOCOL.md §1.2, §1.3, §1.5, §1.7, §5.1
 */
export async function authenticateRequest(
  request: Request,
  options: DeploymentAddress & AuthenticateOptions,
): Promise<Authentication> {
  const address = addressOf(options)
  const sources = sourcesOf(request, address)
  const headers = new Headers({ Vary: 'Cookie, Authorization' })
  const isPersonal = [sources.bearer, sources.cached, sources.session].some((source) => source !== undefined)
  if (isPersonal) headers.set('Cache-Control', 'private, no-store')
  const scope = storageScope(address.baseUrl)
  const keepDevSession = (token: string) => {
    const names = devSessionCookieNames(scope)
    headers.append('Set-Cookie', cookie(names.token, token))
    headers.append('Set-Cookie', cookie(names.updatedAt, String(Date.now())))
  }
  const setToken = (token: string, maxAgeSeconds: number) =>
    headers.append('Set-Cookie', cookie(tokenCookieName(scope), token, { httpOnly: true, maxAgeSeconds }))
  const keepToken = (token: string, maxAgeSeconds: number) => maxAgeSeconds > 0 && setToken(token, maxAgeSeconds)
  const forgetToken = () => setToken('', 0)
  const { signedOutForMs } = sources
  const isLongGone = signedOutForMs !== undefined && signedOutForMs >= longestRequestMs
  const nobody = (initialState: InitialState, error?: SessionError, redirect?: string): Authentication => ({
    auth: signedOut(error),
    initialState,
    headers,
    redirect,
    isPost: false,
    onLeave: isLongGone ? cookie(contextCookieName(address.baseUrl), '', { maxAgeSeconds: 0 }) : undefined,
  })

  if (sources.handedOver && ['GET', 'HEAD'].includes(request.method)) {
    keepDevSession(sources.handedOver.token)
    forgetToken()
    return nobody({}, undefined, sources.handedOver.cleanUrl)
  }

  const visit = createVisit(address, sources, options)
  const report = options.onError ?? ((error) => console.error(error))
  try {
    const identity = await identify(visit)
    const { minted, renewed } = identity
    if (minted) keepToken(minted.token, lifeSeconds(minted.expires))
    if (renewed?.devSession) keepDevSession(renewed.devSession)
    const { hostname } = new URL(request.url)
    for (const text of fittingCookies(renewed?.setCookies ?? [], new URL(address.baseUrl).hostname, hostname)) {
      headers.append('Set-Cookie', text)
    }
    const isPost = isTokenPost(request, options.tokenPath) && sources.bearer !== undefined
    if (isPost) keepToken(identity.token, lifeSeconds(identity.verified.expiresAtMs))
    const initialState = await stateFor(visit, identity.verified)
    const auth = signedInAs(identity.verified, {
      getToken: (template) => visit.tokenOnward(identity, template),
      toInitialState: () => initialState,
    })
    return { auth, initialState, headers, redirect: undefined, isPost, onLeave: undefined }
  } catch (cause) {
    const error = isSessionError(cause)
      ? cause
      : new SessionError('unexpected', 'The request could not be read', { cause })
    // A posted token is not ours to take away: this answer may arrive after that of the next post. It ends soon.
    const isOurs = options.tokenPath === undefined || signedOutForMs !== undefined
    if (sources.cached !== undefined && isOurs) forgetToken()
    if (error.code === 'signed-out') return nobody(options.loadState === false ? {} : stateOfNobody(sources))
    if (!['token-invalid', 'token-expired'].includes(error.code)) report(error)
    return nobody({}, error)
  }
}

/** The request of a sign-out is over after this, ms. */
const longestRequestMs = 15_000

/** How long a cookie keeps a token (PROTOCOL.md §1.5). */
const lifeSeconds = (expiresMs: number): number => Math.floor((expiresMs - Date.now()) / 1_000) - 2

/** From a page of this origin: another site must not sign its visitors in as somebody here. */
const isTokenPost = ({ method, url, headers }: Request, tokenPath: string | undefined): boolean =>
  tokenPath !== undefined &&
  method === 'POST' &&
  new URL(url).pathname === tokenPath &&
  ['same-origin', null].includes(headers.get('Sec-Fetch-Site'))
