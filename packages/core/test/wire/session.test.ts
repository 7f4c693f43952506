import { describe, expect, test } from 'vitest'
import { SessionError } from '../../src/errors.js'
import { sessionFromWire, sessionToWire } from '../../src/http/endpoints.js'
import { valid } from '../../src/http/transport.js'
import { session } from '../../src/wire/session.js'

describe('a session', () => {
  test('may hold nothing but an id', () => {
    expect(sessionFromWire({ id: '1' })).toEqual({
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
    const session = sessionFromWire(raw)
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
    ['signins', { id: 1, signins: {} }],
    ['signins', { id: 1, signins: 'none' }],
    ['active_signin.id', { id: 1, active_signin: { user: {} } }],
    ['active_signin', { id: 1, active_signin: [] }],
  ])('that cannot be meant is refused, naming "%s"', (place, raw) => {
    try {
      sessionFromWire(raw)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(SessionError)
      expect(error).toMatchObject({ code: 'invalid-response', message: expect.stringContaining(`"${place}"`) })
    }
  })
})

describe('one bad thing in a session', () => {
  const member = { id: 5, roles: [{ id: 6, name: 'Admin' }], organization: { id: 7, name: 'Acme' } }
  const whole = () => ({
    id: 1,
    signins: [{ id: 2, user: { id: 3, username: 'ada' }, active_organization_membership: structuredClone(member) }],
    active_signin: {
      id: 2,
      active_organization_membership_id: 5,
      active_organization_membership: structuredClone(member),
    },
    signin_attempts: [{ id: 8 }],
    signup_attempts: [{ id: 9 }],
  })
  const spoilt = (spoil: (session: ReturnType<typeof whole>) => void) => {
    const raw = whole()
    spoil(raw)
    return sessionFromWire(raw)
  }

  test.each([null, undefined, {}, 'Acme', []])(
    'an organization that is %j: no organization is active',
    (organization) => {
      const session = spoilt(({ active_signin }) =>
        Object.assign(active_signin.active_organization_membership, { organization }),
      )
      expect(session.activeSignIn).toMatchObject({ id: '2', activeOrganizationMembershipId: '5' })
      expect(session.activeSignIn?.activeOrganizationMembership).toBeUndefined()
      expect(session.signIns[0]?.activeOrganizationMembership?.organization.name).toBe('Acme')
    },
  )

  test('a role, an address, a sign-in or an attempt without an id is left out', () => {
    const session = spoilt((raw) => {
      Object.assign(raw.active_signin.active_organization_membership, { roles: [{ name: 'No id' }, { id: 6 }] })
      Object.assign(raw.signins[0]?.user ?? {}, { user_email_addresses: [{ email: 'x' }, { id: 4, email: 'a@b.c' }] })
      raw.signins.unshift({} as never, null as never)
      raw.signin_attempts.unshift({ current_step: 'x' } as never)
      raw.signup_attempts.push('x' as never)
    })
    expect(session.activeSignIn?.activeOrganizationMembership?.roles.map(({ id }) => id)).toEqual(['6'])
    expect(session.signIns.map(({ id }) => id)).toEqual(['2'])
    expect(session.signIns[0]?.user?.userEmailAddresses.map(({ email }) => email)).toEqual(['a@b.c'])
    expect(session.signInAttempts.map(({ id }) => id)).toEqual(['8'])
    expect(session.signUpAttempts.map(({ id }) => id)).toEqual(['9'])
  })

  test('roles or attempts that are no list are none', () => {
    const session = spoilt((raw) => {
      Object.assign(raw.active_signin.active_organization_membership, { roles: 'admin' })
      Object.assign(raw, { signin_attempts: {}, signup_attempts: 'x' })
    })
    expect(session).toMatchObject({ signInAttempts: [], signUpAttempts: [] })
    expect(session.activeSignIn?.activeOrganizationMembership?.roles).toEqual([])
  })

  test('metadata nested ten thousand levels deep is left out', () => {
    const session = spoilt((raw) => {
      const deep = JSON.parse(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)
      Object.assign(raw.active_signin.active_organization_membership, { public_metadata: deep })
    })
    expect(session.activeSignIn?.activeOrganizationMembership).toMatchObject({ id: '5', publicMetadata: undefined })
  })
})

test.each(['*', 'a b', '"', "'", '../..', 'constructor', '__proto__', '%2F', ' '])(
  'the id %j is text like any other',
  (id) => {
    const session = sessionFromWire({ id, signins: [{ id }], active_signin: { id, user_id: id, user: { id } } })
    expect(session).toMatchObject({ id, signIns: [{ id }], activeSignIn: { id, userId: id, user: { id } } })
  },
)

test('reading what was read gives the same, also after a visit to storage', () => {
  const raw = {
    id: 1,
    created_at: '2026-01-15T12:00:00Z',
    unknown: 'gone',
    signins: [{ id: 2, expires_at: '0001-01-01T00:00:00Z', user: { id: 3, public_metadata: { a: [null] } } }],
    active_signin: {
      id: 2,
      active_workspace_membership: { id: 4, workspace: { id: 5, created_at: '2026-01-15T12:00:00Z' } },
    },
    signin_attempts: [{ id: 6, errors: null, profile_completion_data: {} }],
  }
  const once = valid(session, raw, 'session')
  expect(sessionToWire(sessionFromWire(raw))).toStrictEqual(once)
  for (const again of [once, structuredClone(once), JSON.parse(JSON.stringify(once))])
    expect(sessionFromWire(again)).toStrictEqual(sessionFromWire(raw))
  expect(JSON.stringify(once)).not.toContain('gone')
})
