import { describe, expect, test } from 'vitest'
import {
  count,
  flag,
  id,
  list,
  maybe,
  names,
  object,
  opaque,
  ref,
  type Schema,
  safeParse,
  settings,
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

test('names are those that are text', () => {
  expect(read(names, ['a', 1, null, ['b'], 'c'])).toEqual(['a', 'c'])
})

describe('a list', () => {
  test('that is null, absent or empty is empty', () => {
    for (const value of [null, undefined, []]) expect(read(list(id), value)).toEqual([])
  })

  test.each(['x', 1, true, {}])('must not be %o', (value) => {
    expect(safeParse(list(id), value).success).toBe(false)
  })

  test('names every item that cannot be read', () => {
    expect(() => read(object({ rows: list(object({ id })) }), { rows: [{ id: 1 }, {}, { id: 0 }] })).toThrow(
      'rows.1.id, rows.2.id',
    )
  })
})

describe('an object', () => {
  const shape = object({ id, name: text, inner: maybe(object({ id })) })

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

  test('names the place that cannot be read', () => {
    expect(() => read(shape, { id: 1, inner: {} })).toThrow('inner.id')
    expect(() => read(shape, { id: 1, inner: 'text' })).toThrow('inner')
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
