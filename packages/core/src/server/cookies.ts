/** The cookies of a request, as they were sent: not decoded. Of two with the same name the first counts. */
export function readCookies(header: string | null): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=')
    const name = pair.slice(0, at).trim()
    if (at > 0 && !cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim())
  }
  return cookies
}

/** A cookie of another program may contain anything: what cannot be decoded is kept as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

interface CookieAttributes {
  readonly httpOnly?: boolean
  /** 0 removes the cookie. Without it, it ends with the browser. */
  readonly maxAgeSeconds?: number
}

/** A `Set-Cookie` with the attributes that Wacht's own SDKs use (PROTOCOL.md §1.5). */
export function cookie(name: string, value: string, { httpOnly, maxAgeSeconds }: CookieAttributes = {}): string {
  const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`
  return `${name}=${encodeURIComponent(value)}; Path=/; Secure; SameSite=Lax${httpOnly ? '; HttpOnly' : ''}${age}`
}

/** Each cookie that an answer sets. Workers with an older compatibility date know the first only. */
export const setCookiesOf = (headers: Headers): readonly string[] =>
  'getSetCookie' in headers ? headers.getSetCookie() : [(headers as Headers).get('Set-Cookie') ?? '']

/** The API's own cookies that a browser would also take from this host; one for another domain would be refused, or leak. */
export function fittingCookies(setCookies: readonly string[], apiHost: string, host: string): readonly string[] {
  return setCookies.filter((text) => {
    if (!text.startsWith('__session=')) return false
    const [, domain] = /;\s*domain=\.?([^;\s]+)/i.exec(text) ?? []
    const wanted = (domain ?? apiHost).toLowerCase()
    return host === wanted || (domain !== undefined && host.endsWith(`.${wanted}`))
  })
}
