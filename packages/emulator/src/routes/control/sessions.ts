import { Hono } from 'hono'
import { type Kind, milliseconds, object, oneOf, text, texts } from '../../reading/kinds'
import type { World } from '../../world/world'
import type { AppEnv } from '../serving/context'
import { readFields } from './body'

const people: Kind<string | string[]> = (value, path) => (typeof value === 'string' ? value : texts(value, path))

/** The part of the control API about browser sessions, their sign-ins, and tickets. */
export function sessionControls(
  world: Pick<
    World,
    | 'openSession'
    | 'revokeSignIn'
    | 'setSignInExpiry'
    | 'deleteSession'
    | 'expireTransportToken'
    | 'dropTransportToken'
    | 'mintTicket'
  >,
): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const done = { ok: true }

  app.post('/sessions', async (c) => {
    const wanted = await readFields(c, { as: people }, { organization: text, workspace: text })
    return c.json(await world.openSession(wanted))
  })
  app.post('/signins/:id/revoke', (c) => {
    world.revokeSignIn(c.req.param('id'))
    return c.json(done)
  })
  app.post('/signins/:id/expiry', async (c) => {
    const { atMs } = await readFields(c, { atMs: milliseconds })
    world.setSignInExpiry(c.req.param('id'), atMs)
    return c.json(done)
  })
  app.delete('/sessions/:id', (c) => {
    world.deleteSession(c.req.param('id'))
    return c.json(done)
  })
  app.post('/sessions/:id/transport/expire', (c) => {
    world.expireTransportToken(c.req.param('id'))
    return c.json(done)
  })
  app.post('/sessions/:id/transport/drop', (c) => {
    world.dropTransportToken(c.req.param('id'))
    return c.json(done)
  })
  app.post('/tickets', async (c) => {
    const type = { type: oneOf('impersonation', 'agent_access', 'webhook_app_access', 'api_auth_access') }
    const ticket = await readFields(c, type, { user: text, payload: object })
    const { user = '', payload = {} } = ticket
    if (ticket.type === 'impersonation') return c.json({ ticket: world.mintTicket({ type: ticket.type, user }) })
    return c.json({ ticket: world.mintTicket({ type: ticket.type, payload }) })
  })
  return app
}
