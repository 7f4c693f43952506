import { onTestFinished, vi } from 'vitest'

/** When every test begins: at the start of a minute, as the server's limits count. */
export const startMs = Date.UTC(2026, 0, 15, 12)
export const minuteMs = 60_000
export const dayMs = 86_400_000

/** Stops every clock until the test ends; only {@link pass} moves them. */
export function freezeTime(nowMs = startMs): void {
  vi.useFakeTimers({ now: nowMs })
  onTestFinished(() => void vi.useRealTimers())
}

/** Lets time pass, and everything happen that is due. */
export const pass = async (ms = 0): Promise<void> => void (await vi.advanceTimersByTimeAsync(ms))

/** The machine sleeps: its wall clock goes on, its timers and its monotonic clock stand still. */
export const sleep = (ms: number): void => void vi.setSystemTime(Date.now() + ms)

/** The machine's clock, as the client sees it. */
export const clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (callback: () => void, delayMs: number) => setTimeout(callback, delayMs),
  clearTimeout: (handle: unknown) => clearTimeout(handle as number),
}

const stepMs = 250

/** Lets time pass until a promise settles, and gives what it settles with. */
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
