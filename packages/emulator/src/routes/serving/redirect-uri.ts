import { refuseWithoutCode } from '../../wire/refusal'
import { isWebUrl } from '../../world/deployment/redirects'
import type { AppContext } from './context'

/** The requested redirect URI, or an empty string. Throws when a provider's state could not carry it. */
export function readRedirectUri(c: AppContext): string {
  const wanted = c.req.query('redirect_uri') ?? ''
  if (wanted === '' || (isWebUrl(wanted) && !wanted.includes('|'))) return wanted
  throw refuseWithoutCode(400, 'Invalid redirect URI')
}
