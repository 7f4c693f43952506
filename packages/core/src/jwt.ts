import { textFromBase64Url } from './base64url.js'
import { isObject } from './is-object.js'

/**
 * The claims of a JWT, unverified. jose reads them, too, but needs a `TextEncoder` to be imported, which Jest's jsdom does
 * not have.
 *
 * @throws when it is no JWT; the message may quote it
 */
export function payloadOf(token: string): Readonly<Record<string, unknown>> {
  const [, payload = ''] = token.split('.')
  const claims: unknown = JSON.parse(textFromBase64Url(payload))
  if (!isObject(claims) || Array.isArray(claims)) throw new SyntaxError('The payload is no object')
  return claims
}
