import { setImmediate } from 'node:timers/promises'
import { createClient } from '@wachter/core'
import { createEmulator } from '@wachter/emulator'
import { createMemoryStore } from '../world/surroundings.js'

/** The heap growth per started and stopped client, in bytes, once all caches are warm. */
export async function measureHeap({ warmUp = 1_000, cycles = 10_000 } = {}) {
  const answer = await answerOfSession()
  const cycle = async (/** @type {number} */ turn) => {
    const client = createClient({
      baseUrl: 'http://localhost:4747',
      mode: 'staging',
      storage: createMemoryStore(),
      fetch: async () => answer(),
    })
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

async function answerOfSession() {
  const emulator = createEmulator()
  const response = await emulator.fetch(`${emulator.baseUrl}/session`)
  const text = await response.text()
  const headers = [...response.headers]
  return () => new Response(text, { headers })
}

async function heapInUse() {
  const collect = globalThis.gc
  if (!collect) throw new Error('Run node with --expose-gc.')
  for (let turn = 0; turn < 5; turn++) {
    await setImmediate()
    await collect()
  }
  return process.memoryUsage().heapUsed
}
