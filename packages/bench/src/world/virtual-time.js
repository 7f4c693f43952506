import { setImmediate } from 'node:timers/promises'
import { createClock } from '@sinonjs/fake-timers'

/**
 * @typedef {object} VirtualTime
 * @property {import('@wachter/core').Clock} clock
 * @property {<T>(work: Promise<T>) => Promise<T>} during counts real work, a signature for example, as taking no time
 * @property {(ms: number) => Promise<void>} pass
 * @property {<T>(promise: Promise<T>) => Promise<T>} until lets time pass until a promise settles
 */

/** Turns of the event loop without work after which all pending work is done. */
const quietTurns = 4

/**
 * A clock that moves only by `pass` and `until`.
 *
 * @param {{ stepMs?: number }} [options] all latencies and intervals should be multiples of the step
 * @returns {VirtualTime}
 */
export function createVirtualTime({ stepMs = 100 } = {}) {
  const timers = createClock(Date.UTC(2026, 0, 1))
  let working = 0

  const settle = async () => {
    for (let turn = 0; turn < quietTurns; turn++) {
      await setImmediate()
      if (working > 0) turn = -1
    }
  }

  const step = async () => {
    timers.tick(stepMs)
    await settle()
  }

  return {
    clock: {
      now: () => timers.now,
      monotonic: () => timers.now,
      setTimeout: (callback, delayMs) => timers.setTimeout(callback, delayMs),
      clearTimeout: (handle) => timers.clearTimeout(/** @type {number} */ (handle)),
    },
    async during(work) {
      working++
      try {
        return await work
      } finally {
        working--
      }
    },
    async pass(ms) {
      await settle()
      for (let passedMs = 0; passedMs < ms; passedMs += stepMs) await step()
    },
    async until(promise) {
      let settled = false
      const settling = promise.finally(() => {
        settled = true
      })
      settling.catch(() => undefined)
      await settle()
      while (!settled) await step()
      return settling
    },
  }
}
