import { type Authentication, authenticateRequest, createProtection } from '@wachter/core/server'
import { Hono } from 'hono'

export function createApp(publishableKey: string) {
  const app = new Hono<{ Variables: { authentication: Authentication } }>()
  const protect = createProtection({ signInUrl: '/sign-in', publicPaths: ['/'] })

  app.use(async (c, next) => {
    const authentication = await authenticateRequest(c.req.raw, { publishableKey })
    const refusal = protect(c.req.raw, authentication)
    if (refusal) return refusal
    c.set('authentication', authentication)
    await next()
    for (const [name, value] of authentication.headers) c.res.headers.append(name, value)
  })
  app.get('/', (c) => c.text(c.get('authentication').auth.isSignedIn ? 'Welcome back' : 'Hello'))
  app.get('/invoices', (c) => c.json({ user: c.get('authentication').auth.userId }))
  return app
}
