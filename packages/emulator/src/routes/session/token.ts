import { Hono } from 'hono'
import { mintAuthToken } from '../../tokens/auth-token'
import { refusalEnvelope, refuseWithoutCode, tooManyRequests } from '../../wire/refusal'
import { activeSigninOf } from '../../world/access/signins'
import { type AppEnv, answer, stubOf } from '../serving/context'
import { rateLimits } from '../serving/rate-limiter'
import type { SessionServer } from './server'

export function sessionTokenRoutes(server: SessionServer): Hono<AppEnv> {
  const { data, address } = server
  return new Hono<AppEnv>().get('/', async (c) => {
    if (server.switches.rateLimits) {
      // Unlike the global limiter, this one runs after CORS, so a browser can read its answer.
      const peer = c.env?.ip ?? 'in process'
      const verdict = server.limiter.hit([
        { key: `token ${peer} ${c.get('ip')}`, limit: rateLimits.tokenByAddress },
        { key: `token ${peer}`, limit: rateLimits.tokenByServer },
        { key: `token session ${c.get('session').id}`, limit: rateLimits.tokenBySession },
      ])
      if (!verdict.allowed) return c.json(refusalEnvelope(tooManyRequests(), stubOf(server, c)), 429, verdict.headers)
    }
    const signin = activeSigninOf(data, c.get('session'))
    if (!signin) throw refuseWithoutCode(400, 'No active sign in')
    const template = c.req.query('template') || 'default'
    const minted = await mintAuthToken(data, await server.keys(), address.baseUrl, signin, template)
    if (!minted) throw refuseWithoutCode(404, 'Template not found')
    return answer(c, server, minted)
  })
}
