import { describe, expect, test } from 'vitest'
import { lastAttempt, lastCode, stepsOf } from '../../steps'
import { setUp } from '../../visitor'

async function eveHalfway(required: Record<string, { required: boolean }>) {
  const room = setUp()
  room.world.addUser({ username: 'eve', password: 'password' })
  room.world.changeDeployment({ auth_settings: required })
  const fields = { strategy: 'plain_username', username: 'eve', password: 'password' }
  const attempt = lastAttempt(await room.visitor.post('/auth/signin', fields))
  return { ...room, attempt, id: attempt.id, ...stepsOf(room.visitor) }
}

const noEmail = { email_address: { required: false } }

describe('completing a profile', () => {
  test('signs in when nothing is left, and answers the session as it was', async () => {
    const { attempt, id, complete, visitor } = await eveHalfway({ ...noEmail, last_name: { required: true } })
    expect(attempt).toMatchObject({
      current_step: 'complete_profile',
      requires_completion: true,
      missing_fields: ['last_name'],
      required_fields: ['last_name'],
    })
    const { data } = (await complete(id, { last_name: 'Online' })).body
    expect(data).not.toHaveProperty('signins')
    expect(data.signin_attempts).toMatchObject([
      { id, completed: true, profile_completion_data: { last_name: 'Online' } },
    ])
    expect((await visitor.session()).active_signin.user.last_name).toBe('Online')
  })

  test('says what is still missing in the attempt only', async () => {
    const { id, complete, visitor } = await eveHalfway({
      ...noEmail,
      first_name: { required: true },
      last_name: { required: true },
    })
    const { body } = await complete(id, { first_name: 'Eve' })
    expect(body).toMatchObject({ status: 400, message: 'Missing required fields', errors: null })
    expect((await visitor.session()).signin_attempts).toMatchObject([{ id, missing_fields: ['last_name'] }])
    expect((await complete(id, { last_name: 'Online' })).status).toBe(200)
  })

  test('goes on with codes for an address and a number that are new', async () => {
    const { id, complete, prepare, verify, visitor, world } = await eveHalfway({ phone_number: { required: true } })
    const phone = { phone_number: '2079460199', phone_country_code: '+44' }
    const { data } = (await complete(id, { email: 'eve@example.com', ...phone })).body
    expect(data.signin_attempt).toMatchObject({
      id,
      current_step: 'verify_email_otp',
      remaining_steps: ['verify_email_otp', 'verify_phone_otp'],
      missing_fields: [],
      requires_completion: false,
    })
    expect(data.session).toHaveProperty('id')
    await prepare(id)
    await verify(id, lastCode(world))
    await prepare(id, 'phone_otp')
    expect(world.outbox()).toMatchObject([
      { to: 'eve@example.com', purpose: 'profile' },
      { to: '+442079460199', purpose: 'profile' },
    ])
    await verify(id, lastCode(world))
    const { user } = (await visitor.session()).active_signin
    expect(user.primary_email_address).toMatchObject({ email: 'eve@example.com', verified: true, is_primary: true })
    expect(user.primary_phone_number).toMatchObject({ country_code: '+44', verified: true })
  })

  test('verifies nothing where the deployment does not', async () => {
    const { id, complete, visitor, world } = await eveHalfway({})
    world.changeDeployment({ auth_settings: { verification_policy: { email: false } } })
    await complete(id, { email: 'eve@example.com' })
    expect(await visitor.session()).toHaveProperty('active_signin')
  })

  test('refuses what is taken or not allowed', async () => {
    const { id, complete, world } = await eveHalfway({})
    const taken = await complete(id, { email: 'ada@example.com', username: 'grace' })
    expect(taken.body.errors).toMatchObject([{ code: 'EMAIL_EXISTS' }, { code: 'USERNAME_EXISTS' }])
    world.changeDeployment({ restrictions: { country_restrictions: { enabled: true, country_codes: ['+44'] } } })
    const phone = { phone_number: '2079460199', phone_country_code: '+44' }
    const abroad = await complete(id, { email: 'eve@example.com', ...phone })
    expect(abroad.body).toMatchObject({ status: 400, errors: [{ code: 'COUNTRY_RESTRICTED' }] })
  })

  test('never ends for want of a phone number on a build that loses it', async () => {
    const { id, complete, visitor, world } = await eveHalfway({ ...noEmail, phone_number: { required: true } })
    world.switches.losesProfilePhone = true
    const phone = { phone_number: '2079460199', phone_country_code: '+44' }
    expect((await complete(id, phone)).body).toMatchObject({ status: 400, message: 'Missing required fields' })
    expect((await visitor.session()).signin_attempts).toMatchObject([{ missing_fields: ['phone_number'] }])
    world.switches.losesProfilePhone = false
    expect((await complete(id, phone)).status).toBe(200)
  })

  test('waits for the second factor', async () => {
    const { visitor, world } = setUp()
    world.changeDeployment({ auth_settings: { phone_number: { required: true } } })
    const secrets = { password: 'password', authenticator: true, secondFactorPolicy: 'enforced' } as const
    world.addUser({ email: 'eve@example.com', ...secrets })
    const { id, remaining_steps } = lastAttempt(await visitor.signIn('eve@example.com', 'password'))
    expect(remaining_steps).toEqual(['verify_second_factor', 'complete_profile'])
    const { complete, verify } = stepsOf(visitor)
    expect((await complete(id, { first_name: 'Eve' })).body.message).toBe('Invalid step')
    const { body } = await verify(id, world.totpCode('eve@example.com'))
    expect(body.data.signin_attempts).toMatchObject([{ id, current_step: 'complete_profile' }])
  })

  test('is refused without an attempt that wants it', async () => {
    const { visitor } = setUp()
    const { id } = lastAttempt(await visitor.signIn('ada@example.com'))
    const { body } = await stepsOf(visitor).complete(id, { first_name: 'Ada' })
    expect(body).toMatchObject({ status: 400, errors: [{ code: 'BAD_SIGN_IN_ATTEMPT' }] })
  })
})

