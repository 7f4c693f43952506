import { onTestFinished, vi } from 'vitest'
import { seededRandom } from './seeded-random.js'

/** The start time of every test: the start of a minute, because the server's rate limits are per minute. */
export const startMs = Date.UTC(2026, 0, 15, 12)
export const minuteMs = 60_000
export const dayMs = 86_400_000

/**
 * Stops every clock until the test ends; only {@link pass} moves them. Chance, which stretches delays, is the same on every
 * run.
 */
export function freezeTime(nowMs = startMs): void {
  // A test may have chosen its chance; and a second call repeats no number, since tabs name themselves by them.
  if (!vi.isMockFunction(Math.random)) seedChance()
  vi.useFakeTimers({ now: nowMs })
  onTestFinished(() => void vi.useRealTimers())
}

function seedChance(): void {
  const chance = vi.spyOn(Math, 'random').mockImplementation(seededRandom(1))
  onTestFinished(() => chance.mockRestore())
}

/** Advances the time and runs everything that is due. */
export const pass = async (ms = 0): Promise<void> => void (await vi.advanceTimersByTimeAsync(ms))

/** Simulates a sleeping machine: the wall clock advances, timers and the monotonic clock do not. */
export const sleep = (ms: number): void => void vi.setSystemTime(Date.now() + ms)

/** The frozen clock, as the client's `Clock`. */
export const clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (callback: () => void, delayMs: number) => setTimeout(callback, delayMs),
  clearTimeout: (handle: unknown) => clearTimeout(handle as number),
}

const stepMs = 250

/** Advances the time until a promise settles, and returns its result. */
export async function passUntil<T>(promise: Promise<T>, atMostMs: number): Promise<T> {
  let settled = false
  const settle = () => {
    settled = true
  }
  promise.then(settle, settle)
  for (let passedMs = 0; !settled && passedMs < atMostMs; passedMs += stepMs) await pass(stepMs)
  if (!settled) throw new Error(`Not settled after ${atMostMs} ms`)
  return promise
}
