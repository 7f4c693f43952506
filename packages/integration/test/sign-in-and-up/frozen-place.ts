import { createEmulator, type EmulatorOptions } from '@wachter/emulator'
import { answerCryptoAtOnce } from '@wachter/testing/crypto-at-once'
import { expect, onTestFinished } from 'vitest'
import { createVirtualTime, type VirtualTime } from '../fuzz/virtual-time.js'
import { openBrowser } from './browser.js'
import type { Place } from './place.js'

/** A deployment in process, where time stands still unless a test lets it pass. */
export interface FrozenPlace extends Place {
  readonly time: VirtualTime
  /** Lets time pass until a promise settles, and gives what it settles with. */
  settled<T>(promise: Promise<T>): Promise<T>
}

/** At the start of a minute, as the server's limits count. */
const startMs = Date.UTC(2026, 0, 15, 12)
/** Nothing a flow does takes longer: a request and the question what came of it, each with its timeout. */
const longestMs = 60_000

export function freeze(options: EmulatorOptions = {}): FrozenPlace {
  const place = startFrozen(options)
  onTestFinished(place.close)
  return place
}

/** The same, for whoever closes it. */
export function startFrozen(options: EmulatorOptions): FrozenPlace {
  answerCryptoAtOnce()
  const time = createVirtualTime(startMs)
  const emulator = createEmulator({ clock: time.clock, ...options })
  const surroundings = {
    clock: time.clock,
    fetch: (input: RequestInfo | URL, init?: RequestInit) => emulator.fetch(new Request(input, init)),
  }
  const close = () => {
    emulator.world.faults.clear()
    time.restore()
  }
  return {
    emulator,
    world: emulator.world,
    time,
    openBrowser: () => openBrowser(emulator, surroundings),
    async settled(promise) {
      expect(await time.passUntil(promise, longestMs)).toBe(true)
      return promise
    },
    close,
  }
}
