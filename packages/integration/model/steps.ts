import fc from 'fast-check'
import type { Fault } from './network.js'
import { type Person, people } from './server.js'

type OrganizationName = 'Acme' | 'Globex'
type WorkspaceName = 'Engineering' | 'Marketing' | 'Research'

/** What happens in a run. Nothing waits for what it begins; tabs are counted around. */
export type Step =
  | { readonly do: 'token'; readonly tab: number; readonly template?: 'short' | 'billing'; readonly force?: true }
  | { readonly do: 'switch-account'; readonly tab: number; readonly who: Person }
  /** Without a name: leaves. */
  | { readonly do: 'enter-organization'; readonly tab: number; readonly name?: OrganizationName }
  | { readonly do: 'enter-workspace'; readonly tab: number; readonly name: WorkspaceName }
  /** Without a name: everybody. */
  | { readonly do: 'sign-out'; readonly tab: number; readonly who?: Person }
  | { readonly do: 'sign-in'; readonly tab: number; readonly who: Person }
  | { readonly do: 'impersonate'; readonly tab: number; readonly who: Person }
  | { readonly do: 'refetch'; readonly tab: number }
  /** From another device. */
  | { readonly do: 'revoke'; readonly who: Person }
  | { readonly do: 'grant'; readonly who: Person; readonly role: 'Admin' | 'Member' }
  | { readonly do: 'expel'; readonly who: Person; readonly name: OrganizationName }
  | { readonly do: 'expire'; readonly who: Person; readonly inMs: number }
  | { readonly do: 'set-clock'; readonly byMs: number }
  | { readonly do: 'sleep'; readonly ms: number }
  | { readonly do: 'offline' }
  | { readonly do: 'online' }
  | { readonly do: 'fault'; readonly tab: number; readonly fault: Fault }
  | { readonly do: 'hide' | 'show' | 'freeze' | 'thaw' | 'kill' | 'stop' | 'start'; readonly tab: number }
  | { readonly do: 'open' }
  | { readonly do: 'wait'; readonly ms: number }

/** A run to be made, and made again. */
export interface Sequence {
  /** Of latencies, delays and all else that is chance. */
  readonly seed: number
  /** How many tabs are open at the start. */
  readonly tabs: number
  readonly steps: readonly Step[]
}

const tab = fc.nat({ max: 2 })
const who = fc.constantFrom(...people)
const one = <T extends Step['do']>(name: T) => fc.constant(name)
const faults: readonly Fault[] = ['drop', 'lose', 'hang', '500', '429', 'slow-request', 'slow-answer']

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record(
      { do: one('token'), tab, template: fc.constantFrom('short', 'billing'), force: fc.constant(true) },
      { requiredKeys: ['do', 'tab'] },
    ) as fc.Arbitrary<Step>,
  },
  { weight: 4, arbitrary: fc.record({ do: one('switch-account'), tab, who }) },
  {
    weight: 4,
    arbitrary: fc.record(
      { do: one('enter-organization'), tab, name: fc.constantFrom('Acme', 'Globex') },
      { requiredKeys: ['do', 'tab'] },
    ) as fc.Arbitrary<Step>,
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: one('enter-workspace'),
      tab,
      name: fc.constantFrom('Engineering', 'Marketing', 'Research'),
    }) as fc.Arbitrary<Step>,
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: one('sign-out'), tab, who }, { requiredKeys: ['do', 'tab'] }) as fc.Arbitrary<Step>,
  },
  { weight: 3, arbitrary: fc.record({ do: one('sign-in'), tab, who }) },
  { weight: 1, arbitrary: fc.record({ do: one('impersonate'), tab, who }) },
  { weight: 2, arbitrary: fc.record({ do: one('refetch'), tab }) },
  { weight: 2, arbitrary: fc.record({ do: one('revoke'), who }) },
  { weight: 1, arbitrary: fc.record({ do: one('grant'), who, role: fc.constantFrom('Admin', 'Member') }) },
  { weight: 1, arbitrary: fc.record({ do: one('expel'), who, name: fc.constantFrom('Acme', 'Globex') }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: one('expire'), who, inMs: fc.constantFrom(0, 2_000, 30_000, 100_000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: one('set-clock'),
      byMs: fc.constantFrom(-86_400_000, -3_600_000, -50_000, -1_000, 1_000, 50_000, 3_600_000, 86_400_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: one('sleep'), ms: fc.constantFrom(20_000, 28_800_000) }) },
  { weight: 1, arbitrary: fc.record({ do: one('offline') }) },
  { weight: 1, arbitrary: fc.record({ do: one('online') }) },
  { weight: 5, arbitrary: fc.record({ do: one('fault'), tab, fault: fc.constantFrom(...faults) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('hide', 'show', 'freeze', 'thaw', 'kill', 'stop', 'start'),
      tab,
    }) as fc.Arbitrary<Step>,
  },
  { weight: 1, arbitrary: fc.record({ do: one('open') }) },
  { weight: 8, arbitrary: fc.record({ do: one('wait'), ms: fc.nat({ max: 400 }) }) },
  { weight: 4, arbitrary: fc.record({ do: one('wait'), ms: fc.constantFrom(1_000, 3_000, 6_000, 12_000) }) },
  { weight: 1, arbitrary: fc.record({ do: one('wait'), ms: fc.constantFrom(35_000, 120_000) }) },
)

export const sequences = (maxSteps: number): fc.Arbitrary<Sequence> =>
  fc.record({
    seed: fc.nat({ max: 999_999 }),
    tabs: fc.integer({ min: 1, max: 3 }),
    steps: fc.array(step, { minLength: 1, maxLength: maxSteps, size: 'max' }),
  })
