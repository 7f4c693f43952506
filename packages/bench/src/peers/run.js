import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const child = fileURLToPath(new URL('child.js', import.meta.url))

/**
 * Runs one case of one client in a process of its own, which is killed after `timeoutMs`: clients leave timers, and some wait
 * for ever.
 *
 * @param {import('./child.js').Order} order
 * @param {{ timeoutMs?: number, file?: string }} [options] `file`: the program of the process
 * @returns {Promise<any>} what the case returned
 * @throws {Error} what the case threw, or that the process ended without a result
 */
export function runCase(order, { timeoutMs = 90_000, file = child } = {}) {
  return new Promise((resolve, reject) => {
    // Clients print to the console what they return as well.
    const running = fork(file, [JSON.stringify(order)], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    const timer = setTimeout(() => running.kill('SIGKILL'), timeoutMs)
    /** @type {{ result?: unknown, error?: string } | undefined} */
    let answer
    running.on('message', (message) => {
      answer = /** @type {typeof answer} */ (message)
    })
    running.on('error', reject)
    running.on('close', (_, signal) => {
      clearTimeout(timer)
      if (answer?.error !== undefined) return reject(new Error(answer.error))
      if (answer) return resolve(answer.result)
      const end = signal === 'SIGKILL' ? `took longer than ${timeoutMs / 1_000} s` : 'ended without a result'
      reject(new Error(`${order.name}, ${order.kind} ${order.scenario ?? ''}: ${end}`))
    })
  })
}

/**
 * Maps with a few calls at a time, in order.
 *
 * @template T, R
 * @param {T[]} items
 * @param {number} atOnce
 * @param {(item: T) => Promise<R>} map
 * @returns {Promise<R[]>}
 */
export async function mapAtOnce(items, atOnce, map) {
  /** @type {R[]} */
  const results = []
  const waiting = items.entries()
  const work = async () => {
    for (const [index, item] of waiting) results[index] = await map(item)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}
