import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { safeParse } from 'zod/v4/core'
import {
  count,
  type Field,
  flag,
  id,
  list,
  maybe,
  metadata,
  names,
  object,
  opaque,
  readWith,
  ref,
  settings,
  strictList,
  strictMaybe,
  text,
  time,
} from '../../src/wire/primitives.js'

const read = (schema: Field<unknown>, value: unknown) => {
  const result = readWith(schema, value)
  if (result.issues) throw new Error(result.issues.map(({ path }) => path.join('.')).join(', '))
  return result.value
}
const isRefused = (schema: Field<unknown>, value: unknown) => readWith(schema, value).issues !== undefined

const strange = [undefined, null, '', 0, -1, Number.NaN, true, [], {}, 'x', ['x'], { a: 1 }]

test.each([
  ['7290000000000000001', '7290000000000000001'],
  [42, '42'],
])('an id %o is %o', (value, expected) => {
  expect(read(id, value)).toBe(expected)
})

test.each([undefined, null, '', '0', 0, Number.NaN, true, {}, []])('an id must not be %o', (value) => {
  expect(isRefused(id, value)).toBe(true)
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
    expect(isRefused(strictList(id), value)).toBe(true)
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
    expect(isRefused(shape, value)).toBe(true)
  })

  test('takes no field from __proto__', () => {
    const result = read(object({ name: text }), JSON.parse('{"__proto__": {"name": "evil", "admin": true}}'))
    expect(result).toEqual({ name: '' })
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
  })
})

describe('a schema, which brings nothing of zod with it', () => {
  const shape = object({ id, inner: strictMaybe(object({ id, name: text })) })
  const raw = { id: 1, inner: { id: 2, extra: true } }
  const expected = { id: '1', inner: { id: '2', name: '' } }
  const bad = { inner: {} }
  const places = [['id'], ['inner', 'id']]

  test('is read by zod’s own safeParse, with the places it refuses', () => {
    expect(safeParse(shape, raw)).toEqual({ success: true, data: expected })
    const result = safeParse(shape, bad)
    expect(result.error?.issues).toMatchObject(places.map((path) => ({ code: 'custom', path })))
  })

  test('is a part of zod’s objects and lists', async () => {
    const whole = z.object({ rows: z.array(shape), first: z.optional(shape) })
    expect(whole.parse({ rows: [raw] })).toEqual({ rows: [expected] })
    expect(await whole.parseAsync({ rows: [raw], first: raw })).toEqual({ rows: [expected], first: expected })
    const result = whole.safeParse({ rows: [raw, bad] })
    expect(result.error?.issues.map(({ path }) => path)).toEqual(places.map((path) => ['rows', 1, ...path]))
  })

  test('is read by what knows Standard Schema', () => {
    expect(shape['~standard'].validate(raw)).toEqual({ value: expected })
    const message = 'Invalid input'
    expect(shape['~standard'].validate(bad)).toEqual({ issues: places.map((path) => ({ path, message })) })
  })
})
