import fc from 'fast-check'

/** What a history takes place in. */
export interface Setting {
  readonly door: 'sign-in' | 'sign-up'
  /** Whether Mary is asked for a second factor. */
  readonly secondFactor: boolean
  /** What her profile lacks. */
  readonly lacks: 'nothing' | 'names' | 'phone'
  readonly verifies: 'nothing' | 'email' | 'phone' | 'both'
  readonly isVerified: boolean
  readonly challenge: boolean
  readonly nasty: boolean
  readonly rateLimits: boolean
  /** How long each request and each answer is on its way. */
  readonly latencyMs: number
}

/** How the next requests fare. */
export type Mishap = 'drop' | 'lose' | 'fail' | 'refuse' | 'silence' | 'delay'

/** One thing that happens. What does not fit the moment does nothing. */
export type Event =
  | {
      readonly do: 'act'
      readonly tab: number
      /** Which of what can be done at the step. */
      readonly what: number
      /** Whether the next thing happens only when this one is done. */
      readonly waits: boolean
    }
  | { readonly do: 'open-link'; readonly tab: number; readonly waits: boolean }
  | { readonly do: 'restart' | 'reload' | 'close' | 'sign-out'; readonly tab: number }
  | { readonly do: 'open-tab' | 'go-offline' | 'go-online' | 'lose-session' | 'rest' }
  | {
      readonly do: 'mishap'
      readonly what: Mishap
      readonly where: 'auth' | 'session' | 'anywhere'
      readonly times: number
    }
  | { readonly do: 'wait'; readonly ms: number }

export interface History {
  readonly setting: Setting
  readonly seed: number
  readonly events: readonly Event[]
}

const tab = fc.nat({ max: 1 })
const waits = fc.boolean()

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 24, arbitrary: fc.record({ do: fc.constant('act' as const), tab, what: fc.nat({ max: 59 }), waits }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('open-link' as const), tab, waits }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('reload' as const, 'restart' as const, 'close' as const), tab }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sign-out' as const), tab }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'open-tab' as const,
        'open-tab' as const,
        'go-offline' as const,
        'go-online' as const,
        'rest' as const,
        'lose-session' as const,
      ),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('mishap' as const),
      what: fc.constantFrom<Mishap>('drop', 'lose', 'fail', 'refuse', 'silence', 'delay'),
      where: fc.constantFrom('auth' as const, 'session' as const, 'anywhere' as const),
      times: fc.integer({ min: 1, max: 2 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 500, 900, 5_000, 31_000, 31_000, 91_000, 300_000, 600_000),
    }),
  },
)

export const histories: fc.Arbitrary<History> = fc.record({
  setting: fc.record({
    door: fc.constantFrom('sign-in' as const, 'sign-in' as const, 'sign-up' as const),
    secondFactor: fc.boolean(),
    lacks: fc.constantFrom('nothing' as const, 'names' as const, 'phone' as const),
    verifies: fc.constantFrom('nothing' as const, 'email' as const, 'phone' as const, 'both' as const),
    isVerified: fc.boolean(),
    challenge: fc.boolean(),
    nasty: fc.boolean(),
    rateLimits: fc.boolean(),
    latencyMs: fc.constantFrom(0, 400),
  }),
  seed: fc.nat(),
  events: fc.array(event, { minLength: 4, maxLength: 30, size: 'max' }),
})
