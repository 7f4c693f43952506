import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { safeParse } from 'zod/v4/core'
import { forZod } from '../../src/wire/for-zod.js'
import { id, object, strictMaybe, text } from '../../src/wire/primitives.js'

describe('a schema of the public subpath', () => {
  const shape = forZod(object({ id, inner: strictMaybe(object({ id, name: text })) }))
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
