import type { Deployment, UiSettings } from '../../model/deployment.js'
import type { Mode } from '../../options.js'
import { parseUrl } from '../../url.js'

/** What decides whether a redirect is allowed (PROTOCOL.md §7). */
export interface RedirectRules {
  readonly mode: Mode
  /** Where the hosted pages are; see {@link frontendOrigin}. */
  readonly frontendOrigin: string
  /** The URL of this page, against which a path is resolved. Without it, only absolute URLs are accepted. */
  readonly page?: string | undefined
  readonly uiSettings?: UiSettings | undefined
}

/** In characters. A longer one may not fit into the URL of another page. */
const maxLength = 2_048

/**
 * Returns the origin of the hosted pages: the deployment's frontend host, or until that is known, the host that belongs to
 * the API's. With https, unless the API is on this machine and uses http.
 *
 * @example
 * ```ts
 * import { deploymentOf } from '@wachter/core'
 * import { frontendOrigin } from '@wachter/core/flows'
 *
 * const origin = frontendOrigin(client.baseUrl, deploymentOf(client).get().data)
 * ```
 *
 * @see PROTOCOL.md §1.1
 */
export function frontendOrigin(baseUrl: string, deployment?: Deployment): string {
  const { host, protocol } = new URL(baseUrl)
  const url = new URL(protocol === 'http:' ? 'http://unknown.invalid' : 'https://unknown.invalid')
  if (!setHost(url, deployment?.frontendHost)) setHost(url, derivedHost(host))
  if (!isThisMachine(url)) url.protocol = 'https:'
  return url.origin
}

