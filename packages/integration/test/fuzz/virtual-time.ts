import type { Clock } from '@wachter/core'

/** Time that passes only when told to, for the client and for what it imports. */
export interface VirtualTime {
  readonly clock: Clock
  /** Timers that wait. */
  pending(): number
  pass(ms: number): Promise<void>
  /** Lets time pass until a promise settles; false when it did not within so many milliseconds. */
  passUntil(promise: Promise<unknown>, atMostMs: number): Promise<boolean>
}

interface Timer {
  readonly dueMs: number
  readonly callback: () => void
}

/** More than this in one go is a loop. */
const mostTimers = 5_000

const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout }

export function createVirtualTime(startMs: number): VirtualTime & { restore: () => void } {
  let nowMs = startMs
  const timers = new Set<Timer>()

  const setTimer = (callback: () => void, delayMs = 0): Timer => {
    // As in browsers: what is no delay, or too long a one, is none.
    const timer = { dueMs: nowMs + (delayMs > 0 && delayMs < 2 ** 31 ? delayMs : 0), callback }
    timers.add(timer)
    return timer
  }
  const clearTimer = (timer: unknown) => timers.delete(timer as Timer)
  Object.assign(globalThis, { setTimeout: setTimer, clearTimeout: clearTimer })

  const passTo = async (untilMs: number, isEnough = () => false): Promise<void> => {
    for (let count = 0; ; count++) {
      await drainPromises()
      if (isEnough()) return
      if (count > mostTimers) throw new Error('Timers beget timers without end')
      const [next] = [...timers].sort((a, b) => a.dueMs - b.dueMs)
      if (!next || next.dueMs > untilMs) break
      timers.delete(next)
      nowMs = Math.max(nowMs, next.dueMs)
      next.callback()
    }
    nowMs = untilMs
  }

  return {
    clock: { now: () => nowMs, monotonic: () => nowMs - startMs, setTimeout: setTimer, clearTimeout: clearTimer },
    pending: () => timers.size,
    pass: (ms) => passTo(nowMs + ms),
    async passUntil(promise, atMostMs) {
      let settled = false
      const settle = () => {
        settled = true
      }
      promise.then(settle, settle)
      await passTo(nowMs + atMostMs, () => settled)
      return settled
    },
    restore: () => void Object.assign(globalThis, real),
  }
}

/** Nothing here waits for anything but promises; reading a body takes a few turns of them. */
async function drainPromises(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
}
