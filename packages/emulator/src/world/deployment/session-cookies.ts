import type { DeploymentAddress } from './deployment'

/** Part of the cookie names that Wacht's SDKs share (PROTOCOL.md §1.5). */
function scopeOf({ baseUrl }: DeploymentAddress): string {
  const host = new URL(baseUrl).host.toLowerCase()
  return host
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, 64)
}

/** The cookies that hold a staging session beside a page. */
export function devSessionCookieNames(address: DeploymentAddress) {
  const scope = scopeOf(address)
  return { token: `__dev_session___${scope}`, updatedAt: `__dev_session_updated_at_${scope}` }
}

/** The domain of `__session`: the whole customer domain, so that its apps share it; undefined for a host-only cookie. */
export function sessionCookieDomain({ baseUrl }: DeploymentAddress): string | undefined {
  const { hostname } = new URL(baseUrl)
  return hostname.startsWith('frontend.') ? hostname.slice('frontend.'.length) : undefined
}

interface SessionCookie {
  name: string
  value: string
  /** Where it belongs, with a leading dot if to subdomains, too. Absent in staging: then to the host of the app. */
  domain?: string
  httpOnly: boolean
  secure: boolean
}

/** What a browser holds to be in a session. */
export interface HeldSession {
  cookies: SessionCookie[]
  /** Names of cookies that speak for an earlier session, and must go from the host of the app. */
  outdated: string[]
}

export function heldSession(address: DeploymentAddress, token: string): HeldSession {
  const { hostname, protocol } = new URL(address.baseUrl)
  const names = devSessionCookieNames(address)
  const wide = sessionCookieDomain(address)
  const scope = scopeOf(address)
  const cookie: SessionCookie =
    address.mode === 'staging'
      ? { name: names.token, value: token, httpOnly: false, secure: false }
      : {
          name: '__session',
          value: token,
          domain: wide ? `.${wide}` : hostname,
          httpOnly: true,
          secure: protocol === 'https:',
        }
  // Without its date, clients take the cookie for new, whatever the time in the browser.
  return { cookies: [cookie], outdated: [names.updatedAt, `__auth_${scope}`, `wachter_context_${scope}`] }
}
