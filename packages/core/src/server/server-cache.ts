import { type ClaimedContext, claimedContextKey } from '../model/context-digest.js'
import type { SessionContainer } from '../model/session.js'
import { createKeyCache, type KeyCache } from '../verify/key-sets.js'

/** A session as it was read, and when. */
export interface Snapshot {
  readonly container: SessionContainer
  /** Epoch ms. */
  readonly atMs: number
}

/**
 * What a server keeps between requests: the deployment's keys, snapshots of sessions for first frames, and requests under way.
 * Everything is kept under all it depends on, so that no visitor gets what belongs to another, and bounded.
 */
export interface ServerCache {
  readonly keyCache: KeyCache
  /** The snapshot of a session in exactly this context. */
  snapshot(baseUrl: string, context: ClaimedContext): Snapshot | undefined
  keep(baseUrl: string, context: ClaimedContext, snapshot: Snapshot): void
  /** Joins a request under way with the same key, or starts it. Workers only start: nobody may wait for another's request. */
  share<T>(key: readonly (string | undefined)[], start: () => Promise<T>): Promise<T>
  /** Whether the session may be read now: the API allows a whole server 20 a minute (PROTOCOL.md §1.7). */
  mayRead(baseUrl: string): boolean
}

/** Whether the runtime (Workers, edge) ends the fetches and timers of a request with its answer, unsettled. */
export const endsWorkWithAnswer = (): boolean => 'WebSocketPair' in globalThis || 'EdgeRuntime' in globalThis

/** Below the limit of the API, which counts other requests of this machine, too. */
const readsPerMinute = 15
const minuteMs = 60_000

/**
 * A cache for `authenticateRequest`. Without one it uses a cache of its own in this module, which suits most servers.
 *
 * @param maxSnapshots the one used least recently goes first. Default 1 000
 *
 * @example
 * ```ts
 * import { authenticateRequest, createServerCache } from '@wachter/core/server'
 *
 * const cache = createServerCache({ maxSnapshots: 10_000 })
 * const { auth } = await authenticateRequest(request, { publishableKey, cache })
 * ```
 */
export function createServerCache({ maxSnapshots = 1_000 } = {}): ServerCache {
  const snapshots = new Map<string, Snapshot>()
  const underWay = new Map<string, Promise<unknown>>()
  const reads = new Map<string, { minute: number; count: number }>()
  return {
    keyCache: createKeyCache(),
    snapshot(baseUrl, context) {
      const key = claimedContextKey(baseUrl, context)
      const found = snapshots.get(key)
      if (found) {
        snapshots.delete(key)
        snapshots.set(key, found)
      }
      return found
    },
    keep(baseUrl, context, snapshot) {
      const key = claimedContextKey(baseUrl, context)
      snapshots.delete(key)
      snapshots.set(key, snapshot)
      const [oldest] = snapshots.keys()
      if (snapshots.size > maxSnapshots && oldest !== undefined) snapshots.delete(oldest)
    },
    share<T>(parts: readonly (string | undefined)[], start: () => Promise<T>) {
      if (endsWorkWithAnswer()) return start()
      const key = JSON.stringify(parts.map((part) => part ?? null))
      const found = underWay.get(key)
      if (found) return found as Promise<T>
      const started = start().finally(() => underWay.delete(key))
      underWay.set(key, started)
      return started
    },
    mayRead(baseUrl) {
      const minute = Math.floor(Date.now() / minuteMs)
      const last = reads.get(baseUrl)
      const count = last?.minute === minute ? last.count : 0
      if (count >= readsPerMinute) return false
      reads.set(baseUrl, { minute, count: count + 1 })
      return true
    },
  }
}
