import fc from 'fast-check'

/** A change to a good answer: at the n-th of its places, counted round. */
export interface Edit {
  readonly place: number
  readonly doing: 'replace' | 'remove' | 'add' | 'repeat' | 'bury'
  readonly name: string
  readonly value: unknown
}

const names = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toJSON',
  'then',
  'length',
  'id',
  'data',
  'errors',
]

const dates = [
  'Invalid Date',
  'NaN',
  '2026-13-45T99:99:99Z',
  '0001-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '2026-06-01T12:00:01Z',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00.000Z',
  '+275760-09-13T00:00:00.001Z',
]

const texts = ['', ' ', '0', '-1', 'null', '<script>', '\u0000', '\ud800', '🦊', '9'.repeat(400), '__proto__']

/** What is written in their place, so that a failure stays readable. */
const standIns: Readonly<Record<string, string>> = {
  // JSON reads it as infinity.
  'beyond all numbers': '1e999',
  'a huge text': `"${'x'.repeat(5_000)}"`,
  'a huge number': '9'.repeat(5_000),
  'a deep value': `${'[{"a":'.repeat(200)}0${'}]'.repeat(200)}`,
}

const scalar = fc.oneof(
  fc.constantFrom<unknown>(null, true, false),
  fc.constantFrom<unknown>(0, -1, 0.5, 1, 2 ** 31, 2 ** 53, 1e15, 1e308, -1e308),
  fc.constantFrom<unknown>(...texts),
  fc.constantFrom<unknown>(...dates),
  fc.string({ maxLength: 12 }),
  fc.integer(),
)

/** What JSON can say where something else was meant. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: scalar },
  { weight: 3, arbitrary: fc.array(scalar, { maxLength: 4 }) },
  { weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...names), scalar, { maxKeys: 4 }) },
  { weight: 2, arbitrary: fc.dictionary(fc.constantFrom(...names), fc.dictionary(fc.constantFrom(...names), scalar)) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(standIns)) },
)

export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    place: fc.nat(200),
    doing: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'repeat', 'bury'),
    name: fc.constantFrom(...names),
    value: hostileValue,
  }),
  { minLength: 1, maxLength: 4 },
)

interface Place {
  readonly parent: Record<string, unknown>
  readonly name: string
}

function placesOf(parent: object, found: Place[] = [], depth = 0): Place[] {
  for (const [name, value] of Object.entries(parent)) {
    found.push({ parent: parent as Record<string, unknown>, name })
    if (typeof value === 'object' && value !== null && depth < 12) placesOf(value, found, depth + 1)
  }
  return found
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An own property, whatever its name. */
const define = (target: object, name: string, value: unknown) =>
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })

/** A copy of something good with all the edits made to it. */
export function edited(good: unknown, changes: readonly Edit[]): unknown {
  const whole = { whole: structuredClone(good) }
  for (const { place, doing, name, value } of changes) {
    const places = placesOf(whole)
    const at = places[place % places.length]
    if (!at) continue
    const here = at.parent[at.name]
    if (doing === 'replace') define(at.parent, at.name, structuredClone(value))
    else if (doing === 'remove') delete at.parent[at.name]
    else if (doing === 'add' && isObject(here)) define(here, name, structuredClone(value))
    else if (doing === 'bury')
      for (const each of places) if (each.name === 'public_metadata') define(each.parent, each.name, 'a deep value')
    if (doing === 'repeat') define(at.parent, at.name, Array(20).fill(here))
  }
  return whole.whole
}

export const toJson = (value: unknown): string =>
  Object.entries(standIns).reduce(
    (text, [name, written]) => text.replaceAll(JSON.stringify(name), written),
    JSON.stringify(value) ?? '',
  )
