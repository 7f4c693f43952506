import { createClient } from '../create-client.js'
import { storageScope } from '../http/dev-session.js'
import { addressOf, type DeploymentAddress, type InitialState } from '../options.js'

export interface LoadOptions {
  /** Sends the request to the Frontend API. Default: the global `fetch`. */
  readonly fetch?: typeof fetch
  /** How long the page may wait for the session, including retries. Default 3 000. */
  readonly timeoutMs?: number
  /** IP address of the visitor, so that rate limits count the visitor and not this machine (PROTOCOL.md §1.5). */
  readonly clientIp?: string
}

/**
 * Fetches the session of an incoming request, for `createClient({ initialState })` in the page that answers it. Returns an
 * empty state if there is no session yet or the server cannot be reached; then the page loads the session by itself.
 * Nothing is shared between two requests, and the state contains no token.
 *
 * @example
 * ```ts
 * import { createClient } from '@wachter/core'
 * import { loadInitialState } from '@wachter/core/server'
 *
 * const initialState = await loadInitialState(request, { publishableKey })
 * const client = createClient({ publishableKey, initialState })
 * ```
 *
 * @param request the incoming request: its cookies and its URL contain the session
 * @throws {@link SessionError} `invalid-configuration` when the key or address is malformed
 * @see PROTOCOL.md §1.2, §1.3, §1.5
 */
export async function loadInitialState(
  request: Request,
  options: DeploymentAddress & LoadOptions,
): Promise<InitialState> {
  const { clientIp, fetch: send = globalThis.fetch, timeoutMs = 3_000 } = options
  const { baseUrl, mode } = addressOf(options)
  const cookies = readCookies(request.headers.get('Cookie') ?? '')
  const session = mode === 'production' ? cookies.get('__session') : undefined
  const handedOver = new URL(request.url).searchParams.get('__dev_session__')
  // Without a session the server would create one for every visitor, including bots.
  if (!session && !handedOver && !cookies.has(`__dev_session___${storageScope(baseUrl)}`)) return {}

  const client = createClient({
    baseUrl,
    mode,
    timeoutMs,
    storage: nothing,
    cookies: { ...nothing, get: (name) => cookies.get(name) },
    page: {
      isVisible: () => false,
      url: () => request.url,
      replaceUrl: () => undefined,
      listen: () => () => undefined,
    },
    openChannel: () => undefined,
    fetch: (input, init) => {
      const outgoing = new Request(input, init)
      if (session) outgoing.headers.set('Cookie', `__session=${session}`)
      if (clientIp) outgoing.headers.set('X-Wacht-Forwarded-For', clientIp)
      return send(outgoing)
    },
  })
  await client.refetch().catch(() => undefined)
  return client.dehydrate()
}

const nothing = { get: () => undefined, set: () => undefined, remove: () => undefined }

function readCookies(header: string): ReadonlyMap<string, string> {
  return new Map(
    header.split(/; */).map((pair): [string, string] => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at), decode(pair.slice(at + 1))]
    }),
  )
}

/** A cookie of another program may contain anything. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
