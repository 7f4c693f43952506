import { Hono } from 'hono'
import { flag, milliseconds, texts } from '../../reading/kinds'
import { isChallengeMode, type Switches } from '../../switches'
import { UnknownEntity } from '../../world/controls/lookup'
import type { World } from '../../world/world'
import type { AppEnv } from '../serving/context'
import { readFields, readObject } from './body'
import { readFaultRule } from './fault-rule'
import { jsonOnly, localCaller, localPages } from './guards'
import { notificationControls } from './notifications'
import { placeControls } from './places'
import { providerControls } from './providers'
import { sessionControls } from './sessions'
import { signInControls } from './sign-in'

export const controlPath = '/__emulator'

/** Serves the world's methods over HTTP, for demo pages and tests in another process. Refuses callers on other machines. */
export function createControlApp(world: World, baseUrl: string, frontendApi: Hono<AppEnv>): Hono<AppEnv> {
  const app = new Hono<AppEnv>().basePath(controlPath)
  app.use(localCaller(baseUrl), localPages, jsonOnly)
  app.onError((error, c) => c.json({ message: error.message }, error instanceof UnknownEntity ? 404 : 400))
  app.notFound((c) => c.json({ message: 'No such control route' }, 404))

  const done = { ok: true }

  app.get('/', (c) => {
    const { publishable_key: publishableKey, mode } = world.deployment()
    return c.json({ publishableKey, mode, routes: routesOf(app), frontendApi: routesOf(frontendApi) })
  })
  app.get('/state', (c) => c.json(world.state()))
  app.post('/reset', (c) => c.json(did(() => world.reset())))
  app.get('/switches', (c) => c.json(world.switches))
  app.post('/switches', async (c) => c.json(Object.assign(world.switches, onlySwitches(await readObject(c)))))
  app.get('/clock', (c) => c.json({ nowMs: world.clock.now() }))
  app.post('/clock/advance', async (c) => {
    const { ms } = await readFields(c, { ms: milliseconds })
    world.clock.advance(ms)
    return c.json({ nowMs: world.clock.now() })
  })

  app.delete('/users/:who', (c) => c.json(did(() => world.deleteUser(c.req.param('who')))))
  app.post('/users/:who/disable', (c) => c.json(did(() => world.disableUser(c.req.param('who')))))
  app.post('/users/:who/enable', (c) => c.json(did(() => world.enableUser(c.req.param('who')))))

  app.post('/users/:who/authenticator', async (c) => {
    const { present } = await readFields(c, { present: flag })
    return c.json(did(() => world.setAuthenticator(c.req.param('who'), present)))
  })

  app.post('/roles/:id/permissions', async (c) => {
    const { permissions } = await readFields(c, { permissions: texts })
    return c.json(did(() => world.setRolePermissions(c.req.param('id'), permissions)))
  })

  app.route('/', signInControls(world))
  app.route('/', sessionControls(world))
  app.get('/requests', (c) => c.json({ requests: world.requests.all() }))
  app.delete('/requests', (c) => c.json(did(() => world.requests.clear())))

  app.get('/faults', (c) => c.json({ faults: world.faults.all().map(faultToJson) }))
  app.post('/faults', async (c) => c.json(faultToJson(world.faults.add(readFaultRule(await readObject(c))))))
  app.delete('/faults', (c) => c.json(did(() => world.faults.clear())))
  app.delete('/faults/:id', (c) => c.json(did(() => faultOf(world, c.req.param('id')).remove())))
  app.post('/faults/:id/release', (c) => c.json(did(() => faultOf(world, c.req.param('id')).release())))
  app.route('/', placeControls(world))
  app.route('/', providerControls(world))
  app.route('/', notificationControls(world))
  return app

  function did(act: () => void) {
    act()
    return done
  }
}

/** Method and path of each route, with `:name` for what differs. */
function routesOf({ routes }: Hono<AppEnv>): string[] {
  const named = routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
  return [...new Set(named)]
}

function onlySwitches(wanted: Record<string, unknown>): Partial<Switches> {
  const names = [
    'nasty',
    'rateLimits',
    'reissue',
    'preparesVerifyEmail',
    'losesProfilePhone',
    'refusesListedPermissions',
  ] as const
  const flags = names.filter((name) => typeof wanted[name] === 'boolean').map((name) => [name, wanted[name]])
  const { challenge } = wanted
  return { ...Object.fromEntries(flags), ...(isChallengeMode(challenge) && { challenge }) }
}

function faultOf(world: World, id: string) {
  const fault = world.faults.all().find((entry) => entry.id === id)
  if (!fault) throw new UnknownEntity('fault', id)
  return fault
}

function faultToJson(fault: ReturnType<typeof faultOf>) {
  return { id: fault.id, rule: fault.rule, hits: fault.hits(), holding: fault.holding() }
}
