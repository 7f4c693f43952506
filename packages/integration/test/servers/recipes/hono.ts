import { type Authentication, authenticateRequest, createProtection, withHeaders } from '@wachter/core/server'
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
    const answer = withHeaders(c.res, authentication.headers)
    // Or Hono would put the headers of the answer before them over these.
    c.res = undefined
    c.res = answer
  })
  app.get('/', (c) => c.text(c.get('authentication').auth.isSignedIn ? 'Welcome back' : 'Hello'))
  app.get('/invoices', (c) => c.json({ user: c.get('authentication').auth.userId }))
  return app
}
