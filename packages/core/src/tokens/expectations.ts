import type { Clock } from '../ports.js'

/** Mints under way elsewhere, whose tokens can be used here too. */
export interface Expectations {
  /** Expects a token for a bounded time: a tab that died or froze must not block us. */
  expect(template: string): void
  /** Expects a token until a promise of ours settles. */
  expectUntil(template: string, settled: Promise<unknown>): void
  has(template: string): boolean
  /** Resolves when the expected token has arrived, or will not. */
  arrived(template: string): Promise<void>
  end(template: string): void
  endAll(): void
}

/** How long a tab without a token waits for one that another tab is minting, ms. */
const longestMs = 1_500

export function createExpectations(clock: Clock): Expectations {
  const expected = new Map<string, { readonly arrived: Promise<void>; readonly end: () => void }>()

  const open = (template: string) => {
    expected.get(template)?.end()
    let end = () => {}
    const arrived = new Promise<void>((resolve) => {
      end = () => {
        if (expected.get(template)?.arrived === arrived) expected.delete(template)
        resolve()
      }
    })
    expected.set(template, { arrived, end })
    return end
  }

  return {
    expect(template) {
      const end = open(template)
      const timer = clock.setTimeout(end, longestMs)
      void expected.get(template)?.arrived.then(() => clock.clearTimeout(timer))
    },
    expectUntil(template, settled) {
      const end = open(template)
      settled.then(end, end)
    },
    has: (template) => expected.has(template),
    arrived: (template) => expected.get(template)?.arrived ?? Promise.resolve(),
    end: (template) => expected.get(template)?.end(),
    endAll() {
      for (const { end } of expected.values()) end()
    },
  }
}
