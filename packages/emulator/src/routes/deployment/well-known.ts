import { Hono } from 'hono'
import { type AppEnv, answer } from '../serving/context'
import type { DeploymentServer } from './server'

export function wellKnownRoutes(server: DeploymentServer): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/jwks.json', async (c) => c.json({ keys: [(await server.keys()).jwk] }))
    .get('/meta', (c) => answer(c, server, server.data.deployment.ui_settings))
    .get('/jwk', async (c) => {
      const { pem } = await server.keys()
      return answer(c, server, { deployment_id: server.data.deployment.id, public_key: pem })
    })
}
