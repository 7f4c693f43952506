/**
 * @typedef {'A' | 'B'} Identity
 * @typedef {ReturnType<typeof createPeerServer>} PeerServer
 */

const encode = (/** @type {unknown} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token of an identity, unsigned: no peer verifies it. @param {Identity} identity */
export function tokenOf(identity) {
  const nowS = Math.floor(Date.now() / 1_000)
  const claims = { sub: identity, sid: 'session', org_id: identity, iat: nowS, exp: nowS + 3_600 }
  return `${encode({ alg: 'none' })}.${encode(claims)}.${encode('unsigned')}`
}

/** Whose token it is. @param {string} token @returns {Identity} */
export const identityOf = (token) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub

/** The routes of each peer's server that are used here. The identity of an answer is fixed when the request arrives. */
export function createPeerServer() {
  /** @type {(() => void) | undefined} */
  let release
  /** @type {Promise<void> | undefined} */
  let gate

  /** @param {string} path @param {Record<string, string>} body @param {string} bearer */
  const answer = (path, body, bearer) => {
    if (path.includes('/logout')) return {}
    const asked = body.organization_id ?? body.refresh_token ?? (bearer ? identityOf(bearer) : 'A')
    const identity = /** @type {Identity} */ (asked.at(-1))
    const user = { id: identity, aud: 'authenticated', app_metadata: {}, user_metadata: {}, created_at: '' }
    if (path.endsWith('/user')) return user
    return {
      access_token: tokenOf(identity),
      refresh_token: `of ${identity}`,
      token_type: 'bearer',
      expires_in: 3_600,
      user,
    }
  }

  return {
    /** @param {RequestInfo | URL} input @param {RequestInit} [init] */
    async fetch(input, init) {
      const request = new Request(input, init)
      const text = await request.text()
      const body = text.startsWith('{') ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text))
      const bearer = request.headers.get('Authorization')?.replace('Bearer ', '') ?? ''
      const response = Response.json(answer(new URL(request.url).pathname, body, bearer))
      const mine = gate
      gate = undefined
      await mine
      return response
    },
    /** Holds the next answer until the returned function is called. */
    holdNext() {
      gate = new Promise((resolve) => {
        release = resolve
      })
      return () => release?.()
    },
  }
}
