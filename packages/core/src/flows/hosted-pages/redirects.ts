import type { Deployment, UiSettings } from '../../model/deployment.js'
import type { Mode } from '../../options.js'
import { parseUrl } from '../../url.js'

/** What a redirect is judged by (PROTOCOL.md §7). */
export interface RedirectRules {
  readonly mode: Mode
  /** Where the hosted pages are; see {@link frontendOrigin}. */
  readonly frontendOrigin: string
  /** The address of this page, which a path belongs to. Without it, only whole addresses are understood. */
  readonly page?: string | undefined
  readonly uiSettings?: UiSettings | undefined
}

/** Characters. A longer one would not fit into the address of another page everywhere. */
const maxLength = 2_048

/**
 * Where the hosted pages are: on the deployment's frontend host, or while that is not known on the host that belongs to
 * the API's. By https, except beside an API on this machine that is at http itself.
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

/** Whether `host` is one. What is more than a host, or less, is not taken. */
function setHost(url: URL, host: unknown): boolean {
  if (typeof host !== 'string' || !/^[^\s/\\?#@]+$/.test(host)) return false
  const before = url.host
  url.host = host
  return url.host !== before
}

function derivedHost(host: string): string {
  const [first = '', second, ...rest] = host.split('.')
  // A machine with one name, or none, has its pages where its API is.
  if (second === undefined || /^(127\.|\[)/.test(host)) return host
  if (first === 'frontend') return ['accounts', second, ...rest].join('.')
  return [first, 'accounts', ...(second === 'fapi' ? rest : [second, ...rest])].join('.')
}

/**
 * The address to send somebody to, if they may be sent to `candidate`: in staging to any page of the web, in production to
 * the hosted pages and what is below their host. A path is taken as one of this page's origin. The result is absolute and
 * carries no dev session, whatever the candidate did: nobody is to be put into somebody else's session.
 *
 * @returns undefined when the candidate is not allowed or no address
 * @see PROTOCOL.md §7
 */
export function allowedRedirect(candidate: string | null | undefined, rules: RedirectRules): string | undefined {
  const url = webUrl(candidate, rules.page)
  return url && (rules.mode === 'staging' || isBelow(url, new URL(rules.frontendOrigin))) ? tidy(url) : undefined
}

/**
 * An address the developer gave: the same, but on any host. Production takes https only.
 *
 * @see PROTOCOL.md §7
 */
export function configuredRedirect(address: unknown, rules: RedirectRules): string | undefined {
  const url = webUrl(address, rules.page)
  const isOpen = url?.protocol === 'https:' || url?.protocol === new URL(rules.frontendOrigin).protocol
  return url && (isOpen || rules.mode === 'staging') ? tidy(url) : undefined
}

/**
 * Where somebody goes who has signed in: where they wanted to if that is allowed, else where the deployment says, else to
 * the hosted pages.
 *
 * @see PROTOCOL.md §7
 */
export const redirectAfterSignIn = (candidate: string | null | undefined, rules: RedirectRules): string =>
  allowedRedirect(candidate, rules) ?? orHome(rules.uiSettings?.afterSignInRedirectUrl, rules)

/** The same for somebody who has signed up. */
export const redirectAfterSignUp = (candidate: string | null | undefined, rules: RedirectRules): string =>
  allowedRedirect(candidate, rules) ?? orHome(rules.uiSettings?.afterSignUpRedirectUrl, rules)

const orHome = (address: unknown, rules: RedirectRules): string =>
  configuredRedirect(address, rules) ?? new URL(rules.frontendOrigin).href

/**
 * Where somebody goes who has signed out of all accounts, or of the one given. Undefined: they stay.
 *
 * @see PROTOCOL.md §7
 */
export const redirectAfterSignOut = (signInId: string | undefined, rules: RedirectRules): string | undefined =>
  configuredRedirect(
    signInId ? rules.uiSettings?.afterSignOutOnePageUrl : rules.uiSettings?.afterSignOutAllPageUrl,
    rules,
  )

/** The pages of a deployment that go on with the session. Terms, help and pictures may live with anybody. */
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
 * Hands the staging session over to the page at `address`, if that is a hosted page or of an origin the developer
 * configured, and nobody can listen on the way. Any other address stays as it is; so do all in production.
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

/** Reads an address of the web, as browsers do. A path is one of the page's own origin or nothing. */
export function webUrl(address: unknown, page: string | undefined): URL | undefined {
  if (typeof address !== 'string' || address.length > maxLength) return undefined
  const url = parseUrl(address) ? wholeUrl(address) : pathOf(address, page)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  // Names and passwords, and hosts with nothing between two dots, are there to deceive.
  return url.username || url.password || url.hostname.split('.').includes('') ? undefined : url
}

/** `https:host` and `https:/host` mean a path on a page of that scheme and a host elsewhere; they are refused. */
function wholeUrl(address: string): URL | undefined {
  const url = new URL(address)
  const isPlain = ['https://a.invalid', 'http://a.invalid'].every((base) => new URL(address, base).href === url.href)
  return isPlain ? url : undefined
}

function pathOf(address: string, page: string | undefined): URL | undefined {
  const url = address.startsWith('/') && page ? parseUrl(address, page) : undefined
  // `//host`, in one of its many spellings, leads away.
  return url && page && url.origin === new URL(page).origin ? url : undefined
}

/** Whether it is the place or below it: by the same scheme and port, on the host or on a subdomain. */
const isBelow = (url: URL, place: URL): boolean =>
  url.protocol === place.protocol && (url.host === place.host || url.host.endsWith(`.${place.host}`))

const isThisMachine = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/.test(hostname)

function tidy(url: URL): string | undefined {
  // Only when there is something to take out: it writes the whole query anew.
  if (url.searchParams.has('__dev_session__')) url.searchParams.delete('__dev_session__')
  // A provider's state is split at these (PROTOCOL.md §3.3).
  const href = url.href.replaceAll('|', '%7C')
  return href.length > maxLength ? undefined : href
}
