const encode = (/** @type {unknown} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * A token of an identity, unsigned: no peer verifies an access token.
 *
 * @param {{ subject: string, nowMs: number, lifeMs: number, claims?: Record<string, unknown> }} options
 */
export function tokenOf({ subject, nowMs, lifeMs, claims = {} }) {
  const iat = Math.floor(nowMs / 1_000)
  const payload = {
    sub: subject,
    sid: `of ${subject}`,
    iat,
    exp: iat + lifeMs / 1_000,
    jti: crypto.randomUUID(),
    ...claims,
  }
  return `${encode({ alg: 'RS256', typ: 'JWT', kid: 'key' })}.${encode(payload)}.${encode('unsigned')}`
}

/** @param {string} token @returns {{ sub: string, exp: number }} `exp` in seconds */
export const claimsOf = (token) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

/** The body of a request, from JSON or a form. @param {Request} request @returns {Promise<Record<string, string>>} */
export async function bodyOf(request) {
  const text = await request.text()
  return text.startsWith('{') ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text))
}

/** The identity that a token or a refresh token names: its last letter. @param {string | undefined} named */
export const letterOf = (named = '') => named.at(-1) ?? ''
