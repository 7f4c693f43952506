import { SessionError } from '../errors.js'
import type { TokenDemand } from '../model/permissions.js'
import { isAuth } from './auth.js'
import type { Authentication } from './authenticate-request.js'
import { isPublicPath } from './public-paths.js'
import type { AuthenticateOptions } from './visit.js'

/** How an app is protected. */
export interface ProtectionOptions {
  /** Where people sign in: a path of the app, or the address of a hosted page. It is public by itself. */
  readonly signInUrl: string
  /**
   * What strangers may see: `/pricing` for itself, `/blog/*` for everything below, too. Everything else is protected. List
   * what the framework serves, too: `/assets/*`, `/favicon.ico`.
   */
  readonly publicPaths?: readonly string[]
  /** The origin of the app, `https://app.example.com`, where `request.url` does not have it, behind a proxy. */
  readonly origin?: string | undefined
}

/** What every wrapper of a framework takes; each has a `clientIp` of its own. */
export interface WrapperOptions
  extends ProtectionOptions,
    Omit<AuthenticateOptions, 'clientIp' | 'loadState' | 'minted'> {}

/**
 * Answers a request that may not pass, or returns undefined. A page leads strangers to the sign-in page and back; data is
 * answered with 401, or 403 when somebody is signed in who may not, or 503 when the API could
 * not be asked.
 *
 * @param demand what they must be allowed, besides being signed in
 */
export type Protect = (request: Request, authentication: Authentication, demand?: TokenDemand) => Response | undefined

/**
 * Protects everything that is not listed as public. Fails closed: what cannot be told is refused.
 *
 * @example
 * ```ts
 * import { authenticateRequest, createProtection } from '@wachter/core/server'
 *
 * const protect = createProtection({ signInUrl: '/sign-in', publicPaths: ['/', '/blog/*'] })
 * const handle = async (incoming: Request, next: () => Promise<Response>) => {
 *   const authentication = await authenticateRequest(incoming, { publishableKey })
 *   return protect(incoming, authentication) ?? next()
 * }
 * ```
 *
 * @throws {@link SessionError} `invalid-configuration` when a path or an address is malformed
 */
export function createProtection({ signInUrl, publicPaths = [], origin }: ProtectionOptions): Protect {
  const malformed = publicPaths.find((path) => !/^\/[^*?#]*(\/\*)?$|^\/\*$/.test(path))
  if (malformed !== undefined) {
    throw new SessionError('invalid-configuration', `A public path looks like /pricing or /blog/*, not ${malformed}`)
  }
  const isOwnPage = /^\/(?![/\\])/.test(signInUrl)
  if (!isOwnPage && !/^https?:\/\/[^/]/.test(signInUrl)) {
    throw new SessionError('invalid-configuration', 'signInUrl is a path of the app, or starts with https://')
  }
  const open = isOwnPage ? [...publicPaths, signInUrl.replace(/[?#].*/s, '')] : publicPaths

  return (request, { auth, headers, redirect, isPost, onLeave }, demand) => {
    const url = new URL(request.url)
    const answer = (status: number, extras: Record<string, string>, body: string | null = null) => {
      const all = new Headers(headers)
      for (const [name, value] of Object.entries(extras)) all.set(name, value)
      return new Response(body, { status, headers: all })
    }
    if (redirect !== undefined) return answer(307, { Location: redirect })
    if (isPost) return answer(204, {})
    if (!demand && isPublicPath(url.pathname, open)) return undefined
    // Only what `authenticateRequest` made counts: not what an app parsed from a header.
    const isSignedIn = isAuth(auth) && auth.isSignedIn
    if (isSignedIn && (!demand || auth.has(demand))) return undefined
    const personal = { 'Cache-Control': 'private, no-store' }
    if (isAuth(auth) && !isSignedIn && auth.error?.retryable) {
      // Nobody knows who sent the request. Not led to sign in: somebody who is signed in would be led back, and ask again.
      const asText = isDocument(request)
      return answer(
        503,
        { ...personal, 'Retry-After': '5', 'Content-Type': asText ? 'text/plain' : 'application/json' },
        asText ? 'Signing in does not work at the moment. Please try again.' : JSON.stringify({ error: 'unavailable' }),
      )
    }
    if (!isSignedIn && isDocument(request)) {
      // Not resolved against the origin: a path with two slashes before it would lead to another host.
      const back = new URL(origin ?? url.origin)
      back.pathname = url.pathname
      back.search = url.search
      back.searchParams.delete('__dev_session__')
      const target = new URL(signInUrl, back)
      target.searchParams.set('redirect_uri', back.href)
      if (isOwnPage) return answer(307, { ...personal, Location: target.pathname + target.search })
      const leading = answer(307, { ...personal, Location: target.href })
      if (onLeave !== undefined) leading.headers.append('Set-Cookie', onLeave)
      return leading
    }
    const [status, code] = isSignedIn ? [403, 'forbidden'] : [401, 'signed-out']
    if (isDocument(request)) return answer(status, { ...personal, 'Content-Type': 'text/plain' }, 'Forbidden')
    return answer(status, { ...personal, 'Content-Type': 'application/json' }, JSON.stringify({ error: code }))
  }
}

/** A page that a browser opens, as opposed to data that a script fetches. */
function isDocument({ method, headers }: Request): boolean {
  if (!['GET', 'HEAD'].includes(method)) return false
  const mode = headers.get('Sec-Fetch-Mode')
  if (mode !== null) return mode === 'navigate'
  return (headers.get('Accept') ?? '').includes('text/html')
}
