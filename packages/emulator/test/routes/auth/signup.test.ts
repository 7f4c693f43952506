import type { DeploymentOverrides, EmulatorOptions } from '@wachter/emulator'
import { defaultSeed } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { lastAttempt, lastCode, stepsOf } from '../../steps'
import { setUp } from '../../visitor'

const mary = {
  first_name: 'Mary',
  last_name: 'Somerville',
  email: 'mary@example.com',
  password: 'connexion-of-sciences',
}
const phone = { phone_number: '2079460199', phone_country_code: '+44' }
const unverified = { auth_settings: { verification_policy: { email: false, phone_number: false } } }

function setUpDeployment(deployment: DeploymentOverrides, options: EmulatorOptions = {}) {
  const room = setUp({ ...options, seed: { ...defaultSeed, deployment } })
  return { ...room, signUp: (fields: Record<string, string>) => room.visitor.post('/auth/signup', fields) }
}

describe('signing up', () => {
  test('verifies the address and the number one after the other', async () => {
    const { visitor, signUp, world } = setUpDeployment({})
    const attempt = lastAttempt(await signUp({ ...mary, ...phone, username: 'mary' }), 'signup')
    expect(attempt).toMatchObject({
      first_name: 'Mary',
      email: 'mary@example.com',
      phone_country_code: '+44',
      required_fields: ['email_address'],
      current_step: 'verify_email',
      remaining_steps: ['verify_email', 'verify_phone'],
      completed: false,
    })
    expect(attempt).not.toHaveProperty('password')
    const { prepare, verify } = stepsOf(visitor)
    expect((await prepare(attempt.id, 'email_otp', {}, 'signup')).body.data).toBeNull()
    const halfway = await verify(attempt.id, lastCode(world), {}, 'signup')
    expect(lastAttempt(halfway, 'signup')).toMatchObject({ current_step: 'verify_phone', completed: false })
    await prepare(attempt.id, 'phone_otp', {}, 'signup')
    const { data } = (await verify(attempt.id, lastCode(world), {}, 'signup')).body
    expect(data.signup_attempts).toMatchObject([{ id: attempt.id, completed: true, current_step: '' }])
    expect(data.active_signin.user).toMatchObject({ username: 'mary', has_password: true })
    expect(world.outbox()).toMatchObject([
      { to: 'mary@example.com', purpose: 'sign-up', attemptId: attempt.id },
      { to: '+442079460199', purpose: 'sign-up', attemptId: attempt.id },
    ])
    const { user } = (await visitor.session()).active_signin
    expect(user.primary_email_address).toMatchObject({ verified: true, is_primary: true })
    expect(user.primary_phone_number.verified).toBe(true)
  })

  test('signs in at once when nothing is verified, though the attempt never completes', async () => {
    const { signUp, visitor, other } = setUpDeployment(unverified)
    const { data } = (await signUp(mary)).body
    expect(data.signup_attempts).toMatchObject([{ completed: false, current_step: '', remaining_steps: [] }])
    expect(data).not.toHaveProperty('active_signin')
    const session = await visitor.session()
    expect(session.active_signin.user.first_name).toBe('Mary')
    expect(session.signup_attempts).toMatchObject([{ completed: false }])
    expect((await other.signIn(mary.email, mary.password)).status).toBe(200)
  })

  test('takes the deployment’s second-factor policy over to the user, and asks for no second factor', async () => {
    const overrides = { auth_settings: { ...unverified.auth_settings, second_factor_policy: 'enforced' } }
    const { signUp, visitor } = setUpDeployment(overrides)
    await signUp(mary)
    expect((await visitor.session()).active_signin.user.second_factor_policy).toBe('enforced')
  })

  test('takes a wrong code for an error and stays usable', async () => {
    const { signUp, visitor, world } = setUpDeployment({})
    const { id } = lastAttempt(await signUp(mary), 'signup')
    const { prepare, verify } = stepsOf(visitor)
    await prepare(id, 'email_otp', {}, 'signup')
    expect((await verify(id, '000000', {}, 'signup')).body).toMatchObject({ status: 400, errors: null })
    expect((await verify(id, lastCode(world), {}, 'signup')).status).toBe(200)
  })

  test('ends when another user has taken the address or name', async () => {
    const { signUp, visitor, world } = setUpDeployment({})
    const { id } = lastAttempt(await signUp(mary), 'signup')
    await stepsOf(visitor).prepare(id, 'email_otp', {}, 'signup')
    world.addUser({ email: mary.email })
    const { body } = await stepsOf(visitor).verify(id, lastCode(world), {}, 'signup')
    expect(body.errors).toMatchObject([{ code: 'EMAIL_EXISTS' }])
  })

  test('names everything that is taken', async () => {
    const { signUp } = setUpDeployment({})
    const taken = { email: 'ADA@example.com', username: 'Ada', phone_number: '2079460100', phone_country_code: '+44' }
    const { status, body } = await signUp({ ...mary, ...taken })
    expect(status).toBe(400)
    expect(body.errors.map(({ code }: { code: string }) => code)).toEqual([
      'EMAIL_EXISTS',
      'USERNAME_EXISTS',
      'PHONE_NUMBER_EXISTS',
    ])
  })
})

