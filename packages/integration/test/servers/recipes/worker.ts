import { authenticateRequest, createProtection } from '@wachter/core/server'

interface Env {
  readonly PUBLISHABLE_KEY: string
}

interface Context {
  waitUntil(work: Promise<unknown>): void
}

const protect = createProtection({ signInUrl: '/sign-in', publicPaths: ['/'] })

export default {
  async fetch(request: Request, env: Env, context: Context): Promise<Response> {
    const authentication = await authenticateRequest(request, {
      publishableKey: env.PUBLISHABLE_KEY,
      // Written by Cloudflare; nobody else can.
      clientIp: request.headers.get('CF-Connecting-IP') ?? undefined,
      waitUntil: (work) => context.waitUntil(work),
    })
    const { auth, headers } = authentication
    return protect(request, authentication) ?? Response.json({ user: auth.userId ?? null }, { headers })
  },
}
