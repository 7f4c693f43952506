import { inspect } from 'node:util'
import { isSessionError, SessionError } from '@wachter/core'
import type fc from 'fast-check'
import { afterAll, beforeAll, expect, vi } from 'vitest'

const { FUZZ_RUNS, FUZZ_SEED } = process.env

/** How often, and from where: bounded in time unless a count is asked for. */
export const howOften = (count: number, atMostMs: number): fc.Parameters<unknown> => ({
  seed: Number(FUZZ_SEED ?? 20_261_121),
  ...(FUZZ_RUNS ? { numRuns: Number(FUZZ_RUNS) } : { numRuns: count, interruptAfterTimeLimit: atMostMs }),
})

/** A long soak needs more than a test's five seconds. */
export const longestMs = FUZZ_RUNS ? 24 * 3_600_000 : 60_000

const protosKeys = () =>
  [Object.prototype, Array.prototype, Function.prototype, String.prototype, Promise.prototype].map((proto) =>
    Reflect.ownKeys(proto).map(String),
  )

/** Sees what must never happen, whatever is said to a client. Gives what happened since it was last asked. */
export function watch(): { readonly mishaps: () => readonly string[] } {
  let mishaps: string[] = []
  const untouched = protosKeys()
  const note = (what: string) => (error: unknown) => void mishaps.push(`${what} ${inspect(error)}`)
  const unhandled = note('nobody caught')

  beforeAll(() => {
    process.on('unhandledRejection', unhandled)
    vi.spyOn(console, 'error').mockImplementation(note('reported'))
  })
  afterAll(() => {
    process.off('unhandledRejection', unhandled)
    vi.restoreAllMocks()
    expect(protosKeys()).toEqual(untouched)
  })
  return {
    mishaps() {
      const seen = protosKeys().join() === untouched.join() ? mishaps : [...mishaps, 'a prototype was polluted']
      mishaps = []
      return seen
    },
  }
}

/** Until the next minute has surely begun, and then not all at once. */
const longestRestMs = 100_000

/** What is wrong with something a caller was given for an error. */
export function faultsOf(error: unknown, secrets: readonly string[]): string[] {
  if (!(error instanceof SessionError) || !isSessionError(error)) return [`no SessionError: ${inspect(error)}`]
  const faces = [error.message, error.stack ?? '', json(error), inspect(error, { depth: 8, showHidden: true })]
  const { code, retryAfterMs } = error
  return [
    ...secrets.filter((secret) => faces.some((face) => face.includes(secret))).map((secret) => `tells ${secret}`),
    ...(typeof code === 'string' && code ? [] : ['has no code']),
    ...(retryAfterMs === undefined || (retryAfterMs >= 0 && retryAfterMs <= longestRestMs)
      ? []
      : [`rests ${retryAfterMs} ms`]),
  ]
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return ''
  }
}
