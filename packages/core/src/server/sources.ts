import { contextCookieName, signedOutForMs } from '../model/context-digest.js'
import type { Address } from '../options.js'
import { parseUrl, storageScope } from '../url.js'
import { decoded, readCookies } from './cookies.js'

/** What an incoming request says about who sent it. None of it is trusted yet. */
export interface Sources {
  /** The bearer token. It alone counts when there is one. */
  readonly bearer: string | undefined
  /** The token that this server minted for an earlier request. */
  readonly cached: string | undefined
  /** The browser's word that its context is that of the cached token. */
  readonly vouched: string | undefined
  /** How long ago the browser said instead that everybody signs out, ms. The API may not have heard of it yet. */
  readonly signedOutForMs: number | undefined
  /** The transport token: `__session`, or the dev session. */
  readonly session: string | undefined
  /** A dev session in the address of the page, and the address without it. */
  readonly handedOver: { readonly token: string; readonly cleanUrl: string } | undefined
}

export const tokenCookieName = (scope: string): string => `__auth_${scope}`
export const devSessionCookieNames = (scope: string) => ({
  token: `__dev_session___${scope}`,
  updatedAt: `__dev_session_updated_at_${scope}`,
})

const parameter = '__dev_session__'

/** Reads a request's sources. Nothing in a request makes this throw. */
export function sourcesOf({ url, headers }: Pick<Request, 'url' | 'headers'>, { baseUrl, mode }: Address): Sources {
  const scope = storageScope(baseUrl)
  const cookies = readCookies(headers.get('Cookie'))
  const decodedCookie = (name: string) => {
    const value = cookies.get(name)
    return value ? decoded(value) : undefined
  }
  const staging = mode === 'staging'
  const handedOver = staging ? handedOverIn(url) : undefined
  const word = decodedCookie(contextCookieName(baseUrl))
  const leftMs = signedOutForMs(word, Date.now())
  return {
    bearer: bearerIn(headers.get('Authorization')),
    // A session handed over is newer than the token of an earlier one.
    cached: handedOver ? undefined : decodedCookie(tokenCookieName(scope)),
    vouched: leftMs === undefined ? word : undefined,
    signedOutForMs: leftMs,
    // In production it goes upstream verbatim, as a cookie; in staging decoded, in the query.
    session: staging
      ? (handedOver?.token ?? decodedCookie(devSessionCookieNames(scope).token))
      : cookies.get('__session') || undefined,
    handedOver,
  }
}

/** Another scheme, Basic for example, is none of ours. */
function bearerIn(header: string | null): string | undefined {
  const [, token] = /^Bearer(?: +(.*))?$/i.exec(header?.trim() ?? '') ?? []
  return header && /^Bearer\b/i.test(header.trim()) ? (token ?? '').trim() : undefined
}

/** The last one counts, because a hosted page appends it. */
function handedOverIn(address: string): Sources['handedOver'] {
  const url = parseUrl(address)
  const token = url?.searchParams.getAll(parameter).filter(Boolean).at(-1)
  if (!url || token === undefined) return undefined
  url.searchParams.delete(parameter)
  // A path with two slashes before it would lead to another host.
  return { token, cleanUrl: url.pathname.replace(/^\/+/, '/') + url.search }
}
