import type { Client } from './client.js'
import { SessionError } from './errors.js'

export interface AuthFetchOptions {
  /** Origins that may see the token, `https://api.example.com` for example. No other ever does. */
  readonly origins: readonly string[]
  /** Name of a JWT template. */
  readonly template?: string
  /** Sends every request. Default: the global `fetch`. */
  readonly fetch?: typeof fetch
}

/**
 * A `fetch` that carries the bearer of the present context to the listed origins, and nothing to any other. A 401 is
 * tried once more with a token minted anew, unless the body was a stream and is spent.
 *
 * @throws {@link SessionError} what `getToken` throws; `invalid-configuration` at once for a malformed origin
 */
export function createAuthFetch(client: Pick<Client, 'getToken'>, options: AuthFetchOptions): typeof fetch {
  const origins = new Set(
    options.origins.map((origin) => {
      if (URL.canParse(origin)) return new URL(origin).origin
      throw new SessionError('invalid-configuration', `"${origin}" is not an origin like https://api.example.com`)
    }),
  )
  return async (input, init) => {
    const send = options.fetch ?? globalThis.fetch
    const request = new Request(input, init)
    if (!origins.has(new URL(request.url).origin)) return send(request)
    const spare = init?.body instanceof ReadableStream ? undefined : request.clone()
    const { template } = options
    const answer = await send(withBearer(request, await client.getToken({ template, signal: request.signal })))
    if (answer.status !== 401 || !spare) return answer
    await answer.body?.cancel()
    return send(withBearer(spare, await client.getToken({ template, signal: spare.signal, forceRefresh: true })))
  }
}

function withBearer(request: Request, token: string): Request {
  const headers = new Headers(request.headers)
  headers.set('Authorization', `Bearer ${token}`)
  return new Request(request, { headers })
}
