import { type Auth, authenticateRequest, createProtection } from '@wachter/core/server'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** `app.addHook('onRequest', wachter(publishableKey, origin))`; then `authOf(request)` in any handler. */
export function wachter(publishableKey: string, origin: string) {
  const protect = createProtection({ signInUrl: '/sign-in', publicPaths: ['/'], origin })
  return async (incoming: FastifyRequest, reply: FastifyReply) => {
    const headers = new Headers()
    for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value))
    const request = new Request(new URL(`${origin}${incoming.raw.url}`), { method: incoming.method, headers })
    const authentication = await authenticateRequest(request, { publishableKey })
    const refusal = protect(request, authentication)
    for (const [name, value] of refusal?.headers ?? authentication.headers) reply.header(name, value)
    if (refusal) return reply.code(refusal.status).send(await refusal.text())
    auths.set(incoming.raw, authentication.auth)
  }
}

const auths = new WeakMap<object, Auth>()
export const authOf = ({ raw }: FastifyRequest): Auth | undefined => auths.get(raw)
