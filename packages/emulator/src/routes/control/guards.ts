import type { MiddlewareHandler } from 'hono'
import { isHost, isLoopbackAddress, isLoopbackHost, isLoopbackOrigin } from '../../loopback'
import type { AppContext, AppEnv } from '../serving/context'

type Guard = MiddlewareHandler<AppEnv>

/** Allows only callers on this machine, at a host name that always means this machine. */
export const localCaller =
  (baseUrl: string): Guard =>
  async (c, next) => {
    const ip = c.env?.ip
    if (ip !== undefined && !isLoopbackAddress(ip))
      return refuse(c, 'The control API answers callers on this machine only')
    const url = new URL(c.req.url)
    // In process, DNS rebinding is impossible and the base URL may be a deployment's.
    const isNamed = isLoopbackHost(url.hostname) || (ip === undefined && isHost(new URL(baseUrl), url))
    if (isNamed && isLoopbackHeader(c.req.header('host'))) return next()
    return refuse(c, 'The control API answers under the names of this machine only')
  }

/** Allows pages on this machine, on any port. Other pages must not be able to read anything. */
export const localPages: Guard = async (c, next) => {
  const origin = c.req.header('origin')
  if (origin === undefined) return next()
  if (!isLoopbackOrigin(origin)) return refuse(c, 'The control API answers pages of this machine only')
  if (c.req.method === 'OPTIONS') return c.body(null, 204, { ...corsHeaders(origin), ...preflightHeaders })
  await next()
  for (const [name, value] of Object.entries(corsHeaders(origin))) c.res.headers.set(name, value)
}

/** Requires JSON or no body: a cross-origin page needs a preflight to send JSON, so plain forms reach no route. */
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

/** A request in process has no `Host` header. Over HTTP, it may differ from the host in the request line. */
function isLoopbackHeader(host: string | undefined): boolean {
  return host === undefined || (URL.canParse(`http://${host}`) && isLoopbackHost(new URL(`http://${host}`).hostname))
}

function refuse(c: AppContext, message: string): Response {
  return c.json({ message }, 403)
}
