import { Hono } from 'hono'
import { flag, milliseconds, oneOf, text, texts } from '../../reading/kinds'
import type { DeploymentControls } from '../../world/controls/deployment'
import type { VerificationControls } from '../../world/controls/verification'
import type { AppEnv } from '../serving/context'
import { readFields, readObject } from './body'

const person = { firstName: text, lastName: text }
const profile = { ...person, email: text, username: text, phoneNumber: text, phoneCountryCode: text }
const placing = { roles: texts, workspace: text, workspaceRoles: texts, lifetimeMs: milliseconds }

/** The part of the control API about signing in: settings, codes, invitations, the waitlist. */
export function signInControls(world: DeploymentControls & VerificationControls): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const done = { ok: true }

  app.get('/deployment', (c) => c.json(world.deployment()))
  app.post('/deployment', async (c) => {
    world.changeDeployment(await readObject(c))
    return c.json(world.deployment())
  })

  app.get('/outbox', (c) => c.json({ messages: world.outbox() }))
  app.delete('/outbox', (c) => {
    world.clearOutbox()
    return c.json(done)
  })

  app.post('/deployment-invitations', async (c) =>
    c.json(world.inviteToDeployment(await readFields(c, { email: text }, { ...person, lifetimeMs: milliseconds }))),
  )
  app.post('/organization-invitations', async (c) =>
    c.json(world.inviteToOrganization(await readFields(c, { email: text, organization: text }, placing))),
  )
  app.get('/waitlist', (c) => c.json({ entries: world.waitlist() }))
  app.post('/waitlist', async (c) =>
    c.json({ id: world.joinWaitlist(await readFields(c, { email: text }, person)).id }),
  )

  app.post('/users/:who/verification', async (c) => {
    const required = { kind: oneOf('email', 'phone'), verified: flag }
    const { kind, verified, which } = await readFields(c, required, { which: text })
    world.setVerified(c.req.param('who'), kind, verified, which)
    return c.json(done)
  })
  app.post('/users/:who/second-factor-policy', async (c) => {
    const { policy } = await readFields(c, { policy: oneOf('none', 'optional', 'enforced') })
    world.setSecondFactorPolicy(c.req.param('who'), policy)
    return c.json(done)
  })
  app.get('/users/:who/totp', (c) => c.json({ code: world.totpCode(c.req.param('who')) }))
  app.post('/sessions/:id/oauth-signup', async (c) => {
    const signup = await readFields(c, { provider: text }, profile)
    return c.json({ id: world.startOauthSignup(c.req.param('id'), signup) })
  })
  app.post('/challenge-tokens', (c) => c.json({ token: world.mintChallengeToken() }))
  return app
}
