import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { createDraws, type Draws } from './random.js'
import { type Owner, type TimedEvent, type Timeline, timerLabel } from './timeline.js'

/** The owner of the code that runs now, also after every await. */
export const actor = new AsyncLocalStorage<Owner | undefined>()

const turn = setImmediate

/** Runs all due promise callbacks. Our code waits only for promises. */
export const drainPromises = (): Promise<void> => new Promise((resolve) => turn(resolve))

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  random: Math.random,
  sign: crypto.subtle.sign,
  verify: crypto.subtle.verify,
  generateKey: crypto.subtle.generateKey,
  exportKey: crypto.subtle.exportKey,
}

/** Key generation runs on threads and takes an uncertain time, so one pair is generated in advance and shared. */
const algorithm: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' }
const pair = real.generateKey.call(crypto.subtle, algorithm, true, ['sign', 'verify'])
const exported = {
  spki: pair.then((keys) => real.exportKey.call(crypto.subtle, 'spki', (keys as CryptoKeyPair).publicKey)),
  jwk: pair.then((keys) => real.exportKey.call(crypto.subtle, 'jwk', (keys as CryptoKeyPair).publicKey)),
}

export const keysAreMade = Promise.all([pair, ...Object.values(exported)])

/**
 * Replaces globals for the run: timers use its time, random numbers its seed, and signatures need no threads. Signatures are
 * hashes here, because a run only checks that the emulator made them. Returns a function that restores the globals.
 */
export function surround(timeline: () => Timeline, seed: number): () => void {
  const draws: Draws = createDraws(seed, 'Math.random')
  const signatures = new Map<string, string>()
  let signed = 0

  const digest = (data: BufferSource) => createHash('sha256').update(bytesOf(data)).digest('hex')

  Object.assign(globalThis, {
    setTimeout: (callback: () => void, delayMs = 0, ...rest: unknown[]) => {
      const owner = actor.getStore()
      if (!owner) return (real.setTimeout as (...args: unknown[]) => unknown)(callback, delayMs, ...rest)
      return timeline().after(delayMs, owner, timerLabel, callback)
    },
    clearTimeout: (handle: unknown) => {
      if (typeof handle === 'object' && handle !== null && 'dueMs' in handle) timeline().cancel(handle as TimedEvent)
      else real.clearTimeout(handle as number)
    },
  })
  // The test runner also uses it, at any time.
  Math.random = () => (actor.getStore() ? draws.unit() : real.random())
  Object.assign(crypto.subtle, {
    generateKey: () => pair,
    exportKey: (format: 'jwk' | 'spki') => exported[format],
    async sign(_algorithm: unknown, _key: unknown, data: BufferSource) {
      const hashed = digest(data)
      // As with a real key, signing the same claims twice gives two tokens.
      const signature = createHash('sha512').update(`${signed++} ${hashed}`).digest()
      signatures.set(signature.toString('hex'), hashed)
      return new Uint8Array(signature).buffer
    },
    async verify(_algorithm: unknown, _key: unknown, signature: BufferSource, data: BufferSource) {
      return signatures.get(Buffer.from(bytesOf(signature)).toString('hex')) === digest(data)
    },
  })

  return () => {
    Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout })
    Math.random = real.random
    for (const name of ['generateKey', 'exportKey', 'sign', 'verify'] as const) {
      Reflect.deleteProperty(crypto.subtle, name)
    }
  }
}

const bytesOf = (data: BufferSource): Uint8Array =>
  data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
