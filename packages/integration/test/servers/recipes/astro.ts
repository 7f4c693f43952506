import type { InitialState } from '@wachter/core'
import { type Auth, authenticateRequest, createProtection, withHeaders } from '@wachter/core/server'

const protect = createProtection({ signInUrl: '/sign-in', publicPaths: ['/', '/_astro/*', '/favicon.svg'] })

interface Locals {
  auth?: Auth
  initialState?: InitialState
}

/** The `onRequest` of `src/middleware.ts`; then `Astro.locals.auth` in any page that is rendered on demand. */
export const createOnRequest =
  (publishableKey: string) =>
  async ({ request, locals }: { request: Request; locals: Locals }, next: () => Promise<Response>) => {
    const authentication = await authenticateRequest(request, { publishableKey })
    const refusal = protect(request, authentication)
    if (refusal) return refusal
    const { auth, initialState, headers } = authentication
    Object.assign(locals, { auth, initialState })
    return withHeaders(await next(), headers)
  }
