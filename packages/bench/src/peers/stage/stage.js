import { adapterOf } from '../catalogue.js'
import { createNetwork } from './network.js'
import { pretendPage } from './page.js'
import { openTab } from './tab.js'
import { createTime, realTime } from './time.js'
import { claimsOf } from './tokens.js'

/**
 * @typedef {object} Peer a client that is signed in as A
 * @property {() => Promise<string | null | undefined>} read the token for an API request: the call an app makes before each
 * @property {() => Promise<string | null | undefined>} renew a token from the server
 * @property {() => Promise<unknown>} switchToB to the other account; with one account a client, by signing in as B
 * @property {() => Promise<unknown>} signOut
 * @property {() => boolean | Promise<boolean>} isSignedIn what the client shows
 *
 * @typedef {object} Opening
 * @property {any} module what the peer's entry exports
 * @property {any} facts of the server
 * @property {boolean} isFirst whether this tab signs in; another one finds what the first one stored
 *
 * @typedef {object} Adapter
 * @property {string} title
 * @property {string} does the call that is timed
 * @property {Record<string, string>} [cannot] a reason for each scenario that the peer has no equivalent of
 * @property {{ file: string, name: string }} [sized] what has the size, if an app does not bundle the entry that is run: a file
 *   of `packages/bench/peers`, and what to call it
 * @property {(server: { now: () => number, lifeMs: number }) => import('./network.js').PeerServer | Promise<import('./network.js').PeerServer>} serve
 * @property {(path: string) => boolean} isMint whether a request is for a token
 * @property {(opening: Opening) => Promise<Peer>} open
 *
 * @typedef {Awaited<ReturnType<typeof createStage>>} Stage
 */

/**
 * A peer in a page of its own, signed in as A.
 *
 * @param {string} name
 * @param {{ bundle: string, isVirtual?: boolean, latencyMs?: number, lifeMs?: number, isBlocked?: boolean, skewMs?: number }} options
 *   `bundle`: the file of the peer's entry; `isVirtual`: whether time jumps over what would be waited for; `lifeMs`: of a
 *   token
 */
export async function createStage(
  name,
  { bundle, isVirtual = false, latencyMs = 100, lifeMs = 3_600_000, isBlocked = false, skewMs = 0 },
) {
  const adapter = await adapterOf(name)
  const module = await import(bundle)
  const time = isVirtual ? createTime() : realTime()
  const server = await adapter.serve({ now: time.now, lifeMs })
  const network = createNetwork({ server, isMint: adapter.isMint, latencyMs, time })
  /** @type {(write: import('./page.js').Write) => void} */
  let tellTab = () => undefined
  const page = pretendPage({
    fetch: network.fetch,
    isOnline: () => !network.isOffline(),
    isBlocked,
    onWrite: (write) => tellTab(write),
  })
  time.skew(skewMs)
  const peer = await adapter.open({ module, facts: server.facts, isFirst: true })

  /** @param {Promise<string | null | undefined>} token whose it is, `none`, `refused`, or `expired` by the server's clock */
  const whose = (token) =>
    token.then(
      (found) => (found ? nameOf(found) : 'none'),
      () => 'refused',
    )
  const nameOf = (/** @type {string} */ token) => {
    try {
      const { sub, exp } = claimsOf(token)
      return exp * 1_000 <= time.now() ? 'expired' : (server.names?.[sub] ?? sub)
    } catch {
      return 'garbage'
    }
  }

  return {
    adapter,
    time,
    network,
    page,
    peer,
    whose,
    lifeMs,
    /** Throws unless the peer is signed in as A: a failed sign-in would look like a lost identity. */
    async prove() {
      const found = await whose(peer.read())
      if (found !== 'A') throw new Error(`${adapter.title} is not signed in as A: ${found}`)
      network.take()
    },
    /** Another tab of the same browser. */
    openTab() {
      const tab = openTab({ name, bundle, facts: server.facts, page, network })
      tellTab = tab.tell
      return tab
    },
  }
}
