import { Hono } from 'hono'
import { type AppEnv, answer, type Server } from './server'

export function deploymentRoutes(server: Server): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', (c) => answer(c, server, server.data.deployment))
}
