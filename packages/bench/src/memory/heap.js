import { setImmediate } from 'node:timers/promises'

/** The bytes in use after the garbage is collected. */
export async function heapInUse() {
  const collect = globalThis.gc
  if (!collect) throw new Error('Run node with --expose-gc.')
  for (let turn = 0; turn < 5; turn++) {
    await setImmediate()
    await collect()
  }
  return process.memoryUsage().heapUsed
}
