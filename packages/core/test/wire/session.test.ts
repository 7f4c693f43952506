import { describe, expect, test } from 'vitest'
import { SessionError } from '../../src/errors.js'
import { readSession } from '../../src/http/endpoints.js'

describe('a session', () => {
  test('may hold nothing but an id', () => {
    expect(readSession({ id: '1' })).toEqual({
      id: '1',
      createdAtMs: undefined,
      updatedAtMs: undefined,
      signIns: [],
      activeSignIn: undefined,
      signInAttempts: [],
      signUpAttempts: [],
    })
  })

  test('is read in the words of the model', () => {
    const raw = {
      id: 1,
      signins: [{ id: 2, user_id: 3, expires_at: '2026-01-15T12:00:00Z', user: { id: 3, first_name: 'Ada' } }],
      active_signin: { id: 2, active_workspace_membership_id: '0' },
      signin_attempts: [{ id: 4, current_step: 'verify_email', remaining_steps: null, available_2fa_methods: null }],
      from_the_future: true,
    }
    const session = readSession(raw)
    expect(session.signIns[0]).toMatchObject({ id: '2', userId: '3', expiresAtMs: Date.UTC(2026, 0, 15, 12) })
    expect(session.signIns[0]?.user).toMatchObject({ id: '3', firstName: 'Ada', lastName: '', userPhoneNumbers: [] })
    expect(session.activeSignIn?.activeWorkspaceMembershipId).toBeUndefined()
    expect(session.signInAttempts[0]).toMatchObject({ id: '4', remainingSteps: [], available2faMethods: [] })
    expect(session).not.toHaveProperty('fromTheFuture')
  })

  test.each([
    ['', undefined],
    ['', []],
    ['id', {}],
    ['signins.0.id', { id: 1, signins: [{}] }],
    ['active_signin.user.id', { id: 1, active_signin: { id: 2, user: {} } }],
  ])('that cannot be meant is refused, naming "%s"', (place, raw) => {
    try {
      readSession(raw)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(SessionError)
      expect(error).toMatchObject({ code: 'invalid-response', message: expect.stringContaining(`"${place}"`) })
    }
  })
})
