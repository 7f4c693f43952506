import { parse, serialize } from 'hono/utils/cookie'
import type { DeploymentAddress } from '../../world/deployment/deployment'
import { devSessionCookieNames } from '../../world/deployment/session-cookies'

// In staging the URL carries the session, but visitors return from providers and e-mails without it. So the pages store it
// in the same cookie as Wacht's own pages (PROTOCOL.md §1.5).

/** The dev session in the visitor's cookie for these pages, or an empty string. */
export function keptDevSession(address: DeploymentAddress, cookies: string): string {
  const { token } = devSessionCookieNames(address)
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
  const { token, updatedAt } = devSessionCookieNames(address)
  const options = { path: '/', secure: true, sameSite: 'Lax' } as const
  return [serialize(token, devSession, options), serialize(updatedAt, String(nowMs), options)]
}
