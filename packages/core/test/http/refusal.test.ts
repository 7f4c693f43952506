import { describe, expect, test } from 'vitest'
import { errorFromRefusal } from '../../src/http/refusal.js'

const errors = (...codes: string[]) => codes.map((code) => ({ code, message: `Message of ${code}` }))

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
    [429, undefined, 'rate-limited'],
    [500, { errors: errors('INTERNAL') }, 'server-error'],
    [503, undefined, 'server-error'],
    [400, { errors: [{ code: '', message: 'x' }, ...errors('EMAIL_EXISTS')] }, 'email-exists'],
    [400, 'a page', 'rejected'],
    [400, { errors: 'nonsense' }, 'rejected'],
    [400, { errors: [null] }, 'rejected'],
  ])('of %i with %j is %s', (status, body, code) => {
    expect(errorFromRefusal(status, body, null)).toMatchObject({ code, status })
  })
})

test('a refusal keeps all the server said', () => {
  const body = { message: 'Bad', data: { missing: ['phone'] }, errors: errors('EMAIL_EXISTS', 'USERNAME_EXISTS') }
  expect(errorFromRefusal(400, body, null)).toMatchObject({
    errors: errors('EMAIL_EXISTS', 'USERNAME_EXISTS'),
    data: { missing: ['phone'] },
    message: 'Message of EMAIL_EXISTS',
    retryable: false,
  })
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
