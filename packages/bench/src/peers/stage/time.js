import { setImmediate } from 'node:timers/promises'

/** @typedef {ReturnType<typeof createTime>} Time */

/** Turns of the event loop without work after which all pending work is done. */
const quietTurns = 12
/** As in a browser, a longer timer fires at once, ms. */
const longestTimerMs = 2 ** 31 - 1

/**
 * Virtual time for everything in this process: it jumps to the next timer when all work is done, so that no result depends on
 * how busy the machine is. The device's clock may be wrong.
 */
export function createTime() {
  const originMs = Date.now()
  const RealDate = Date
  let passedMs = 0
  let skewMs = 0
  let working = 0
  let ids = 0
  /** @type {Map<number, { dueMs: number, run: () => void }>} in the order of their creation */
  const timers = new Map()
  /** What the server's clock shows, epoch ms. */
  const now = () => originMs + passedMs

  /** @param {(...rest: unknown[]) => void} run @param {number} delayMs @param {unknown[]} rest @param {boolean} isRepeated */
  const add = (run, delayMs, rest, isRepeated) => {
    const id = ++ids
    const lengthMs = delayMs > longestTimerMs ? 1 : Math.max(1, Number(delayMs) || 0)
    const set = () =>
      timers.set(id, {
        dueMs: passedMs + lengthMs,
        run() {
          timers.delete(id)
          if (isRepeated) set()
          run(...rest)
        },
      })
    set()
    return id
  }
  const remove = (/** @type {number} */ id) => void timers.delete(id)

  class DeviceDate extends RealDate {
    /** @param {[]} parts */
    constructor(...parts) {
      if (parts.length > 0) super(...parts)
      else super(now() + skewMs)
    }
    /** @override */
    static now = () => Math.floor(now() + skewMs)
  }

  /** @type {(run: () => void, delayMs?: number, ...rest: unknown[]) => number} */
  const setTimeout = (run, delayMs = 0, ...rest) => add(run, delayMs, rest, false)
  const replaced = {
    Date: DeviceDate,
    setTimeout,
    setInterval: (/** @type {() => void} */ run, delayMs = 0, /** @type {unknown[]} */ ...rest) =>
      add(run, delayMs, rest, true),
    clearTimeout: remove,
    clearInterval: remove,
  }
  for (const [name, value] of Object.entries(replaced))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  performance.now = () => passedMs
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new DOMException('The operation timed out', 'TimeoutError')), ms)
    return controller.signal
  }

  /** @template T @param {Promise<T> | T} work that no timer waits for */
  const during = async (work) => {
    working++
    try {
      return await work
    } finally {
      working--
    }
  }
  // Signatures and digests come from other threads.
  for (const name of ['digest', 'sign', 'verify', 'encrypt', 'decrypt', 'generateKey', 'importKey', 'exportKey']) {
    const subtle = /** @type {Record<string, any>} */ (/** @type {unknown} */ (crypto.subtle))
    const original = subtle[name].bind(crypto.subtle)
    Object.defineProperty(subtle, name, { value: (/** @type {unknown[]} */ ...given) => during(original(...given)) })
  }

  const drive = async () => {
    for (;;) {
      for (let turn = 0; turn < quietTurns; turn++) {
        await setImmediate()
        if (working > 0) turn = -1
      }
      const [first, ...others] = timers.values()
      if (!first) continue
      const next = others.reduce((soonest, timer) => (timer.dueMs < soonest.dueMs ? timer : soonest), first)
      passedMs = Math.max(passedMs, next.dueMs)
      next.run()
    }
  }
  void drive()

  return {
    now,
    during,
    /** @param {number} ms @returns {Promise<void>} */
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    /** The device sleeps: clocks go on, timers do not. @param {number} ms */
    skip(ms) {
      passedMs += ms
      for (const timer of timers.values()) timer.dueMs += ms
    },
    /** The device's clock is wrong from now on. @param {number} ms ahead of the server's */
    skew(ms) {
      skewMs = ms
    },
  }
}

/** The machine's own time, with clocks that can be moved. @type {() => Time} */
export function realTime() {
  let skippedMs = 0
  const { now } = Date
  const elapsed = performance.now.bind(performance)
  return {
    now: () => now() + skippedMs,
    during: async (work) => work,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    skip(ms) {
      skippedMs += ms
      // Not earlier: a reading that is timed must not pay for it.
      Date.now = () => now() + skippedMs
      performance.now = () => elapsed() + skippedMs
    },
    skew() {},
  }
}