/** Sets a valid host. Returns whether `host` is one. */
function setHost(url: URL, host: unknown): boolean {
  if (typeof host !== 'string' || !/^[^\s/\\?#@]+$/.test(host)) return false
  const before = url.host
  url.host = host
  return url.host !== before
}

function derivedHost(host: string): string {
  const [first = '', second, ...rest] = host.split('.')
  // A host without a subdomain has its pages on the host of its API.
  if (second === undefined || /^(127\.|\[)/.test(host)) return host
  if (first === 'frontend') return ['accounts', second, ...rest].join('.')
  return [first, 'accounts', ...(second === 'fapi' ? rest : [second, ...rest])].join('.')
}

/**
 * Returns the URL to redirect to, if `candidate` is allowed: in staging any web page, in production the hosted pages and
 * subdomains of their host. A path is resolved against this page. The result is absolute and never contains the dev session
 * of the candidate, so that no user is put into the session of another.
 *
 * @example
 * ```ts
 * import { allowedRedirect, frontendOrigin } from '@wachter/core/flows'
 *
 * const rules = { mode: client.mode, frontendOrigin: frontendOrigin(client.baseUrl), page: location.href }
 * const url = allowedRedirect(new URLSearchParams(location.search).get('redirect_uri'), rules) ?? '/'
 * ```
 *
 * @returns undefined when the candidate is not allowed or not a URL
 * @see PROTOCOL.md §7
 */
export function allowedRedirect(candidate: string | null | undefined, rules: RedirectRules): string | undefined {
  const url = webUrl(candidate, rules.page)
  return url && (rules.mode === 'staging' || isBelow(url, new URL(rules.frontendOrigin))) ? tidy(url) : undefined
}

/**
 * The same for a URL that the developer configured: any host is allowed. In production, https only.
 *
 * @see PROTOCOL.md §7
 */
export function configuredRedirect(address: unknown, rules: RedirectRules): string | undefined {
  const url = webUrl(address, rules.page)
  const isOpen = url?.protocol === 'https:' || url?.protocol === new URL(rules.frontendOrigin).protocol
  return url && (isOpen || rules.mode === 'staging') ? tidy(url) : undefined
}

/**
 * Returns where to go after signing in: the wanted page if it is allowed, else the page in the deployment's settings, else
 * the hosted pages.
 *
 * @example On a server, without a client
 * ```ts
 * import { frontendOrigin, redirectAfterSignIn } from '@wachter/core/flows'
 *
 * const rules = { mode: 'production', frontendOrigin: frontendOrigin('https://frontend.example.com') } as const
 * const url = redirectAfterSignIn(new URL(request.url).searchParams.get('redirect_uri'), rules)
 * ```
 *
 * @see PROTOCOL.md §7
 */
export const redirectAfterSignIn = (candidate: string | null | undefined, rules: RedirectRules): string =>
  allowedRedirect(candidate, rules) ?? orHome(rules.uiSettings?.afterSignInRedirectUrl, rules)

/**
 * The same after signing up.
 *
 * @example
 * ```ts
 * import { frontendOrigin, redirectAfterSignUp } from '@wachter/core/flows'
 *
 * const rules = { mode: client.mode, frontendOrigin: frontendOrigin(client.baseUrl) }
 * const url = redirectAfterSignUp(undefined, rules)
 * ```
 */
export const redirectAfterSignUp = (candidate: string | null | undefined, rules: RedirectRules): string =>
  allowedRedirect(candidate, rules) ?? orHome(rules.uiSettings?.afterSignUpRedirectUrl, rules)

const orHome = (address: unknown, rules: RedirectRules): string =>
  configuredRedirect(address, rules) ?? new URL(rules.frontendOrigin).href

/**
 * Returns where to go after signing out of all accounts, or of the one given. Undefined: stay on the page.
 *
 * @example
 * ```ts
 * import { frontendOrigin, redirectAfterSignOut } from '@wachter/core/flows'
 *
 * const uiSettings = { afterSignOutAllPageUrl: 'https://example.com/bye' }
 * const rules = { mode: client.mode, frontendOrigin: frontendOrigin(client.baseUrl), uiSettings }
 * const url = redirectAfterSignOut(undefined, rules)
 * ```
 *
 * @see PROTOCOL.md §7
 */
export const redirectAfterSignOut = (signInId: string | undefined, rules: RedirectRules): string | undefined =>
  configuredRedirect(
    signInId ? rules.uiSettings?.afterSignOutOnePageUrl : rules.uiSettings?.afterSignOutAllPageUrl,
    rules,
  )

/** The pages of a deployment that continue the session. Terms, help and pictures may be on any host. */
const pageSettings = [
  'signInPageUrl',
  'signUpPageUrl',
  'waitlistPageUrl',
  'userProfileUrl',
  'organizationProfileUrl',
  'createOrganizationUrl',
  'afterSignInRedirectUrl',
  'afterSignUpRedirectUrl',
  'afterSignOutOnePageUrl',
  'afterSignOutAllPageUrl',
  'afterCreateOrganizationRedirectUrl',
]

/**
 * Adds the staging session to `address`, if that is a hosted page or of an origin that the developer configured, and uses
 * https or is on this machine. Any other URL stays as it is, and all in production.
 *
 * @see PROTOCOL.md §1.4, §7
 */
export function withDevSession(address: string, devSession: string | undefined, rules: RedirectRules): string {
  if (rules.mode !== 'staging' || !devSession) return address
  const url = new URL(address)
  const configured = pageSettings.map((name) => webUrl(rules.uiSettings?.[name], rules.page)?.origin)
  const isOurs = [new URL(rules.frontendOrigin).origin, ...configured].includes(url.origin)
  if (!isOurs || !(url.protocol === 'https:' || isThisMachine(url))) return address
  url.searchParams.set('__dev_session__', devSession)
  return url.href
}

/** Parses an http(s) URL as browsers do. A path must be of the page's own origin. */
export function webUrl(address: unknown, page: string | undefined): URL | undefined {
  if (typeof address !== 'string' || address.length > maxLength) return undefined
  const url = parseUrl(address) ? wholeUrl(address) : pathOf(address, page)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  // Credentials, and hosts with an empty label, are used to deceive.
  return url.username || url.password || url.hostname.split('.').includes('') ? undefined : url
}

/** Refuses `https:host` and `https:/host`: on a page of that scheme they are a path, elsewhere a host. */
function wholeUrl(address: string): URL | undefined {
  const url = new URL(address)
  const isPlain = ['https://a.invalid', 'http://a.invalid'].every((base) => new URL(address, base).href === url.href)
  return isPlain ? url : undefined
}

function pathOf(address: string, page: string | undefined): URL | undefined {
  const url = address.startsWith('/') && page ? parseUrl(address, page) : undefined
  // `//host`, in any spelling, leads to another origin.
  return url && page && url.origin === new URL(page).origin ? url : undefined
}

/** Whether `url` has the scheme and port of `place`, and is on its host or a subdomain. */
const isBelow = (url: URL, place: URL): boolean =>
  url.protocol === place.protocol && (url.host === place.host || url.host.endsWith(`.${place.host}`))

const isThisMachine = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/.test(hostname)

function tidy(url: URL): string | undefined {
  // Delete only if present, because it rewrites the whole query.
  if (url.searchParams.has('__dev_session__')) url.searchParams.delete('__dev_session__')
  // The server splits a provider's state at `|` (PROTOCOL.md §3.3).
  const href = url.href.replaceAll('|', '%7C')
  return href.length > maxLength ? undefined : href
}
