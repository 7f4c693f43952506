import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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

describe('a refusal', () => {
  test.each([
    ['rejected', 399, false],
    ['rejected', 400, true],
    ['template-not-found', 404, true],
    ['rejected', 499, true],
    ['rate-limited', 429, false],
    ['rejected', 429, false],
    ['server-error', 403, false],
    ['server-error', 500, false],
    ['offline', undefined, false],
  ])('is one of code %s and status %s: %s', (code, status, expected) => {
    expect(isRefusal(new SessionError(code, '', { status }))).toBe(expected)
    expect(isRefusal({ code, status })).toBe(false)
  })

  test('that gets another name keeps what the server said, and the original as its cause', () => {
    const errors = [{ code: 'X', message: 'Not from here' }]
    const original = new SessionError('forbidden', 'Not from here', { status: 403, errors, data: { a: 1 } })
    const renamed = new SessionError('organization-restricted', 'You may not enter', original)
    expect(renamed).toMatchObject({ code: 'organization-restricted', status: 403, errors, data: { a: 1 } })
    expect(renamed.cause).toBe(original)
    expect(isRefusal(renamed)).toBe(true)
  })

  test('whose fields are copied is no error, and its cause is the one given', () => {
    const original = new SessionError('forbidden', 'No', { status: 403 })
    expect(isSessionError({ ...original })).toBe(false)
    expect(new SessionError('forbidden', 'No', { ...original, cause: 'why' }).cause).toBe('why')
  })
})

test('every code that is thrown anywhere is in the documented list', () => {
  const src = fileURLToPath(new URL('../src', import.meta.url))
  const textOf = (file: string) => readFileSync(join(src, file), 'utf8')
  const quoted = (text: string) => [...text.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)*)'/g)].map(([, code]) => code)
  const documented = quoted(textOf('errors.ts').split('export type SessionErrorCode')[0] ?? '')
  const thrown = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = textOf(file)
      const places =
        /(?:new SessionError\(\s*|namedAs\(\d+, |refusedAs\(\{[^}]*|Error', |misconfigured\()('[a-z0-9-]+')/g
      return [...text.matchAll(places)].flatMap(([place]) => quoted(place))
    })
  expect(thrown.length).toBeGreaterThan(40)
  expect(thrown.filter((code) => !documented.includes(code))).toEqual([])
})
