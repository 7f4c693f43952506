import { seedTotpSecret, totpCode } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { lastAttempt, lastCode, stepsOf } from '../../steps'
import { setUp, startOfTime } from '../../visitor'

async function graceHalfway() {
  const room = setUp()
  room.world.setSecondFactorPolicy('grace', 'enforced')
  const attempt = lastAttempt(await room.visitor.signIn('grace@example.com'))
  return { ...room, attempt, id: attempt.id, ...stepsOf(room.visitor) }
}

describe('a second factor', () => {
  test('is wanted from users whose policy enforces it', async () => {
    const { attempt, visitor } = await graceHalfway()
    expect(attempt).toMatchObject({
      completed: false,
      current_step: 'verify_second_factor',
      first_method_authenticated: true,
      second_method_authenticated: false,
      second_method_authentication_required: true,
      available_2fa_methods: ['phone_otp', 'authenticator', 'backup_code'],
    })
    expect(await visitor.session()).not.toHaveProperty('signins')
  })

  test('is not offered when the deployment has it off', async () => {
    const { visitor, world } = setUp()
    world.changeDeployment({ auth_settings: { auth_factors_enabled: { authenticator: false, phone_otp: false } } })
    world.setSecondFactorPolicy('grace', 'enforced')
    const { available_2fa_methods } = lastAttempt(await visitor.signIn('grace@example.com'))
    expect(available_2fa_methods).toEqual(['backup_code'])
  })

  test('may be an authenticator app, a window early or late', async () => {
    const { prepare, verify, id, visitor } = await graceHalfway()
    expect((await prepare(id, 'authenticator')).body.data).toEqual({ method: 'authenticator' })
    const tooEarly = await verify(id, totpCode(seedTotpSecret, startOfTime + 60_000))
    expect(tooEarly.body).toMatchObject({ status: 400, message: 'Invalid authentication code', errors: null })
    const { body } = await verify(id, totpCode(seedTotpSecret, startOfTime - 30_000))
    expect(lastAttempt({ body } as never)).toMatchObject({ completed: true, second_method_authenticated: true })
    expect(body.data.signins).toHaveLength(1)
    expect(body.data).not.toHaveProperty('active_signin')
    expect((await visitor.session()).active_signin.user.username).toBe('grace')
  })

  test('may be a backup code, which is gone then', async () => {
    const { prepare, verify, id, world } = await graceHalfway()
    expect((await prepare(id, 'backup_code')).body.data).toEqual({ method: 'backup_code' })
    expect((await verify(id, 'abcd-1234')).status).toBe(400)
    expect((await verify(id, 'AbCd-1234')).status).toBe(200)
    expect(world.user('grace').backupCodes).toEqual(['EfGh-5678'])
  })

  test('may be a code to a phone, chosen by its last digits', async () => {
    const { prepare, verify, id, world } = await graceHalfway()
    expect((await prepare(id, 'phone_otp', { last_digits: '143' })).body.message).toBe('Bad request body')
    expect((await prepare(id, 'phone_otp', { last_digits: '9999' })).status).toBe(400)
    const { body } = await prepare(id, 'phone_otp', { last_digits: '0143' })
    expect(body.data).toEqual({ masked_phone: '+1******0143', method: 'phone_otp', otp_sent: true })
    expect(world.outbox()).toMatchObject([{ to: '+12025550143', purpose: 'second-factor', attemptId: id }])
    expect((await verify(id, lastCode(world))).status).toBe(200)
  })

  test('defaults to the authenticator, unless the request names another', async () => {
    const { verify, id } = await graceHalfway()
    expect((await verify(id, 'AbCd-1234')).status).toBe(400)
    expect((await verify(id, 'AbCd-1234', { method: 'backup_code' })).status).toBe(200)
  })

  test('that was chosen is remembered for five minutes, whatever the request names', async () => {
    const { prepare, verify, id, world } = await graceHalfway()
    await prepare(id, 'backup_code')
    world.clock.advance(5 * 60_000 - 1)
    expect((await verify(id, world.totpCode('grace'), { method: 'authenticator' })).status).toBe(400)
    world.clock.advance(1)
    expect((await verify(id, world.totpCode('grace'))).status).toBe(200)
  })

  test.each(['phone_otp', 'carrier_pigeon'])('%s is refused to who does not have it', async (strategy) => {
    const { visitor, world } = setUp()
    world.addUser({
      email: 'eve@example.com',
      password: 'password',
      authenticator: true,
      secondFactorPolicy: 'enforced',
    })
    const { id } = lastAttempt(await visitor.signIn('eve@example.com', 'password'))
    expect((await stepsOf(visitor).prepare(id, strategy, { last_digits: '0143' })).status).toBe(400)
  })
})
