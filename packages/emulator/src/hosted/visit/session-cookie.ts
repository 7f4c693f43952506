import { parse, serialize } from 'hono/utils/cookie'
import type { DeploymentAddress } from '../../world/deployment/deployment'

// In staging the URL carries the session, but providers and mails bring visitors back without it. So the pages keep it in
// the cookie that Wacht's own keep it in (PROTOCOL.md §1.5).

/** The dev session the visitor's browser keeps for these pages, or empty text. */
export function keptDevSession(address: DeploymentAddress, cookies: string): string {
  const { token } = cookieNames(address)
  return (address.mode === 'staging' && parse(cookies, token)[token]) || ''
}

/** The cookies that make the browser keep a dev session; none when it does already. */
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
