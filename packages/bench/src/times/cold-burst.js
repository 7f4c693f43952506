import { quick } from '../effort.js'
import { recordDeployment } from '../world/recorded.js'
import { race } from './race.js'

/**
 * Times many callers of a new client that knows nothing, and of the least code that could serve them: one shared promise of
 * the same two answers. The time is that of one caller.
 */
export async function raceColdBurst({ callers = [1, 100, 10_000] } = {}) {
  const deployment = await recordDeployment({ tokenLifeMs: 86_400_000 })
  const rows = []
  for (const count of quick ? callers.slice(-1) : callers) {
    const laps = await race({
      'one shared promise': () => atOnce(count, createFloor(deployment)),
      'getToken()': async () => {
        const client = deployment.createClient()
        client.start()
        await atOnce(count, () => client.getToken())
        client.stop()
      },
    })
    rows.push(...laps.map((lap) => ({ ...lap, callers: count, ns: lap.ns / count })))
  }
  return rows
}

/** @param {import('../world/recorded.js').Recorded} deployment */
function createFloor({ baseUrl, fetch }) {
  const request = async () => {
    const session = await (await fetch(`${baseUrl}/session`)).json()
    const answer = await (await fetch(`${baseUrl}/session/token`)).json()
    return session.data && answer.data.token
  }
  /** @type {Promise<string> | undefined} */
  let flight
  return async () => {
    flight ??= request()
    return flight
  }
}

/** @param {number} count @param {() => Promise<string>} read */
const atOnce = (count, read) => Promise.all(Array.from({ length: count }, read))
