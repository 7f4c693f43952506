import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Auth, authenticateRequest, createProtection } from '@wachter/core/server'

/** `app.use(wachter(publishableKey, origin))`; then `authOf(req)` in any handler. */
export function wachter(publishableKey: string, origin: string) {
  const protect = createProtection({ signInUrl: '/sign-in', publicPaths: ['/'], origin })
  return async (req: IncomingMessage, res: ServerResponse, next: () => void) => {
    const headers = new Headers()
    for (const [name, value] of Object.entries(req.headers)) headers.set(name, String(value))
    const request = new Request(new URL(`${origin}${req.url}`), { method: req.method ?? 'GET', headers })
    const authentication = await authenticateRequest(request, { publishableKey })
    const refusal = protect(request, authentication)
    for (const [name, value] of refusal?.headers ?? authentication.headers) res.appendHeader(name, value)
    if (refusal) return res.writeHead(refusal.status).end(await refusal.text())
    auths.set(req, authentication.auth)
    next()
  }
}

const auths = new WeakMap<IncomingMessage, Auth>()
export const authOf = (req: IncomingMessage): Auth | undefined => auths.get(req)
