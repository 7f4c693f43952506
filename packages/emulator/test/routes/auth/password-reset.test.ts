import { seedPassword } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { lastAttempt, lastCode } from '../../steps'
import { setUp } from '../../visitor'

const email = 'linus@example.com'
const password = 'a-new-password'

async function setUpToken() {
  const room = setUp()
  await room.visitor.post('/auth/forgot-password', { email })
  const { body } = await room.visitor.post('/auth/forgot-password', { email, otp: lastCode(room.world) })
  return { ...room, token: body.data.token as string }
}

test('a forgotten password is replaced, which signs in', async () => {
  const { visitor, other, world, token } = await setUpToken()
  expect(world.outbox()).toMatchObject([{ to: email, purpose: 'password-reset', attemptId: null }])
  const answer = await visitor.post('/auth/reset-password', { token, password })
  expect(lastAttempt(answer)).toMatchObject({ completed: true })
  expect(answer.body.data).not.toHaveProperty('signins')
  const { user } = (await visitor.session()).active_signin
  expect(user).toMatchObject({ username: 'linus', last_password_reset_at: '2026-01-15T12:00:00Z' })
  expect((await other.signIn(email, seedPassword)).status).toBe(401)
  expect((await other.signIn(email, password)).status).toBe(200)
})

test('asking sends a code, and says who is unknown', async () => {
  const { visitor } = setUp()
  expect((await visitor.post('/auth/forgot-password', { email })).body.data).toBeNull()
  const { body } = await visitor.post('/auth/forgot-password', { email: 'nobody@example.com' })
  expect(body).toMatchObject({ status: 404, errors: [{ code: 'USER_NOT_FOUND' }] })
})

test('a wrong code gives no token', async () => {
  const { visitor } = setUp()
  await visitor.post('/auth/forgot-password', { email })
  const { body } = await visitor.post('/auth/forgot-password', { email, otp: '000000' })
  expect(body).toMatchObject({ status: 400, message: 'Invalid or expired OTP', errors: null })
})

test('a token is good once and for a quarter of an hour', async () => {
  const { visitor, other, token, world } = await setUpToken()
  expect((await visitor.post('/auth/reset-password', { token, password: 'short' })).body.errors).toMatchObject([
    { code: 'BAD_REQUEST_BODY' },
  ])
  expect((await visitor.post('/auth/reset-password', { token, password })).status).toBe(200)
  expect((await other.post('/auth/reset-password', { token, password })).status).toBe(400)
  const late = await setUpToken()
  late.world.clock.advance(15 * 60_000)
  expect((await late.visitor.post('/auth/reset-password', { token: late.token, password })).status).toBe(400)
  expect(world.state().signins).toHaveLength(1)
})

test('a second factor is still wanted', async () => {
  const { visitor, token, world } = await setUpToken()
  world.setSecondFactorPolicy('linus', 'enforced')
  const answer = await visitor.post('/auth/reset-password', { token, password })
  expect(lastAttempt(answer)).toMatchObject({ completed: false, current_step: 'verify_second_factor' })
})
