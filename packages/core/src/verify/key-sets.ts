import { createRemoteJWKSet, customFetch, type RemoteJWKSet } from 'jose'

/** The public keys of a deployment, as its JWKS lists them. */
export interface KeySet {
  readonly keys: RemoteJWKSet
  /** Fetches the keys again if the last time is long enough ago. Returns false if it is not, or failed. */
  readonly renew: () => Promise<boolean>
  /** Fetches the keys in the background when they are due. Verifying goes on with the known ones. */
  readonly refreshWhenDue: () => void
}

/** Holds the keys of deployments between calls. One cache may serve any number of deployments. */
export interface KeyCache {
  readonly keySetOf: (baseUrl: string, fetch: typeof globalThis.fetch) => KeySet
}

/** A rotated key is noticed by a signature that does not fit; then the keys are fetched, this often at most, ms. */
const cooldownMs = 30_000
/** As Wacht's own verifiers do (PROTOCOL.md §5.1), ms. */
const refreshAfterMs = 300_000
/** A server that cannot be reached signs nobody out, for this long, ms. */
const longestAgeMs = 3_600_000
const timeoutMs = 5_000

/**
 * A cache of keys, for `verifyToken` and `authenticateRequest`. Without one they use a cache of their own in this module.
 *
 * @param maxDeployments the one used least recently goes first. Default 100
 *
 * @example
 * ```ts
 * import { createKeyCache, verifyToken } from '@wachter/core/verify'
 *
 * const keyCache = createKeyCache({ maxDeployments: 10 })
 * const verify = (token: string) => verifyToken(token, { publishableKey, keyCache })
 * ```
 */
export function createKeyCache({ maxDeployments = 100 } = {}): KeyCache {
  /** By `fetch` too: a test's or a proxy's must not answer for another. */
  const known = new Map<string, { readonly fetch: typeof globalThis.fetch; readonly keySet: KeySet }>()
  return {
    keySetOf(baseUrl, fetch) {
      const found = known.get(baseUrl)
      known.delete(baseUrl)
      const entry = found?.fetch === fetch ? found : { fetch, keySet: createKeySet(baseUrl, fetch) }
      known.set(baseUrl, entry)
      const [oldest] = known.keys()
      if (known.size > maxDeployments && oldest !== undefined) known.delete(oldest)
      return entry.keySet
    },
  }
}

function createKeySet(baseUrl: string, fetch: typeof globalThis.fetch): KeySet {
  let fetchedAtMs = 0
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', baseUrl), {
    cooldownDuration: cooldownMs,
    cacheMaxAge: longestAgeMs,
    timeoutDuration: timeoutMs,
    [customFetch]: async (url, init) => {
      const answer = await fetch(url, init)
      fetchedAtMs = Date.now()
      return answer
    },
  })
  /** The last attempt, also one that failed: a server that fails is not asked for every token. */
  let triedAtMs = 0
  const renew = async () => {
    if (keys.coolingDown || Date.now() - triedAtMs < cooldownMs) return false
    triedAtMs = Date.now()
    return keys.reload().then(
      () => true,
      () => false,
    )
  }
  return {
    keys,
    renew,
    refreshWhenDue() {
      if (fetchedAtMs > 0 && Date.now() - fetchedAtMs > refreshAfterMs) void renew()
    },
  }
}
