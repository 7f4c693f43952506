import { seedPassword } from '@wachter/emulator'
import { answerProvider } from '@wachter/testing/provider-visit'
import { expect, test } from 'vitest'
import { enroll, setUp as setUpPasskeys } from '../../passkeys'
import { setUp } from '../../visitor'

const next = 'of-the-moon-1'

async function setUpAda(options?: Parameters<typeof setUp>[0]) {
  const room = setUp(options)
  const { visitor } = room
  await visitor.signIn('ada@example.com')
  const update = (current: string, password: string) =>
    visitor.post('/me/update-password', { current_password: current, new_password: password })
  const remove = (current: string) => visitor.post('/me/remove-password', { current_password: current })
  return { ...room, update, remove }
}

test.each(['update-password', 'remove-password'])('/me/%s needs a sign-in', async (route) => {
  const { visitor } = setUp()
  expect((await visitor.post(`/me/${route}`, { current_password: '', new_password: next })).status).toBe(401)
})

test('a password changes: the new one signs in, the old one does not, and other devices stay signed in', async () => {
  const { update, visitor, other, emulator } = await setUpAda()
  const { status, body } = await update(seedPassword, next)
  expect({ status, data: body.data }).toEqual({ status: 200, data: expect.any(String) })
  expect(await visitor.session()).toHaveProperty('active_signin')
  expect((await other.signIn('ada@example.com')).status).toBe(401)
  expect((await other.signIn('ada@example.com', next)).status).toBe(200)
  expect(JSON.stringify(await emulator.world.state())).not.toContain(next)
})

test('a wrong current password changes and removes nothing', async () => {
  const { update, remove, other } = await setUpAda()
  for (const answer of [await update('wrong-password', next), await update('', next), await remove('wrong-password')]) {
    expect(answer.body).toMatchObject({ status: 400, message: 'Current password is incorrect', errors: null })
  }
  expect((await other.signIn('ada@example.com')).status).toBe(200)
})

test.each([
  ['5 characters', 'x'.repeat(5), 400],
  ['6 characters', 'x'.repeat(6), 200],
  ['125 characters', 'x'.repeat(125), 200],
  ['126 characters', 'x'.repeat(126), 400],
  ['none', '', 400],
])('a new password of %s, whatever the policy', async (_, password, status) => {
  const { update, world } = await setUpAda()
  world.changeDeployment({ auth_settings: { password: { min_length: 50, require_number: true } } })
  expect((await update(seedPassword, password)).status).toBe(status)
})

test('a password is compared as it was typed, with the spaces at its ends', async () => {
  const { update, other } = await setUpAda()
  await update(seedPassword, ' of the moon ')
  expect((await update('of the moon', next)).status).toBe(400)
  expect((await update(' of the moon ', next)).status).toBe(200)
  expect((await other.signIn('ada@example.com', next)).status).toBe(200)
})

test('a first password needs no current one', async () => {
  const { update, remove, visitor } = await setUpAda()
  expect((await remove(seedPassword)).status).toBe(200)
  expect((await visitor.get('/me')).body.data.has_password).toBe(false)
  expect((await remove(seedPassword)).status).toBe(400)
  expect((await update('', next)).status).toBe(200)
  expect((await visitor.get('/me')).body.data.has_password).toBe(true)
})

const onlyPasswords = { email_otp: false, email_magic_link: false, phone_otp: false }

test('the only way to sign in is not removed', async () => {
  const { remove, world } = await setUpAda()
  world.changeDeployment({ auth_settings: { auth_factors_enabled: onlyPasswords } })
  const { body } = await remove(seedPassword)
  expect(body).toMatchObject({ status: 400, errors: [{ code: 'NO_ALTERNATIVE_AUTH_METHOD' }] })
  expect(world.user('ada').password).toBe(seedPassword)
})

test('a server in nasty mode gives the reason in the message only', async () => {
  const { remove, world } = await setUpAda({ nasty: true })
  world.changeDeployment({ auth_settings: { auth_factors_enabled: onlyPasswords } })
  expect((await remove(seedPassword)).body).toMatchObject({ status: 400, message: expect.any(String), errors: null })
})

test.each<[string, (room: Awaited<ReturnType<typeof setUpAda>>) => unknown]>([
  ['an e-mail code', ({ world }) => allow(world, { email_otp: true })],
  ['a link by e-mail', ({ world }) => allow(world, { email_magic_link: true })],
  ['a code by phone', ({ world }) => allow(world, { phone_otp: true })],
  ['a company’s provider', ({ world }) => world.addEnterpriseConnection({ domain: 'example.com' })],
])('%s is another way to sign in', async (_, prepare) => {
  const room = await setUpAda()
  room.world.changeDeployment({ auth_settings: { auth_factors_enabled: onlyPasswords } })
  prepare(room)
  expect((await room.remove(seedPassword)).status).toBe(200)
})

test('a passkey is another way to sign in, while the deployment has them', async () => {
  const { emulator, visitor, world } = setUpPasskeys()
  await enroll(emulator, visitor)
  const remove = () => visitor.post('/me/remove-password', { current_password: seedPassword })
  world.changeDeployment({ auth_settings: { auth_factors_enabled: onlyPasswords, passkey: { enabled: false } } })
  expect((await remove()).status).toBe(400)
  world.changeDeployment({ auth_settings: { passkey: { enabled: true } } })
  expect((await remove()).status).toBe(200)
})

test('an account at a provider is another way to sign in, while the deployment has it', async () => {
  const { remove, visitor, emulator, world } = await setUpAda()
  const { oauth_url } = (await visitor.post('/me/init-sso-connection?provider=github_oauth')).body.data
  const callback = await answerProvider(emulator, oauth_url, { email: 'ada@example.com' })
  await visitor.post(`/me/sso-connection-callback${callback.search}`)
  const providers = world.deployment().social_connections
  const disabled = providers.map((row) => ({ ...row, enabled: false }))
  world.changeDeployment({ auth_settings: { auth_factors_enabled: onlyPasswords }, social_connections: disabled })
  expect((await remove(seedPassword)).status).toBe(400)
  world.changeDeployment({ social_connections: providers })
  expect((await remove(seedPassword)).status).toBe(200)
})

test('an address that is not verified is none', async () => {
  const { remove, world } = await setUpAda()
  world.setVerified('ada', 'email', false)
  world.setVerified('ada', 'phone', false)
  expect((await remove(seedPassword)).status).toBe(400)
})

type World = ReturnType<typeof setUp>['world']

function allow(world: World, factors: Partial<typeof onlyPasswords>) {
  world.changeDeployment({ auth_settings: { auth_factors_enabled: factors } })
}
