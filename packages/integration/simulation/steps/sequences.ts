import fc from 'fast-check'
import { brokenPaths, faults, standingFaults } from '../world/faults.js'
import { people } from '../world/server.js'
import type { LineMode, Setting } from '../world/setting.js'
import type { Sequence, Step } from './steps.js'

const tab = fc.nat({ max: 2 })
const who = fc.constantFrom(...people)
const name = fc.constantFrom('Acme', 'Globex')
const modes: readonly LineMode[] = ['losing', 'repeating', 'late', 'disordered']
const fault = fc.constantFrom(...faults)

type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>

/** Steps of one kind; fields whose names end in `?` are optional. */
const kind = (weight: number, act: Step['do'] | fc.Arbitrary<Step['do']>, fields: Fields = {}) => {
  const named = { do: typeof act === 'string' ? fc.constant(act) : act, ...fields }
  const entries = Object.entries(named).map(([field, values]) => [field.replace('?', ''), values] as const)
  const requiredKeys = Object.keys(named).filter((field) => !field.endsWith('?'))
  // The union of steps defines the fields; the type of `fc.record` cannot express it.
  const arbitrary = fc.record(Object.fromEntries(entries), { requiredKeys }) as unknown as fc.Arbitrary<Step>
  return { weight, arbitrary }
}

const fixed = <T>(...values: readonly T[]) => fc.constantFrom(...values)

const step: fc.Arbitrary<Step> = fc.oneof(
  kind(18, 'token', { tab, 'template?': fixed('short', 'billing'), 'force?': fixed(true) }),
  kind(8, 'switch-account', { tab, who }),
  kind(8, 'enter-organization', { tab, 'name?': name }),
  kind(5, 'enter-workspace', { tab, name: fixed('Engineering', 'Marketing', 'Research') }),
  kind(8, 'sign-out', { tab, 'who?': who }),
  kind(7, 'sign-in', { tab, who }),
  kind(2, 'impersonate', { tab, who }),
  kind(4, 'refetch', { tab }),
  kind(3, 'rename', { tab }),
  kind(2, 'resign', { tab, name }),
  kind(3, 'create-organization', { tab }),
  kind(3, 'leave', { tab, 'name?': name }),
  kind(3, 'accept-invitation', { tab, who, name }),
  kind(4, 'call-api', { tab, method: fixed('GET', 'POST'), 'refused?': fixed(true) }),
  kind(4, 'listen', {
    tab,
    to: fixed('state', 'user', 'signed-in', 'signed-out', 'context-changed', 'session-expiring'),
    and: fixed('throw', 'throw-derived', 'throw-set', 'change', 'subscribe-again', 'stop'),
  }),
  kind(3, 'revoke', { who }),
  kind(3, 'grant', { who, role: fixed('Admin', 'Member'), 'name?': name }),
  kind(4, 'notify', { to: fixed(...people, 'Acme', 'Globex') }),
  kind(2, 'expel', { who, name }),
  kind(2, 'expire', { who, inMs: fixed(0, 2_000, 30_000, 100_000) }),
  kind(3, 'hosted-sign-in', { who }),
  kind(3, 'hosted-switch', { who }),
  kind(3, 'hosted-enter', { 'name?': name }),
  kind(2, 'hosted-sign-out', { 'who?': who }),
  kind(2, 'set-clock', {
    byMs: fixed(-86_400_000, -3_600_000, -50_000, -1_000, 1_000, 50_000, 3_600_000, 86_400_000),
  }),
  kind(2, 'sleep', { ms: fixed(20_000, 28_800_000) }),
  kind(3, 'offline'),
  kind(3, 'online'),
  kind(12, 'fault', { tab, fault }),
  kind(3, 'break', { path: fixed(...brokenPaths), fault: fixed(...standingFaults) }),
  kind(3, 'mend'),
  kind(4, 'line', { 'mode?': fixed(...modes) }),
  kind(12, fixed('hide', 'show', 'freeze', 'thaw', 'kill', 'stop', 'start'), { tab }),
  kind(5, 'open', { 'fault?': fault, 'firstToken?': fixed(true) }),
  kind(16, 'wait', { ms: fc.nat({ max: 400 }) }),
  kind(8, 'wait', { ms: fixed(1_000, 3_000, 6_000, 12_000) }),
  kind(2, 'wait', { ms: fixed(35_000, 120_000) }),
)

/** A value that is mostly absent. */
const rarely = <T>(percent: number, ...values: readonly T[]): fc.Arbitrary<T | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 100 - percent, arbitrary: fc.constant(undefined) },
    { weight: percent, arbitrary: fc.constantFrom(...values) },
  )

const second = 1_000
const hour = 3_600 * second
const day = 24 * hour
const year = 365 * day
const skews = [4 * second, 40 * second, hour, day, 3 * year].flatMap((ms) => [-ms, ms])

const setting: fc.Arbitrary<Setting> = fc
  .record({
    tabs: fc.integer({ min: 1, max: 3 }),
    mode: rarely(20, 'production' as const),
    storage: rarely(10, 'blocked' as const, 'full' as const),
    firstToken: rarely(12, true as const),
    skewMs: rarely(20, ...skews),
    line: rarely(30, 'none' as const, ...modes),
    neighbour: rarely(8, 'other' as const, 'other' as const, 'twin' as const),
    snapshot: rarely(10, true as const),
    limits: rarely(8, true as const),
    rooms: rarely(50, true as const),
  })
  .map(({ neighbour, ...drawn }) => {
    // Twins share the cookie of Wacht's own SDKs: without storage, the later one overwrites it permanently.
    const isPossible = neighbour !== 'twin' || !drawn.storage
    return withoutAbsent({ ...drawn, neighbour: isPossible ? neighbour : undefined }) as unknown as Setting
  })

const withoutAbsent = (record: object): object =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))

export const sequences = (maxSteps: number): fc.Arbitrary<Sequence> =>
  fc.record({
    seed: fc.nat({ max: 999_999 }),
    setting,
    steps: fc.array(step, { minLength: 1, maxLength: maxSteps, size: 'max' }),
  })
