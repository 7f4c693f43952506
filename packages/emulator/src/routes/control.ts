import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { isChallengeMode, type Switches } from '../switches'
import { UnknownEntity } from '../world/lookup'
import type { NewUser } from '../world/users'
import type { EntryRules, NewTicket, World } from '../world/world'
import { providerControls } from './control-providers'
import { signInControls } from './control-sign-in'
import { readFaultRule } from './fault-rule'
import type { AppEnv } from './server'

type Place = { organization: string } | { workspace: string }

export const controlPath = '/__emulator'

/** The world's methods over HTTP, for demo pages and for tests in another process. Only for callers on this machine. */
export function createControlApp(world: World): Hono<AppEnv> {
  const app = new Hono<AppEnv>().basePath(controlPath)
  app.use(cors())
  app.use(async (c, next) => {
    if (isLoopback(c.env?.ip)) return next()
    return c.json({ message: 'The control API answers callers on this machine only' }, 403)
  })
  app.onError((error, c) => c.json({ message: error.message }, error instanceof UnknownEntity ? 404 : 400))
  app.notFound((c) => c.json({ message: 'No such control route' }, 404))

  const done = { ok: true }

  app.get('/state', (c) => c.json(world.state()))
  app.post('/reset', (c) => c.json(did(() => world.reset())))
  app.get('/switches', (c) => c.json(world.switches))
  app.post('/switches', async (c) => c.json(Object.assign(world.switches, onlySwitches(await c.req.json()))))
  app.get('/clock', (c) => c.json({ nowMs: world.clock.now() }))
  app.post('/clock/advance', async (c) => {
    const { ms } = await c.req.json<{ ms: number }>()
    if (typeof ms !== 'number') throw new TypeError('"ms" must be a number')
    world.clock.advance(ms)
    return c.json({ nowMs: world.clock.now() })
  })

  app.post('/users', async (c) => c.json({ id: world.addUser(await c.req.json<NewUser>()).id }))
  app.delete('/users/:who', (c) => c.json(did(() => world.deleteUser(c.req.param('who')))))
  app.post('/users/:who/disable', (c) => c.json(did(() => world.disableUser(c.req.param('who')))))
  app.post('/users/:who/enable', (c) => c.json(did(() => world.enableUser(c.req.param('who')))))

  app.post('/users/:who/authenticator', async (c) => {
    const { present } = await c.req.json<{ present: boolean }>()
    return c.json(did(() => world.setAuthenticator(c.req.param('who'), present)))
  })

  app.post('/memberships', async (c) => {
    const { user, roles, ...place } = await c.req.json<{ user: string; roles: string[] } & Place>()
    return c.json({ id: world.addMembership(user, place, roles).id })
  })
  app.post('/entry-rules', async (c) => {
    const { enforceMfa, whitelistedIps, ...place } = await c.req.json<EntryRules & Place>()
    const rules = { ...(enforceMfa !== undefined && { enforceMfa }), ...(whitelistedIps && { whitelistedIps }) }
    return c.json(did(() => world.setEntryRules(place, rules)))
  })
  app.delete('/memberships/:id', (c) => c.json(did(() => world.removeMembership(c.req.param('id')))))
  app.post('/memberships/:id/roles', async (c) => {
    const { roles } = await c.req.json<{ roles: string[] }>()
    return c.json(did(() => world.setMembershipRoles(c.req.param('id'), roles)))
  })
  app.post('/roles/:id/permissions', async (c) => {
    const { permissions } = await c.req.json<{ permissions: string[] }>()
    return c.json(did(() => world.setRolePermissions(c.req.param('id'), permissions)))
  })

  app.post('/signins/:id/revoke', (c) => c.json(did(() => world.revokeSignIn(c.req.param('id')))))
  app.post('/signins/:id/expiry', async (c) => {
    const { atMs } = await c.req.json<{ atMs: number }>()
    return c.json(did(() => world.setSignInExpiry(c.req.param('id'), atMs)))
  })
  app.delete('/sessions/:id', (c) => c.json(did(() => world.deleteSession(c.req.param('id')))))
  app.post('/sessions/:id/transport/expire', (c) => c.json(did(() => world.expireTransportToken(c.req.param('id')))))
  app.post('/sessions/:id/transport/drop', (c) => c.json(did(() => world.dropTransportToken(c.req.param('id')))))

  app.route('/', signInControls(world))
  app.post('/tickets', async (c) => c.json({ ticket: world.mintTicket(await c.req.json<NewTicket>()) }))
  app.get('/requests', (c) => c.json({ requests: world.requests.all() }))
  app.delete('/requests', (c) => c.json(did(() => world.requests.clear())))

  app.get('/faults', (c) => c.json({ faults: world.faults.all().map(faultToJson) }))
  app.post('/faults', async (c) => c.json(faultToJson(world.faults.add(readFaultRule(await c.req.json())))))
  app.delete('/faults', (c) => c.json(did(() => world.faults.clear())))
  app.delete('/faults/:id', (c) => c.json(did(() => faultOf(world, c.req.param('id')).remove())))
  app.post('/faults/:id/release', (c) => c.json(did(() => faultOf(world, c.req.param('id')).release())))
  app.route('/', providerControls(world))
  return app

  function did(act: () => void) {
    act()
    return done
  }
}

function onlySwitches(wanted: Record<string, unknown>): Partial<Switches> {
  const names = ['nasty', 'rateLimits', 'reissue', 'preparesVerifyEmail', 'losesProfilePhone'] as const
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

function isLoopback(ip: string | undefined): boolean {
  return ip === undefined || ip === '::1' || /^(::ffff:)?127\./.test(ip)
}
