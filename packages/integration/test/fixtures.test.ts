import * as wire from '@wachter/core/wire'
import { describe, expect, test } from 'vitest'
import { emptySuccessEnvelope, refusals, successEnvelope } from './fixtures/envelope.js'
import { hostileShapes, spoiltShapes } from './fixtures/hostile-shapes.js'
import { readings } from './fixtures/readings.js'
import { partsNamedBy, read, refusedAt, untidiness } from './wire-reading.js'

describe('what the protocol says by hand', () => {
  test.each(readings)('$name is read as it is meant', ({ schema, value, means }) => {
    expect(partsNamedBy(means, read(schema, value))).toEqual(means)
  })

  test.each(readings)('$name leaves nothing untidy behind', ({ schema, value }) => {
    expect(untidiness(read(schema, value))).toEqual([])
  })

  test('the answer to a successful call gives its data and nothing else', () => {
    expect(read(wire.success, successEnvelope)).toEqual({ data: { token: 'kept' } })
    expect(read(wire.success, emptySuccessEnvelope)).toEqual({ data: null })
  })

  test.each(refusals.filter(({ codes, body }) => codes.length > 0 || Object.hasOwn(Object(body), 'errors')))(
    '$kind keeps all that was named',
    (refusal) => {
      expect(read(wire.refusal, refusal.body).errors.map(({ code }) => code)).toEqual(refusal.codes)
    },
  )
})

describe('what cannot be meant', () => {
  test.each(hostileShapes)('$name is refused at "$at"', ({ schema, value, at }) => {
    expect(refusedAt(schema, value)).toBe(at)
  })

  test.each(spoiltShapes)('$name is left out, and the rest lives', ({ schema, value, means }) => {
    const whole = read(schema, value)
    expect(partsNamedBy(means, whole)).toEqual(means)
    expect(untidiness(whole)).toEqual([])
  })

  test('a field named __proto__ reaches nobody', () => {
    const hostile: unknown = JSON.parse('{"id":"7","__proto__":{"active_signin":{"id":"8"}},"constructor":{"id":"9"}}')
    expect(read(wire.session, hostile)).toEqual({
      id: '7',
      created_at: undefined,
      updated_at: undefined,
      signins: [],
      active_signin: undefined,
      signin_attempts: [],
      signup_attempts: [],
    })
  })

  test.each(['today', '', '0001-01-01T00:00:00Z', null, {}, 'Infinity'])('the time %j is none', (created_at) => {
    expect(read(wire.session, { id: '7', created_at }).created_at).toBeUndefined()
  })
})
