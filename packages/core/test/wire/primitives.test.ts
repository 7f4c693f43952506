import { describe, expect, test } from 'vitest'
import {
  count,
  flag,
  id,
  list,
  maybe,
  metadata,
  names,
  object,
  opaque,
  ref,
  type Schema,
  safeParse,
  settings,
  strictList,
  strictMaybe,
  text,
  time,
} from '../../src/wire/primitives.js'

const read = (schema: Schema, value: unknown) => {
  const result = safeParse(schema, value)
  if (!result.success) throw new Error(result.error.issues.map(({ path }) => path.join('.')).join(', '))
  return result.data
}

const strange = [undefined, null, '', 0, -1, Number.NaN, true, [], {}, 'x', ['x'], { a: 1 }]

test.each([
  ['7290000000000000001', '7290000000000000001'],
  [42, '42'],
])('an id %o is %o', (value, expected) => {
  expect(read(id, value)).toBe(expected)
})

test.each([undefined, null, '', '0', 0, Number.NaN, true, {}, []])('an id must not be %o', (value) => {
  expect(safeParse(id, value).success).toBe(false)
})

test.each([
  ['12', '12'],
  [12, '12'],
  [null, undefined],
  [undefined, undefined],
  ['', undefined],
  [0, undefined],
  ['0', undefined],
  [{}, undefined],
  [true, undefined],
])('a reference %o is %o', (value, expected) => {
  expect(read(ref, value)).toBe(expected)
})

test.each([
  ['2026-01-15T12:00:00Z', Date.UTC(2026, 0, 15, 12)],
  ['2026-01-15T13:00:00.123456789+01:00', Date.UTC(2026, 0, 15, 12, 0, 0, 123)],
  ['0001-01-01T00:00:00Z', undefined],
  ['1970-01-01T00:00:00Z', undefined],
  ['', undefined],
  ['yesterday', undefined],
  [Date.UTC(2026, 0, 15, 12), Date.UTC(2026, 0, 15, 12)],
  [0, undefined],
  [-1, undefined],
  [Number.NaN, undefined],
  [Number.POSITIVE_INFINITY, undefined],
  [9e15, undefined],
  [null, undefined],
  [{}, undefined],
])('the time %o is %o', (value, expected) => {
  expect(read(time, value)).toBe(expected)
})

describe('a field of another type is as if it were missing', () => {
  test.each(strange)('%o', (value) => {
    expect(read(text, value)).toBe(typeof value === 'string' ? value : '')
    expect(read(flag, value)).toBe(value === true)
    expect(read(count, value)).toBe(typeof value === 'number' ? value : 0)
    expect(read(names, value)).toEqual(Array.isArray(value) ? value : [])
    expect(read(settings, value)).toBe(typeof value === 'object' && value !== null ? value : undefined)
    expect(read(opaque, value)).toBe(value)
  })
})

/** Nested as deep as asked, built without recursion. */
const nested = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`)

test('what belongs to the app is passed on as it is, unless it is nested too deep', () => {
  for (const schema of [metadata, settings]) {
    const deep = nested(100)
    expect(read(schema, deep)).toBe(deep)
    expect(read(schema, nested(10_000))).toBeUndefined()
    expect(read(schema, JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`))).toBeUndefined()
  }
  for (const value of [undefined, null, 1, 'x', ['constructor']]) expect(read(metadata, value)).toBe(value)
})

test('names are those that are text', () => {
  expect(read(names, ['a', 1, null, ['b'], 'c'])).toEqual(['a', 'c'])
})

describe('a list', () => {
  test('that is null, absent or empty is empty', () => {
    for (const value of [null, undefined, []]) expect(read(list(id), value)).toEqual([])
  })

  test.each(['x', 1, true, {}])('must not be %o', (value) => {
    expect(safeParse(strictList(id), value).success).toBe(false)
    expect(read(list(id), value)).toEqual([])
  })

  test('leaves out the rows that cannot be read', () => {
    const rows = [{ id: 1 }, {}, null, 'text', [], { id: 2 }]
    for (const schema of [list(object({ id })), strictList(object({ id }))])
      expect(read(schema, rows)).toEqual([{ id: '1' }, { id: '2' }])
  })
})

describe('an object', () => {
  const shape = object({ id, name: text, inner: maybe(object({ id })) })
  const strict = object({ inner: strictMaybe(object({ id })) })

  test('leaves out what is not named', () => {
    expect(read(shape, { id: 1, extra: true, inner: { id: 2, more: 1 } })).toEqual({
      id: '1',
      name: '',
      inner: { id: '2' },
    })
  })

  test('may be null or absent where it may be', () => {
    for (const inner of [null, undefined]) expect(read(shape, { id: 1, inner })).toEqual({ id: '1', name: '' })
    expect(read(shape, { id: 1 })).toEqual({ id: '1', name: '' })
  })

  test.each([{}, 'text', [], 1, { id: {} }])('is none where it may be absent and is %j', (inner) => {
    expect(read(shape, { id: 1, inner })).toEqual({ id: '1', name: '' })
  })

  test('that matters names the place that cannot be read', () => {
    expect(() => read(strict, { inner: {} })).toThrow('inner.id')
    expect(() => read(strict, { inner: 'text' })).toThrow('inner')
    expect(read(strict, { inner: null })).toEqual({ inner: undefined })
  })

  test('has every field that is named, so that reading it again gives the same', () => {
    expect(Object.keys(read(shape, { id: 1 }) as object)).toEqual(['id', 'name', 'inner'])
  })

  test.each([undefined, null, 'text', 1, []])('must not be %o', (value) => {
    expect(safeParse(shape, value).success).toBe(false)
  })

  test('takes no field from __proto__', () => {
    const result = read(object({ name: text }), JSON.parse('{"__proto__": {"name": "evil", "admin": true}}'))
    expect(result).toEqual({ name: '' })
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
  })
})
