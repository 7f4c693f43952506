import { parse, serialize } from 'hono/utils/cookie'
import type { DeploymentAddress } from '../../world/deployment/deployment'

// In staging the URL carries the session, but visitors return from providers and e-mails without it. So the pages store it
// in the same cookie as Wacht's own pages (PROTOCOL.md §1.5).

/** The dev session in the visitor's cookie for these pages, or an empty string. */
export function keptDevSession(address: DeploymentAddress, cookies: string): string {
  const { token } = cookieNames(address)
  return (address.mode === 'staging' && parse(cookies, token)[token]) || ''
}

/** The `Set-Cookie` values that store a dev session; none when it is stored already. */
export function keepDevSession(
  address: DeploymentAddress,
  cookies: string,
  devSession: string,
  nowMs: number,
): string[] {
  const isKept = devSession === '' || devSession === keptDevSession(address, cookies)
  if (address.mode !== 'staging' || isKept) return []
  const { token, updatedAt } = cookieNames(address)
  const options = { path: '/', secure: true, sameSite: 'Lax' } as const
  return [serialize(token, devSession, options), serialize(updatedAt, String(nowMs), options)]
}

function cookieNames({ baseUrl }: DeploymentAddress) {
  const host = new URL(baseUrl).host.toLowerCase()
  const scope = host
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, 64)
  return { token: `__dev_session___${scope}`, updatedAt: `__dev_session_updated_at_${scope}` }
}
