import { Hono } from 'hono'
import type { ProviderFailure } from '../providers/grants'
import type { NewProviderPerson } from '../providers/people'
import type { NewEnterpriseConnection } from '../world/enterprise'
import type { ProviderControls } from '../world/provider-controls'
import type { AppEnv } from './server'

/** The part of the control API about providers and passkeys. */
export function providerControls(world: ProviderControls): Hono<AppEnv> {
  const done = { ok: true }
  return new Hono<AppEnv>()
    .post('/provider-people', async (c) => {
      const person = await c.req.json<NewProviderPerson>()
      if (typeof person.email !== 'string') throw new TypeError('"email" must be a string')
      return c.json(world.addProviderPerson(person))
    })
    .delete('/provider-people/:email', (c) => {
      world.removeProviderPerson(c.req.param('email'))
      return c.json(done)
    })
    .post('/providers/:provider/fail', async (c) => {
      const { how } = await c.req.json<{ how: ProviderFailure }>()
      if (how !== 'deny' && how !== 'error') throw new TypeError('"how" must be "deny" or "error"')
      world.failProviderNext(c.req.param('provider'), how)
      return c.json(done)
    })
    .post('/enterprise-connections', async (c) => {
      const connection = await c.req.json<NewEnterpriseConnection>()
      if (typeof connection.domain !== 'string') throw new TypeError('"domain" must be a string')
      return c.json(world.addEnterpriseConnection(connection))
    })
    .delete('/enterprise-connections/:which', (c) => {
      world.removeEnterpriseConnection(c.req.param('which'))
      return c.json(done)
    })
    .get('/users/:who/passkeys', (c) => {
      const passkeys = world.passkeys(c.req.param('who')).map(({ publicKey: _bytes, ...passkey }) => passkey)
      return c.json({ passkeys })
    })
}