describe('completing a sign-up from a provider', () => {
  const somerville = { provider: 'x_oauth', firstName: 'Mary', lastName: 'Somerville' }

  async function setUpSignup() {
    const room = setUp()
    const { id } = await room.visitor.session()
    return { ...room, id: room.world.startOauthSignup(id, somerville), ...stepsOf(room.visitor) }
  }

  test('goes on with a code for the address that was missing', async () => {
    const { id, complete, prepare, verify, visitor, world } = await setUpSignup()
    expect((await visitor.session()).signup_attempts).toMatchObject([
      { id, is_oauth_signup: true, sso_provider: 'x_oauth', missing_fields: ['email_address'] },
    ])
    expect((await complete(id, {})).body.message).toBe('Missing required fields')
    const { data } = (await complete(id, { email: 'mary@example.com' })).body
    expect(data.signup_attempt).toMatchObject({ id, current_step: 'verify_email', missing_fields: [] })
    expect(data.session).toHaveProperty('id')
    await prepare(id, 'email_otp', {}, 'signup')
    await verify(id, lastCode(world), {}, 'signup')
    expect((await visitor.session()).active_signin.user).toMatchObject({ first_name: 'Mary', has_password: false })
  })

  test('signs in when nothing has to be verified', async () => {
    const { id, complete, visitor, world } = await setUpSignup()
    world.changeDeployment({ auth_settings: { verification_policy: { email: false } } })
    const { data } = (await complete(id, { email: 'mary@example.com' })).body
    expect(data.signup_attempts).toMatchObject([{ id, completed: true }])
    expect(data).not.toHaveProperty('active_signin')
    expect(await visitor.session()).toHaveProperty('active_signin')
  })

  test('belongs to one browser', async () => {
    const { id, other } = await setUpSignup()
    expect((await stepsOf(other).complete(id, { email: 'mary@example.com' })).status).toBe(400)
  })
})

test('the answer shows the session as it was, not halfway to what the attempt became', async () => {
  const { attempt, id, complete } = await eveHalfway({ ...noEmail, phone_number: { required: true } })
  const { data } = (await complete(id, { phone_number: '2079460199', phone_country_code: '+44' })).body
  expect(data.signin_attempt).toMatchObject({ current_step: 'verify_phone_otp', remaining_steps: ['verify_phone_otp'] })
  const [before] = data.session.signin_attempts
  expect(before).toMatchObject({ current_step: 'complete_profile', remaining_steps: ['complete_profile'] })
  expect(before).toEqual(attempt)
})
