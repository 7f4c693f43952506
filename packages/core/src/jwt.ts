import { textFromBase64Url } from './base64url.js'
import { isObject } from './json.js'

/**
 * Reads the claims of a JWT without verifying it. jose could too, but needs a `TextEncoder` on import, which Jest's jsdom
 * lacks.
 *
 * @throws when it is not a JWT; the message may quote it
 */
export function payloadOf(token: string): Readonly<Record<string, unknown>> {
  const [, payload = ''] = token.split('.')
  const claims: unknown = JSON.parse(textFromBase64Url(payload))
  if (!isObject(claims) || Array.isArray(claims)) throw new SyntaxError('The payload is not an object')
  return claims
}
