import { recordDeployment } from '../world/recorded.js'
import { createVirtualTime } from '../world/virtual-time.js'
import { heapInUse } from './heap.js'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const readEveryMs = 60_000
/** Coarse, because a week has many steps and nothing here depends on the instant. */
const stepMs = 2_000

/** The heap of a page that stays open, is seen, and reads a token every minute: after each day, in bytes. */
export async function measureWeek({ days = 7 } = {}) {
  const time = createVirtualTime({ stepMs })
  const deployment = await recordDeployment({ now: time.clock.now })
  const client = deployment.createClient({ clock: time.clock })
  client.$view.subscribe(() => undefined)
  client.start()
  const heap = []
  let tokens = 0
  for (let day = 0; day < days; day++) {
    for (let passedMs = 0; passedMs < dayMs; passedMs += readEveryMs) {
      if (await client.getToken()) tokens++
      await time.pass(readEveryMs)
    }
    heap.push(await heapInUse())
  }
  client.stop()
  return { heap, tokens, requests: deployment.requests() }
}
