import { createClient } from '../create-client.js'
import { storageScope } from '../http/dev-session.js'
import { addressOf, type DeploymentAddress, type InitialState } from '../options.js'

export interface LoadOptions {
  /** Sends the request to the Frontend API. Default: the global `fetch`. */
  readonly fetch?: typeof fetch
  /** How long the page may wait for it, its retries included. Default 3 000. */
  readonly timeoutMs?: number
  /** Address of the visitor, so that the server's rate limits count them and not this machine (PROTOCOL.md §1.5). */
  readonly clientIp?: string
}

/**
 * Asks for the session of an incoming request, for `createClient({ initialState })` in the page that answers it. Gives
 * an empty state, and so a page that loads by itself, where no session is known yet or the server cannot be reached.
 * Nothing is shared between two requests, and the state holds no token.
 *
 * @param request the incoming request: its cookies and its address carry the session
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
  // Without a session the server would begin one for every visitor, robots included.
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

/** A cookie of somebody else's may hold anything. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