describe('a field of a sign-up', () => {
  const password = {
    min_length: 10,
    require_lowercase: true,
    require_uppercase: true,
    require_number: true,
    require_special: true,
  }
  test.each([
    ['Short-1', 'at least 10'],
    ['SHOUTING-1', 'lowercase'],
    ['whispering-1', 'uppercase'],
    ['No-Number-Here', 'number'],
    ['NoSpecial1234', 'special'],
    ['', 'required'],
  ])('the password %j is refused: %s', async (wanted, reason) => {
    const { signUp } = setUpDeployment({ auth_settings: { password } })
    const { body } = await signUp({ ...mary, password: wanted })
    expect(body).toMatchObject({ status: 400, errors: [{ code: 'BAD_REQUEST_BODY' }] })
    expect(body.message).toContain(reason)
  })

  test('no password is wanted where one signs in by code', async () => {
    const { signUp } = setUpDeployment({ auth_settings: { first_factor: 'email_otp' } })
    const { password: _password, ...fields } = mary
    expect((await signUp(fields)).status).toBe(200)
  })

  test('what is required must be there', async () => {
    const { signUp } = setUpDeployment({ auth_settings: { username: { required: true } } })
    const { body } = await signUp(mary)
    expect(body).toMatchObject({ message: 'username is required', errors: [{ code: 'BAD_REQUEST_BODY' }] })
  })

  test.each<[string, DeploymentOverrides['restrictions'], Record<string, string>]>([
    ['an address that is none', {}, { email: 'mary' }],
    ['a subaddress', { block_subaddresses: true }, { email: 'mary+news@example.com' }],
    ['a disposable address', { block_disposable_emails: true }, { email: 'mary@mailinator.com' }],
    ['a blocked address', { blocklist_enabled: true, blocklisted_resources: ['mary@example.com'] }, {}],
    ['a blocked domain', { blocklist_enabled: true, blocklisted_resources: ['@example.com'] }, {}],
    ['who is not on the list', { allowlist_enabled: true, allowlisted_resources: ['example.org'] }, {}],
    ['a banned word in an address', { banned_keywords: ['mary'] }, {}],
    ['a banned word in a username', { banned_keywords: ['admin'] }, { username: 'TheAdmin' }],
    ['a number without a country', {}, { phone_number: '2079460199' }],
    ['a VoIP number', { block_voip_numbers: true }, { phone_number: '5005550199', phone_country_code: '+1' }],
  ])('%s is refused by its message only', async (_name, restrictions = {}, fields) => {
    const { signUp } = setUpDeployment({ restrictions })
    const { body } = await signUp({ ...mary, ...fields })
    expect(body).toMatchObject({ status: 400, errors: [{ code: 'BAD_REQUEST_BODY' }] })
  })

  test('who is on the list comes in', async () => {
    const restrictions = { allowlist_enabled: true, allowlisted_resources: ['example.com'] }
    const { signUp } = setUpDeployment({ restrictions })
    expect((await signUp(mary)).status).toBe(200)
  })

  test('a country counts when the attempt completes', async () => {
    const restrictions = { country_restrictions: { enabled: true, country_codes: ['+44'] } }
    const { signUp, visitor, world } = setUpDeployment({ restrictions })
    const { id } = lastAttempt(await signUp({ ...mary, ...phone }), 'signup')
    const { prepare, verify } = stepsOf(visitor)
    await prepare(id, 'email_otp', {}, 'signup')
    await verify(id, lastCode(world), {}, 'signup')
    await prepare(id, 'phone_otp', {}, 'signup')
    const { body } = await verify(id, lastCode(world), {}, 'signup')
    expect(body.errors).toMatchObject([{ code: 'COUNTRY_RESTRICTED' }])
  })
})

describe('a sign-up mode', () => {
  test('restricted refuses every sign-up, even with an invitation', async () => {
    const { signUp, world } = setUpDeployment({ restrictions: { sign_up_mode: 'restricted' } })
    const { token } = world.inviteToDeployment({ email: mary.email })
    const { body } = await signUp({ ...mary, invite_token: token })
    expect(body).toMatchObject({ status: 403, errors: [{ code: 'SIGNUP_RESTRICTED' }] })
  })

  test('waitlist lets the invited in, once and under their own address', async () => {
    const { signUp, world } = setUpDeployment({ ...unverified, restrictions: { sign_up_mode: 'waitlist' } })
    const { token: invite_token } = world.inviteToDeployment({ email: mary.email })
    expect((await signUp(mary)).body.errors).toMatchObject([{ code: 'SIGNUP_WAITLIST_ONLY' }])
    const stranger = await signUp({ ...mary, email: 'eve@example.com', invite_token })
    expect(stranger.body.errors).toMatchObject([{ code: 'BAD_REQUEST_BODY' }])
    expect((await signUp({ ...mary, invite_token })).status).toBe(200)
    const again = await signUp({ ...mary, invite_token })
    expect(again.body.errors).toMatchObject([{ code: 'INVALID_INVITATION_TOKEN' }])
  })

  test('an invitation is used up by the last step, and may be named there', async () => {
    const { signUp, world, visitor } = setUpDeployment({})
    const { token } = world.inviteToDeployment({ email: mary.email })
    const { id } = lastAttempt(await signUp(mary), 'signup')
    await stepsOf(visitor).prepare(id, 'email_otp', {}, 'signup')
    await stepsOf(visitor).verify(id, lastCode(world), { invite_token: token }, 'signup')
    expect((await visitor.get(`/deployment/invitations/validate?token=${token}`)).body.data.valid).toBe(false)
  })
})
