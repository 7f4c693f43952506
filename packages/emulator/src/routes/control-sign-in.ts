import { Hono } from 'hono'
import type { DeploymentOverrides } from '../world/deployment'
import type { NewInvitation } from '../world/deployment-controls'
import type { NewDeploymentInvitation } from '../world/deployment-invitations'
import type { OauthSignup } from '../world/verification-controls'
import type { World } from '../world/world'
import type { AppEnv } from './server'

/** What one needs to try the ways in: settings, codes, invitations, the waitlist. */
export function signInControls(world: World): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const done = { ok: true }

  app.get('/deployment', (c) => c.json(world.deployment()))
  app.post('/deployment', async (c) => {
    world.changeDeployment(await c.req.json<DeploymentOverrides>())
    return c.json(world.deployment())
  })

  app.get('/outbox', (c) => c.json({ messages: world.outbox() }))
  app.delete('/outbox', (c) => {
    world.clearOutbox()
    return c.json(done)
  })

  app.post('/deployment-invitations', async (c) =>
    c.json(world.inviteToDeployment(await c.req.json<NewDeploymentInvitation>())),
  )
  app.post('/organization-invitations', async (c) =>
    c.json(world.inviteToOrganization(await c.req.json<NewInvitation>())),
  )
  app.get('/waitlist', (c) => c.json({ entries: world.waitlist() }))
  app.post('/waitlist', async (c) => c.json({ id: world.joinWaitlist(await c.req.json()).id }))

  app.post('/users/:who/verification', async (c) => {
    const { kind, verified, which } = await c.req.json<{ kind: unknown; verified: unknown; which?: string }>()
    if (kind !== 'email' && kind !== 'phone') throw new TypeError('"kind" must be "email" or "phone"')
    if (typeof verified !== 'boolean') throw new TypeError('"verified" must be a boolean')
    world.setVerified(c.req.param('who'), kind, verified, which)
    return c.json(done)
  })
  app.post('/users/:who/second-factor-policy', async (c) => {
    const { policy } = await c.req.json<{ policy: unknown }>()
    if (policy !== 'none' && policy !== 'optional' && policy !== 'enforced') {
      throw new TypeError('"policy" must be "none", "optional" or "enforced"')
    }
    world.setSecondFactorPolicy(c.req.param('who'), policy)
    return c.json(done)
  })
  app.get('/users/:who/totp', (c) => c.json({ code: world.totpCode(c.req.param('who')) }))
  app.post('/sessions/:id/oauth-signup', async (c) =>
    c.json({ id: world.startOauthSignup(c.req.param('id'), await c.req.json<OauthSignup>()) }),
  )
  app.post('/challenge-tokens', (c) => c.json({ token: world.mintChallengeToken() }))
  return app
}
