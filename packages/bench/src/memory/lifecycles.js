import { setImmediate } from 'node:timers/promises'
import { recordDeployment } from '../world/recorded.js'
import { heapInUse } from './heap.js'

/**
 * The heap growth per started and stopped client, in bytes. For the first 20 000 the runtime still compiles and optimizes,
 * which takes memory once; a leak goes on.
 */
export async function measureLifecycles({ warmUp = 20_000, cycles = 30_000 } = {}) {
  const deployment = await recordDeployment()
  const cycle = async (/** @type {number} */ turn) => {
    const client = deployment.createClient()
    const stop = client.start()
    client.$view.subscribe(() => undefined)
    // Every other client is stopped during its first request.
    if (turn % 2) await client.refetch()
    stop()
    await setImmediate()
  }
  for (let turn = 0; turn < warmUp; turn++) await cycle(turn)
  const before = await heapInUse()
  for (let turn = warmUp; turn < cycles; turn++) await cycle(turn)
  const after = await heapInUse()
  return { before, after, perCycle: (after - before) / (cycles - warmUp) }
}

/** The heap of one running client with a session and a token, in bytes, the mean of many. */
export async function measureClient({ clients: count = 1_000 } = {}) {
  const deployment = await recordDeployment()
  const open = async () => {
    const client = deployment.createClient()
    client.start()
    await client.getToken()
    return client
  }
  // The first one fills the caches of the runtime.
  const clients = [await open()]
  const before = await heapInUse()
  for (let turn = 0; turn < count; turn++) clients.push(await open())
  const after = await heapInUse()
  for (const client of clients) client.stop()
  return (after - before) / count
}
