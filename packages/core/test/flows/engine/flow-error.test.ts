import { describe, expect, test } from 'vitest'
import { flowError } from '../../../src/flows/engine/flow-error.js'
import { SessionError } from '../../../src/index.js'

const refused = (...errors: { code: string; message: string }[]) =>
  new SessionError('bad-request-body', 'Bad request body', { status: 400, errors })

describe('an error of a flow', () => {
  test('has the code, sentence and wait of its cause', () => {
    const cause = new SessionError('rate-limited', 'Too many', { status: 429, retryAfterMs: 3_000 })
    expect(flowError(cause)).toEqual({
      code: 'rate-limited',
      message: 'Too many',
      retryAfterMs: 3_000,
      fields: {},
      cause,
    })
  })

  test('is unexpected when the cause is none of ours, which it keeps', () => {
    const cause = new TypeError('x is undefined')
    expect(flowError(cause)).toMatchObject({ code: 'unexpected', cause: { cause } })
  })
})

describe('the field to blame', () => {
  test.each([
    ['EMAIL_EXISTS', 'email'],
    ['DISPOSABLE_EMAIL_BLOCKED', 'email'],
    ['USERNAME_EXISTS', 'username'],
    ['PHONE_NUMBER_EXISTS', 'phoneNumber'],
    ['COUNTRY_RESTRICTED', 'phoneNumber'],
  ])('is known by the code %s: %s', (code, field) => {
    const problem = { code, message: 'No' }
    expect(flowError(refused(problem)).fields).toEqual({ [field]: problem })
  })

  test.each([
    ['Password must contain a number', 'password'],
    ['Invalid e-mail address', 'email'],
    ['Phone number is required', 'phoneNumber'],
    ['Username is too short', 'username'],
    ['First name is required', 'firstName'],
    ['last_name is required', 'lastName'],
  ])('is read from a sentence without a code: %s', (message, field) => {
    const problem = { code: 'BAD_REQUEST_BODY', message }
    expect(flowError(refused(problem)).fields).toEqual({ [field]: problem })
  })

  test('is read from the refusal itself when it lists no problem', () => {
    const { fields } = flowError(new SessionError('rejected', 'Password is too weak', { status: 400 }))
    expect(fields.password?.message).toBe('Password is too weak')
  })

  test('has the first of two problems', () => {
    const [first, second] = [
      { code: 'EMAIL_EXISTS', message: 'Taken' },
      { code: 'EMAIL_BLOCKED', message: 'Blocked' },
    ]
    expect(flowError(refused(first, second)).fields.email).toEqual(first)
  })

  test('is none for a code that is about something else, whatever its sentence names', () => {
    expect(flowError(refused({ code: 'USER_DISABLED', message: 'This e-mail is disabled' })).fields).toEqual({})
  })
})
