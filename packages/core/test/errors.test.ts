import { createContext, runInContext } from 'node:vm'
import { describe, expect, test, vi } from 'vitest'
import { isRefusal, isSessionError, SessionError } from '../src/errors.js'

describe('an error', () => {
  test('says what happened, and keeps what the server said', () => {
    const cause = new Error('Why')
    const errors = [{ code: 'EMAIL_EXISTS', message: 'Taken' }]
    const error = new SessionError('email-exists', 'Taken', {
      status: 400,
      errors,
      data: { a: 1 },
      retryAfterMs: 5,
      cause,
    })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({
      name: 'SessionError',
      code: 'email-exists',
      message: 'Taken',
      status: 400,
      errors,
      data: { a: 1 },
      retryAfterMs: 5,
      retryable: false,
    })
    expect(error.cause).toBe(cause)
    expect(String(error)).toBe('SessionError: Taken')
  })

  test.each([
    ['offline', true],
    ['timed-out', true],
    ['rate-limited', true],
    ['server-error', true],
    ['unconfirmed', true],
    ['sign-out-unconfirmed', true],
    ['signed-out', false],
    ['aborted', false],
    ['superseded', false],
    ['invalid-response', false],
    ['invalid-credentials', false],
  ])('of code %s is worth another try: %s', (code, retryable) => {
    expect(new SessionError(code, '').retryable).toBe(retryable)
  })

  test('has no more than a code and a message unless there is more', () => {
    expect(new SessionError('offline', 'No network')).toMatchObject({
      status: undefined,
      errors: [],
      data: undefined,
      retryAfterMs: undefined,
      cause: undefined,
    })
  })
})

describe('an error of ours is known', () => {
  test('when it comes from another copy of this library', async () => {
    vi.resetModules()
    const other = await import('../src/errors.js')
    const error = new other.SessionError('offline', '')
    expect(error).not.toBeInstanceOf(SessionError)
    expect(isSessionError(error)).toBe(true)
  })

  test('when it comes from another frame', () => {
    const frame = createContext({})
    const error: unknown = runInContext(
      `Object.assign(new Error('x'), { [Symbol.for('wachter.session-error')]: true })`,
      frame,
    )
    expect(error).not.toBeInstanceOf(Error)
    expect(isSessionError(error)).toBe(true)
  })

  test.each([undefined, null, 'offline', 1, {}, [], new Error('x'), { name: 'SessionError', code: 'offline' }])(
    'and %o is none',
    (value) => {
      expect(isSessionError(value)).toBe(false)
    },
  )
})

test.each([
  [399, false],
  [400, true],
  [429, true],
  [499, true],
  [500, false],
  [undefined, false],
])('an answer of status %s is a refusal: %s', (status, expected) => {
  expect(isRefusal(new SessionError('x', '', { status }))).toBe(expected)
  expect(isRefusal({ status })).toBe(false)
})
