import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../src/errors.js'
import { errorFromRefusal } from '../../src/http/refusal.js'

const errors = (...codes: string[]) => codes.map((code) => ({ code, message: `Message of ${code}` }))

/** A refusal as the API sends it, which lacks nothing but what is said. */
const envelope = (status: number, parts: object = {}) => ({
  status,
  message: 'Words',
  data: null,
  session: null,
  errors: null,
  ...parts,
})

describe('the code of a refusal', () => {
  test.each([
    [400, { errors: errors('INVALID_CREDENTIALS') }, 'invalid-credentials'],
    [401, { errors: errors('UNAUTHORIZED') }, 'signed-out'],
    [401, { errors: null }, 'signed-out'],
    [403, { errors: [] }, 'forbidden'],
    [403, { errors: errors('TOO_MANY_REQUESTS') }, 'too-many-requests'],
    [403, { errors: errors('UNAUTHORIZED') }, 'forbidden'],
    [404, {}, 'not-found'],
    [400, { message: 'Wrong code' }, 'rejected'],
    [422, {}, 'rejected'],
    [429, { errors: errors('TOO_MANY_REQUESTS') }, 'rate-limited'],
    [500, { errors: errors('INTERNAL') }, 'server-error'],
    [304, {}, 'server-error'],
    [400, { errors: [{ code: '', message: 'x' }, ...errors('EMAIL_EXISTS')] }, 'email-exists'],
    [400, { errors: 'nonsense' }, 'rejected'],
    [400, { errors: [null] }, 'rejected'],
    [400, { errors: [null, ...errors('EMAIL_EXISTS')] }, 'email-exists'],
    [400, { errors: errors('SERVER_ERROR') }, 'rejected'],
    [404, { errors: errors('OFFLINE') }, 'not-found'],
    [400, { errors: errors('constructor') }, 'constructor'],
  ])('of %i with %j is %s', (status, parts, code) => {
    const error = errorFromRefusal(status, envelope(status, parts), null)
    expect(error).toMatchObject({ code, status })
    expect(isRefusal(error)).toBe(status < 500 && status >= 400 && status !== 429)
  })

  test('needs no more of the envelope than status and data, or status and errors', () => {
    expect(errorFromRefusal(403, { status: 403, data: null }, null).code).toBe('forbidden')
    expect(errorFromRefusal(403, { status: 403, errors: null }, null).code).toBe('forbidden')
  })
})

describe('an answer that is not the API’s word', () => {
  const bodies = [
    undefined,
    null,
    'a page',
    [],
    {},
    { message: 'Deployment not found' },
    { error: { code: 403, message: 'Denied' } },
    { status: 'error', data: null },
    { status: 403, message: 'Denied' },
    { data: null, errors: null },
  ]
  test.each([400, 401, 403, 404, 408, 410, 418, 451].flatMap((status) => bodies.map((body) => [status, body])))(
    'is no refusal: %i with %j',
    (status, body) => {
      const error = errorFromRefusal(status as number, body, null)
      expect(error).toMatchObject({ code: 'server-error', status, retryable: true })
      expect(isRefusal(error)).toBe(false)
    },
  )

  test('is rate-limited for 429 all the same', () => {
    const error = errorFromRefusal(429, undefined, '17')
    expect(error).toMatchObject({ code: 'rate-limited', status: 429, retryAfterMs: 17_000 })
    expect(isRefusal(error)).toBe(false)
  })
})

test('a refusal keeps all the server said', () => {
  const parts = { message: 'Bad', data: { missing: ['phone'] }, errors: errors('EMAIL_EXISTS', 'USERNAME_EXISTS') }
  expect(errorFromRefusal(400, envelope(400, parts), null)).toMatchObject({
    errors: errors('EMAIL_EXISTS', 'USERNAME_EXISTS'),
    data: { missing: ['phone'] },
    message: 'Message of EMAIL_EXISTS',
    retryable: false,
  })
  expect(errorFromRefusal(403, envelope(403, { message: 'Not from here' }), null).message).toBe('Not from here')
})

test.each([
  ['17', 17_000],
  ['60', 60_000],
  ['61', 60_000],
  ['1767225600', 60_000],
  ['0', undefined],
  ['-5', undefined],
  ['', undefined],
  [null, undefined],
  ['Thu, 15 Jan 2026 12:00:00 GMT', undefined],
  ['Infinity', 60_000],
])('Retry-After: %s asks for %s ms', (header, ms) => {
  expect(errorFromRefusal(429, undefined, header).retryAfterMs).toBe(ms)
})
