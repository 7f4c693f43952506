import { Hono } from 'hono'
import { oneOf, text, texts, textsByName } from '../../reading/kinds'
import type { ProviderControls } from '../../world/controls/providers'
import type { AppEnv } from '../serving/context'
import { readFields } from './body'

/** The part of the control API about providers and passkeys. */
export function providerControls(world: ProviderControls): Hono<AppEnv> {
  const done = { ok: true }
  return new Hono<AppEnv>()
    .post('/provider-people', async (c) => {
      const optional = { firstName: text, lastName: text, providers: texts }
      return c.json(world.addProviderPerson(await readFields(c, { email: text }, optional)))
    })
    .delete('/provider-people/:email', (c) => {
      world.removeProviderPerson(c.req.param('email'))
      return c.json(done)
    })
    .post('/providers/:provider/fail', async (c) => {
      const { how } = await readFields(c, { how: oneOf('deny', 'error') })
      world.failProviderNext(c.req.param('provider'), how)
      return c.json(done)
    })
    .post('/enterprise-connections', async (c) => {
      const optional = { name: text, provider: oneOf('oidc', 'saml') }
      return c.json(world.addEnterpriseConnection(await readFields(c, { domain: text }, optional)))
    })
    .delete('/enterprise-connections/:which', (c) => {
      world.removeEnterpriseConnection(c.req.param('which'))
      return c.json(done)
    })
    .post('/connection-checks', async (c) => {
      const { failing } = await readFields(c, { failing: textsByName })
      world.setFailingConnectionChecks(failing)
      return c.json(done)
    })
    .get('/users/:who/passkeys', (c) => {
      const passkeys = world.passkeys(c.req.param('who')).map(({ publicKey: _bytes, ...passkey }) => passkey)
      return c.json({ passkeys })
    })
}
