import type { MiddlewareHandler } from 'hono'
import { parse, serialize } from 'hono/utils/cookie'
import { isHost } from '../../loopback'
import type { Switches } from '../../switches'
import type { SigningKeys } from '../../tokens/keys'
import { resolveTransportToken, type TransportData } from '../../tokens/transport-token'
import { refusalEnvelope, tooManyRequests } from '../../wire/refusal'
import { activeSigninOf, type SigninData, touch } from '../../world/access/signins'
import type { DeploymentAddress } from '../../world/deployment/deployment'
import { sessionCookieDomain } from '../../world/deployment/session-cookies'
import { uploadPath } from '../../world/deployment/uploads'
import type { AppContext, AppEnv } from './context'
import { corsHeaders, preflightHeaders } from './cors'
import { type RateLimiter, rateLimits } from './rate-limiter'

/** The parts of the emulator that the guards use. */
export interface GuardedServer {
  data: TransportData & SigninData
  keys: () => Promise<SigningKeys>
  address: DeploymentAddress
  limiter: RateLimiter
  switches: Pick<Switches, 'rateLimits' | 'reissue'>
}

type Guard = (server: GuardedServer) => MiddlewareHandler<AppEnv>

const inProcessIp = '127.0.0.1'
const withoutSession = ['/.well-known/', `${uploadPath}/`]

/** Runs before CORS and before the deployment is known, so a browser cannot read its 429. */
export const globalRateLimit: Guard = (server) => async (c, next) => {
  const isTokenRoute = c.req.method === 'GET' && c.req.path === '/session/token'
  if (!server.switches.rateLimits || isTokenRoute) return next()
  const key = `path ${c.env?.ip ?? inProcessIp} ${c.req.path}`
  const verdict = server.limiter.hit([{ key, limit: rateLimits.path }])
  if (verdict.allowed) return next()
  return c.json(refusalEnvelope(tooManyRequests(), null), 429, verdict.headers)
}

/** Serves only the deployment's own host. */
export const knownHost: Guard = (server) => async (c, next) => {
  if (isHost(new URL(server.address.baseUrl), new URL(c.req.url))) return next()
  return c.json({ message: 'Deployment not found' }, 404)
}

export const cors: Guard = (server) => async (c, next) => {
  if (c.req.method === 'OPTIONS') {
    return new Response(null, { status: 204, headers: preflightHeaders(server.address, c.req.raw) })
  }
  await next()
  for (const [name, value] of Object.entries(corsHeaders(server.address, c.req.header('origin') ?? null))) {
    c.res.headers.set(name, value)
  }
}

/** Finds or starts the browser session and sends its transport token. */
export const openSession: Guard = (server) => async (c, next) => {
  if (withoutSession.some((path) => c.req.path.startsWith(path))) return next()
  const { data, address } = server
  const sent = sentTransportToken(c, address.mode)
  const transport = await resolveTransportToken(data, await server.keys(), address.baseUrl, sent)
  c.set('session', transport.session)
  c.set('ip', c.req.header('x-wacht-forwarded-for') ?? c.env?.ip ?? inProcessIp)
  const active = activeSigninOf(data, transport.session)
  if (active) touch(data, active)
  await next()
  if (!transport.renewed && !server.switches.reissue) return
  if (address.mode === 'staging') c.res.headers.set('X-Development-Session', transport.token)
  else c.res.headers.append('Set-Cookie', sessionCookie(server, transport.token))
}

function sentTransportToken(c: AppContext, mode: 'staging' | 'production'): string | undefined {
  const cookies = c.env?.cookie ?? c.req.header('cookie') ?? ''
  const { __session } = parse(cookies, '__session')
  return __session ?? (mode === 'staging' ? c.req.query('__dev_session__') : undefined)
}

function sessionCookie({ address, data }: GuardedServer, token: string): string {
  const domain = sessionCookieDomain(address)
  return serialize('__session', token, {
    path: '/',
    httpOnly: true,
    secure: true,
    expires: new Date(data.clock.now() + data.lifetimes.cookieMs),
    ...(domain !== undefined && { domain }),
  })
}
