import { onTestFinished, vi } from 'vitest'

/** Stops every clock until the test ends; only {@link passTime} moves them. */
export function freezeTime(): void {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
}

export const passTime = async (ms: number): Promise<void> => void (await vi.advanceTimersByTimeAsync(ms))

const stepMs = 250

/** Lets time pass until a promise settles, and gives what it settles with. */
export async function passTimeUntil<T>(promise: Promise<T>, atMostMs: number): Promise<T> {
  let settled = false
  const settle = () => {
    settled = true
  }
  promise.then(settle, settle)
  for (let passedMs = 0; !settled && passedMs < atMostMs; passedMs += stepMs) await passTime(stepMs)
  if (!settled) throw new Error(`Not settled after ${atMostMs} ms`)
  return promise
}
