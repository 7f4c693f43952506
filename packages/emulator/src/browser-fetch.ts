import type { Clock } from './clock'
import type { Connection } from './connection'

export interface BrowserFetchOptions {
  /**
   * The page's origin. If set, responses without matching CORS headers reject with a `TypeError`, headers that are not
   * exposed are hidden, and cookies are only used with `credentials: 'include'`. Preflights are not sent.
   */
  origin?: string
}

const alwaysReadable = new Set(['cache-control', 'content-language', 'content-length', 'content-type', 'expires'])

/** A `fetch` that keeps the emulator's cookies as one browser profile would. */
export function createBrowserFetch(
  handle: (request: Request, connection: Connection) => Promise<Response>,
  clock: Clock,
  { origin }: BrowserFetchOptions = {},
): typeof globalThis.fetch {
  const jar = new Map<string, { value: string; expiresAtMs: number }>()

  return async (input, init) => {
    const request = new Request(input, init)
    const crossOrigin = origin !== undefined && origin !== new URL(request.url).origin
    if (crossOrigin) request.headers.set('Origin', origin)
    const withCookies = request.credentials === 'include' || (!crossOrigin && request.credentials !== 'omit')
    const response = await handle(request, { cookie: withCookies ? cookieHeader() : '' })
    if (withCookies) for (const cookie of response.headers.getSetCookie()) store(cookie)
    return crossOrigin ? asSeenBy(origin, response, request.credentials === 'include') : response
  }

  function cookieHeader(): string {
    const live = [...jar].filter(([, cookie]) => cookie.expiresAtMs > clock.now())
    return live.map(([name, { value }]) => `${name}=${value}`).join('; ')
  }

  function store(cookie: string) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    const expires = /;\s*expires=([^;]+)/i.exec(cookie)?.[1]
    jar.set(name, { value, expiresAtMs: expires ? Date.parse(expires) : Number.POSITIVE_INFINITY })
  }
}

/** The part of a response that a script of this origin may read. */
function asSeenBy(origin: string, response: Response, credentialed: boolean): Response {
  const { headers } = response
  const allowed = headers.get('access-control-allow-origin') === origin
  const credentialsAllowed = headers.get('access-control-allow-credentials') === 'true'
  if (!allowed || (credentialed && !credentialsAllowed)) throw new TypeError('Failed to fetch')
  const exposed = new Set(headers.get('access-control-expose-headers')?.toLowerCase().split(/,\s*/))
  const readable = [...headers].filter(([name]) => alwaysReadable.has(name) || exposed.has(name))
  return new Response(response.body, { status: response.status, headers: readable })
}
