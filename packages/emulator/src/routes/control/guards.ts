import type { MiddlewareHandler } from 'hono'
import { isHost, isLoopbackAddress, isLoopbackHost, isLoopbackOrigin } from '../../loopback'
import type { AppContext, AppEnv } from '../serving/context'

type Guard = MiddlewareHandler<AppEnv>

/** Answers callers on this machine only, and by a name that is always this machine's. */
export const localCaller =
  (baseUrl: string): Guard =>
  async (c, next) => {
    const ip = c.env?.ip
    if (ip !== undefined && !isLoopbackAddress(ip))
      return refuse(c, 'The control API answers callers on this machine only')
    const url = new URL(c.req.url)
    // In process there is no name to rebind, and the emulator may go by that of a deployment.
    const isNamed = isLoopbackHost(url.hostname) || (ip === undefined && isHost(new URL(baseUrl), url))
    if (isNamed && isLoopbackHeader(c.req.header('host'))) return next()
    return refuse(c, 'The control API answers under the names of this machine only')
  }

/** Lets pages of this machine in, whatever their port. Any other page must not even learn what is here. */
export const localPages: Guard = async (c, next) => {
  const origin = c.req.header('origin')
  if (origin === undefined) return next()
  if (!isLoopbackOrigin(origin)) return refuse(c, 'The control API answers pages of this machine only')
  if (c.req.method === 'OPTIONS') return c.body(null, 204, { ...corsHeaders(origin), ...preflightHeaders })
  await next()
  for (const [name, value] of Object.entries(corsHeaders(origin))) c.res.headers.set(name, value)
}

/** Takes JSON or nothing: a page needs a preflight to send JSON, so no plain form reaches a route. */
export const jsonOnly: Guard = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  const [type = ''] = (c.req.header('content-type') ?? '').split(';')
  const isJson = type.trim().toLowerCase() === 'application/json'
  if (isJson || (type === '' && (await c.req.text()) === '')) return next()
  return c.json({ message: 'The control API takes JSON: send Content-Type: application/json' }, 415)
}

const preflightHeaders = {
  'Access-Control-Allow-Methods': 'GET, POST, DELETE',
  'Access-Control-Allow-Headers': 'Content-Type',
}

function corsHeaders(origin: string): Record<string, string> {
  return { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' }
}

/** A request in process has no such header. Behind HTTP it may name another host than the request line does. */
function isLoopbackHeader(host: string | undefined): boolean {
  return host === undefined || (URL.canParse(`http://${host}`) && isLoopbackHost(new URL(`http://${host}`).hostname))
}

function refuse(c: AppContext, message: string): Response {
  return c.json({ message }, 403)
}
