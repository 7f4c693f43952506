import { median } from '../../times/statistics.js'
import { createNetwork } from '../stage/network.js'
import { createStage } from '../stage/stage.js'
import { tokenOf } from '../stage/tokens.js'

const rounds = 3
const latencyMs = 10
export const crowds = [1, 100, 10_000]

/**
 * @typedef {object} Stampede
 * @property {number} callers
 * @property {number} requests of all of them
 * @property {number} refused how many of them got no token
 * @property {number} nsPerCaller
 * @property {number} ratio to the least code
 */

/**
 * Callers who come at once when the token has expired: the requests of all, how many were refused, and the time, also as a ratio to the least code
 * that shares one request.
 *
 * @param {string} name
 * @param {string} bundle
 * @returns {Promise<Stampede[]>}
 */
export async function coldStampede(name, bundle) {
  const stage = await createStage(name, { bundle, latencyMs })
  await stage.prove()
  const { peer, network, time, lifeMs } = stage
  const floor = createFloor(time)
  const results = []
  for (const callers of crowds) {
    const laps = []
    for (let round = 0; round < rounds; round++) {
      const { ns: floorNs } = await timed(callers, floor)
      time.skip(lifeMs + 60_000)
      network.take()
      const { ns, refused } = await timed(callers, peer.read)
      laps.push({ ns, refused, ratio: ns / floorNs, requests: network.take().all })
    }
    results.push({
      callers,
      requests: median(laps.map(({ requests }) => requests)),
      refused: median(laps.map(({ refused }) => refused)),
      nsPerCaller: median(laps.map(({ ns }) => ns)) / callers,
      ratio: median(laps.map(({ ratio }) => ratio)),
    })
  }
  return results
}

/** @param {number} callers @param {() => Promise<unknown>} read */
async function timed(callers, read) {
  const start = process.hrtime.bigint()
  const results = await Promise.allSettled(Array.from({ length: callers }, read))
  const ns = Number(process.hrtime.bigint() - start)
  return { ns, refused: results.filter(({ status }) => status === 'rejected').length }
}

/** The least code: one request for all who wait, over a network like the client's. @param {import('../stage/time.js').Time} time */
function createFloor(time) {
  const answer = () => Response.json({ token: tokenOf({ subject: 'A', nowMs: Date.now(), lifeMs: 3_600_000 }) })
  const { fetch } = createNetwork({ server: { answer }, isMint: () => true, latencyMs, time })
  /** @type {Promise<string> | undefined} */
  let pending
  const request = async () => {
    const response = await fetch('https://floor.test/token')
    const { token } = /** @type {{ token: string }} */ (await response.json())
    pending = undefined
    return token
  }
  return async () => (pending ??= request())
}
