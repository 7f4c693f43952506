import { describe, expect, test } from 'vitest'
import { lastAttempt, lastCode, stepsOf } from '../../steps'
import { setUp } from '../../visitor'

const byEmail = { strategy: 'email_otp', email: 'ada@example.com' }
const byPhone = { strategy: 'phone_otp', phone: '2079460100', phone_country_code: '+44' }

describe('signing in with a code', () => {
  test.each([
    ['e-mail', byEmail, 'verify_email_otp', { channel: 'email', to: 'ada@example.com' }],
    ['phone', byPhone, 'verify_phone_otp', { channel: 'sms', to: '+442079460100' }],
  ])('by %s takes a code that was sent there', async (_name, fields, step, sent) => {
    const { visitor, world } = setUp()
    const attempt = lastAttempt(await visitor.post('/auth/signin', fields))
    expect(attempt).toMatchObject({ current_step: step, completed: false, first_method_authenticated: false })
    const { prepare, verify } = stepsOf(visitor)
    expect((await prepare(attempt.id)).body.data).toBeNull()
    expect(world.outbox()).toMatchObject([
      { kind: 'code', ...sent, purpose: 'sign-in', attemptId: attempt.id, at: '2026-01-15T12:00:00.000Z' },
    ])
    expect((await verify(attempt.id, lastCode(world))).status).toBe(200)
    expect((await visitor.session()).active_signin.user.username).toBe('ada')
  })

  test('answers the new sign-in in the list, but not as the active one', async () => {
    const { visitor, world } = setUp()
    await visitor.signIn('linus@example.com')
    const { id } = lastAttempt(await visitor.post('/auth/signin', byEmail))
    await stepsOf(visitor).prepare(id)
    const { data } = (await stepsOf(visitor).verify(id, lastCode(world))).body
    expect(data.signins).toHaveLength(2)
    expect(data.signins[1].user.username).toBe('ada')
    expect(data.active_signin.user.username).toBe('linus')
    expect(data.signin_attempts).toMatchObject([{ method: 'plain_email' }, { id, completed: true, current_step: '' }])
  })

  test('several codes are good at once, each only once and for 90 seconds', async () => {
    const { visitor, world } = setUp()
    const { prepare, verify } = stepsOf(visitor)
    const { id } = lastAttempt(await visitor.post('/auth/signin', byEmail))
    await prepare(id)
    const first = lastCode(world)
    world.clock.advance(89_000)
    await prepare(id)
    expect(lastCode(world)).not.toBe(first)
    world.clock.advance(1_000)
    expect((await verify(id, first)).body).toMatchObject({
      status: 400,
      message: 'Invalid or expired OTP',
      errors: null,
    })
    expect((await verify(id, lastCode(world))).status).toBe(200)
  })

  test('a wrong code leaves the attempt usable', async () => {
    const { visitor, world } = setUp()
    const { prepare, verify } = stepsOf(visitor)
    const { id } = lastAttempt(await visitor.post('/auth/signin', byEmail))
    await prepare(id)
    expect((await verify(id, '000000')).status).toBe(400)
    expect((await verify(id, lastCode(world))).status).toBe(200)
  })

  test.each([
    ['an unknown address', { strategy: 'email_otp', email: 'nobody@example.com' }],
    ['an unverified address', { strategy: 'email_otp', email: 'eve@example.com' }],
    ['an unknown address for a link', { strategy: 'magic_link', email: 'nobody@example.com' }],
    ['an unknown number', { ...byPhone, phone: '999' }],
    ['a number without its country', { strategy: 'phone_otp', phone: '2079460100' }],
  ])('%s gets an attempt of nobody, and nothing is sent', async (_name, fields) => {
    const { visitor, world } = setUp()
    world.addUser({ email: 'eve@example.com', emailVerified: false })
    const attempt = lastAttempt(await visitor.post('/auth/signin', fields))
    expect(attempt).toMatchObject({ user_id: null, identifier_id: null, completed: false })
    const { prepare, verify } = stepsOf(visitor)
    expect((await prepare(attempt.id)).body).toMatchObject({ status: 200, data: null })
    expect(world.outbox()).toEqual([])
    expect((await verify(attempt.id, '123456')).status).toBe(400)
    expect(await visitor.session()).not.toHaveProperty('signins')
  })

  test('is refused to who is disabled or here already', async () => {
    const { visitor, other, world } = setUp()
    await visitor.signIn('ada@example.com')
    const present = await visitor.post('/auth/signin', byEmail)
    expect(present.body).toMatchObject({ status: 400, errors: [{ code: 'USER_ALREADY_SIGNED_IN' }] })
    world.disableUser('ada')
    const disabled = await other.post('/auth/signin', byPhone)
    expect(disabled.body).toMatchObject({ status: 403, errors: [{ code: 'USER_DISABLED' }] })
  })
})

describe('an attempt', () => {
  test('ends after ten minutes', async () => {
    const { visitor, world } = setUp()
    const { id, expires_at } = lastAttempt(await visitor.post('/auth/signin', byEmail))
    expect(expires_at).toBe('2026-01-15T12:10:00Z')
    world.clock.advance(10 * 60_000)
    const { body } = await stepsOf(visitor).prepare(id)
    expect(body).toMatchObject({ status: 400, errors: [{ code: 'BAD_SIGN_IN_ATTEMPT' }] })
  })

  test('belongs to one browser and cannot be used once it is done', async () => {
    const { visitor, other, world } = setUp()
    const { id } = lastAttempt(await visitor.post('/auth/signin', byEmail))
    const stranger = await stepsOf(other).prepare(id)
    expect(stranger.body.errors).toMatchObject([{ code: 'BAD_SIGN_IN_ATTEMPT' }])
    await stepsOf(visitor).prepare(id)
    const code = lastCode(world)
    await stepsOf(visitor).verify(id, code)
    expect((await stepsOf(visitor).verify(id, code)).body.errors).toMatchObject([{ code: 'BAD_SIGN_IN_ATTEMPT' }])
  })

  test('must be named', async () => {
    const { visitor } = setUp()
    const { body } = await stepsOf(visitor).prepare('0')
    expect(body).toMatchObject({ status: 400, message: 'Bad request body', data: {} })
    const { id } = lastAttempt(await visitor.post('/auth/signin', byEmail))
    const nameless = await stepsOf(visitor).prepare(id, '')
    expect(nameless.body.errors).toMatchObject([{ code: 'VERIFICATION_STRATEGY_REQUIRED' }])
  })
})

describe('an unverified address at a sign-in with password', () => {
  async function setUpEve(options = {}) {
    const room = setUp(options)
    room.world.addUser({ email: 'eve@example.com', password: 'password', emailVerified: false })
    const { id } = lastAttempt(await room.visitor.signIn('eve@example.com', 'password'))
    return { ...room, id, ...stepsOf(room.visitor) }
  }

  test('gets no code from the newest server', async () => {
    const { prepare, id, world } = await setUpEve()
    expect((await prepare(id)).body).toMatchObject({ status: 400, message: 'Invalid step', errors: null })
    expect(world.outbox()).toEqual([])
  })

  test('is verified by a code where one is sent', async () => {
    const { prepare, verify, id, world, visitor } = await setUpEve({ preparesVerifyEmail: true })
    await prepare(id)
    await verify(id, lastCode(world))
    const { user } = (await visitor.session()).active_signin
    expect(user.user_email_addresses).toMatchObject([{ verified: true, verified_at: '2026-01-15T12:00:00Z' }])
  })
})
