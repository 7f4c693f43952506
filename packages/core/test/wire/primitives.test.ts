import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  as,
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
  optionalCount,
  optionalFlag,
  optionalText,
  ref,
  settings,
  strictList,
  strictMaybe,
  text,
  time,
  toModel,
  toWire,
} from '../../src/wire/primitives.js'

const read = (schema: Field<unknown>, value: unknown) => {
  const result = schema['~standard'].validate(value)
  if (result.issues) throw new Error(result.issues.map(({ path }) => path.join('.')).join(', '))
  return result.value
}
const isRefused = (schema: Field<unknown>, value: unknown) => schema['~standard'].validate(value).issues !== undefined

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
    const isSettings = typeof value === 'object' && value !== null && !Array.isArray(value)
    expect(read(settings({}), value)).toEqual(isSettings ? value : undefined)
    expect(read(optionalText, value)).toBe(typeof value === 'string' ? value : undefined)
    expect(read(optionalFlag, value)).toBe(typeof value === 'boolean' ? value : undefined)
    expect(read(optionalCount, value)).toBe(typeof value === 'number' ? value : undefined)
    expect(read(opaque, value)).toBe(value)
  })
})

/** Nested as deep as asked, built without recursion. */
const nested = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`)

test('what belongs to the app is passed on as it is, unless it is nested too deep', () => {
  for (const schema of [metadata, settings({})]) {
    const deep = nested(100)
    expect(read(schema, deep)).toEqual(deep)
    expect(read(schema, nested(10_000))).toBeUndefined()
    expect(read(schema, JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`))).toBeUndefined()
  }
  for (const value of [undefined, null, 1, 'x', ['constructor'], { a: 1 }]) expect(read(metadata, value)).toBe(value)
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

describe('the names of the model', () => {
  const schema = object({
    id,
    first_name: text,
    created_at: as('createdAtMs', time),
    available_2fa_methods: names,
    signins: as('signIns', list(object({ active_signin: as('activeSignIn', maybe(object({ user_id: ref }))) }))),
    public_metadata: metadata,
  })
  const mine = { snake_case: null, created_at: 'yesterday', nested_one: { two_three: 1 } }
  const raw = {
    id: 1,
    first_name: 'Ada',
    created_at: '2026-01-15T12:00:00Z',
    available_2fa_methods: ['phone_otp'],
    signins: [{ active_signin: { user_id: 3 } }, {}],
    public_metadata: mine,
  }
  const ours = {
    id: '1',
    firstName: 'Ada',
    createdAtMs: Date.UTC(2026, 0, 15, 12),
    available2faMethods: ['phone_otp'],
    signIns: [{ activeSignIn: { userId: '3' } }, { activeSignIn: undefined }],
    publicMetadata: mine,
  }

  test('are the server’s in camelCase, or as the schema says; what belongs to the app stays untouched', () => {
    const result = read(toModel(schema), raw)
    expect(result).toStrictEqual(ours)
    expect((result as typeof ours).publicMetadata).toBe(mine)
  })

  test('lead back to those of the server', () => {
    expect(read(toWire(schema), read(toModel(schema), raw))).toStrictEqual(read(schema, raw))
  })

  test('change nothing in what is refused, and where', () => {
    const strict = object({ active_signin: as('activeSignIn', strictMaybe(object({ user_id: id }))) })
    expect(() => read(toModel(strict), { active_signin: {} })).toThrow('active_signin.user_id')
  })

  test('are known to the compiler', () => {
    const result = toModel(schema)['~standard'].validate(raw)
    if (result.issues) expect.unreachable()
    expectTypeOf(result.value.createdAtMs).toEqualTypeOf<number | undefined>()
    expectTypeOf(result.value.signIns[0]?.activeSignIn?.userId).toEqualTypeOf<string | undefined>()
    expectTypeOf(result.value).not.toHaveProperty('first_name')
  })
})

describe('settings in the names of the model', () => {
  const inModel = (value: unknown) =>
    read(toModel(settings({ is_on: optionalFlag, page_url: as('ourPage', optionalText) })), value)

  test('keep their values, null is missing, at any depth', () => {
    expect(inModel({ a_b: null, list_of: [null, { c_d: null }], e: 0, f: '', g: false })).toEqual({
      aB: undefined,
      listOf: [undefined, { cD: undefined }],
      e: 0,
      f: '',
      g: false,
    })
  })

  test('are validated where the schema names them', () => {
    expect(inModel({ is_on: true, page_url: '/a', else_where: 1 })).toEqual({
      isOn: true,
      ourPage: '/a',
      pageUrl: '/a',
      elseWhere: 1,
    })
    expect(inModel({ is_on: 'yes' })).toEqual({ isOn: undefined, ourPage: undefined })
  })

  test('leave theme tokens untouched', () => {
    const theme_tokens = { light: { primary_color: null } }
    expect((inModel({ theme_tokens }) as { readonly themeTokens: unknown }).themeTokens).toBe(theme_tokens)
  })

  test('take a hostile key for an own property and change no prototype', () => {
    const result = inModel(JSON.parse('{"__proto__": {"is_admin": true}, "deep": {"__proto__": {"is_admin": true}}}'))
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
    expect((result as Record<string, unknown>).isAdmin).toBeUndefined()
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined()
  })

  test.each(['constructor', 'toString', 'hasOwnProperty'])('take %s for a key like any other', (key) => {
    expect(inModel({ [key]: { [key]: key } })).toEqual({ [key]: { [key]: key } })
  })

  test('that are nested too deep are left out', () => {
    expect(inModel({ deep: nested(10_000) })).toBeUndefined()
  })
})
