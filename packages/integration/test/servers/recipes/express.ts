import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Auth, authenticateRequest, createProtection } from '@wachter/core/server'

/** A request of Node; Express cuts `url` where it mounts a middleware. */
type Incoming = IncomingMessage & { readonly originalUrl?: string }

/** `app.use(wachter(publishableKey, origin))`; then `authOf(req)` in any handler. */
export function wachter(publishableKey: string, origin: string) {
  const protect = createProtection({ signInUrl: '/sign-in', publicPaths: ['/'], origin })
  return async (req: Incoming, res: ServerResponse, next: () => void) => {
    const request = requestOf(req, origin)
    if (!request) return res.writeHead(400).end()
    const authentication = await authenticateRequest(request, { publishableKey })
    const refusal = protect(request, authentication)
    for (const [name, value] of refusal?.headers ?? authentication.headers) res.appendHeader(name, value)
    if (refusal) return res.writeHead(refusal.status).end(await refusal.text())
    auths.set(req, authentication.auth)
    next()
  }
}

/** Undefined for what no page sends, and `Request` refuses: `TRACE /` or `OPTIONS *`. */
function requestOf(req: Incoming, origin: string): Request | undefined {
  const { method = 'GET', url, originalUrl = url } = req
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) headers.set(name, String(value))
  try {
    return new Request(new URL(`${origin}${originalUrl}`), { method, headers })
  } catch {
    return undefined
  }
}

const auths = new WeakMap<IncomingMessage, Auth>()
export const authOf = (req: IncomingMessage): Auth | undefined => auths.get(req)
