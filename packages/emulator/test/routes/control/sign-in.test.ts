import { expect, test } from 'vitest'
import { askControl } from '../../ask-control'
import { lastAttempt, stepsOf } from '../../steps'
import { setUp } from '../../visitor'

function setUpControl() {
  const room = setUp()
  const control = (method: string, path: string, json?: unknown) => askControl(room.emulator, method, path, json)
  return { ...room, control }
}

test('settings are read and changed', async () => {
  const { control, visitor } = setUpControl()
  const overrides = { restrictions: { sign_up_mode: 'restricted' }, maintenance_mode: true }
  const changed = await control('POST', '/deployment', overrides)
  expect(changed.body).toMatchObject(overrides)
  expect((await control('GET', '/deployment')).body).toEqual(changed.body)
  expect((await visitor.get('/deployment')).body.data).toEqual(changed.body)
  expect((await control('POST', '/deployment', { restrictions: { mode: 'public' } })).status).toBe(400)
})

test('what was sent is read and cleared', async () => {
  const { control, visitor } = setUpControl()
  const { id } = lastAttempt(await visitor.post('/auth/signin', { strategy: 'email_otp', email: 'ada@example.com' }))
  await stepsOf(visitor).prepare(id)
  expect((await control('GET', '/outbox')).body.messages).toMatchObject([{ code: expect.any(String), attemptId: id }])
  await control('DELETE', '/outbox')
  expect((await control('GET', '/outbox')).body).toEqual({ messages: [] })
})

test('people are invited and put on the waitlist', async () => {
  const { control } = setUpControl()
  const email = 'mary@example.com'
  const toDeployment = await control('POST', '/deployment-invitations', { email, firstName: 'Mary' })
  const toOrganization = await control('POST', '/organization-invitations', { email, organization: 'Acme' })
  expect((await control('GET', '/outbox')).body.messages).toMatchObject([
    { purpose: 'deployment-invitation', link: expect.stringContaining(toDeployment.body.token) },
    { purpose: 'organization-invitation', link: expect.stringContaining(toOrganization.body.token) },
  ])
  expect((await control('POST', '/organization-invitations', { email, organization: 'Nowhere' })).status).toBe(404)
  await control('POST', '/waitlist', { email })
  expect((await control('GET', '/waitlist')).body.entries).toMatchObject([{ email }])
})

test('what is verified and what is enforced changes', async () => {
  const { control, world } = setUpControl()
  await control('POST', '/users/ada/verification', { kind: 'email', verified: false })
  await control('POST', '/users/ada/verification', { kind: 'phone', verified: false, which: '+442079460100' })
  expect(world.user('ada')).toMatchObject({
    emailAddresses: [{ verifiedAtMs: null }],
    phoneNumbers: [{ verifiedAtMs: null, secondFactor: false }],
  })
  await control('POST', '/users/grace/second-factor-policy', { policy: 'enforced' })
  expect(world.user('grace').secondFactorPolicy).toBe('enforced')
  expect((await control('GET', '/users/grace/totp')).body).toEqual({ code: world.totpCode('grace') })
})

test.each([
  ['/users/ada/verification', { kind: 'fax', verified: true }, 400],
  ['/users/ada/verification', { kind: 'email' }, 400],
  ['/users/ada/verification', { kind: 'email', verified: true, which: 'other@example.com' }, 404],
  ['/users/ada/second-factor-policy', { policy: 'always' }, 400],
])('a mistake at %s is told: %j', async (path, json, status) => {
  const { control } = setUpControl()
  expect((await control('POST', path, json)).status).toBe(status)
})

test('who has no authenticator shows no code', async () => {
  const { control } = setUpControl()
  expect((await control('GET', '/users/ada/totp')).status).toBe(404)
})

test('challenges are switched on and tokens handed out', async () => {
  const { control, visitor } = setUpControl()
  await control('POST', '/switches', { challenge: '400', preparesVerifyEmail: true })
  await control('POST', '/switches', { challenge: '418' })
  expect((await control('GET', '/switches')).body).toMatchObject({ challenge: '400', preparesVerifyEmail: true })
  const { token } = (await control('POST', '/challenge-tokens')).body
  const fields = { identifier: 'ada', challenge_token: token }
  expect((await visitor.post('/auth/identify', fields)).status).toBe(200)
})

test('the state holds no secret of what is under way', async () => {
  const { control, visitor, world } = setUpControl()
  const secrets = { password: 'connexion-of-sciences', email: 'mary@example.com' }
  await visitor.post('/auth/signup', secrets)
  const { token } = world.inviteToDeployment({ email: 'eve@example.com' })
  const invitation = world.inviteToOrganization({ email: 'eve@example.com', organization: 'Acme' })
  await visitor.signIn('linus@example.com')
  const { totp_secret } = (await visitor.post('/me/authenticator')).body.data
  const text = JSON.stringify((await control('GET', '/state')).body)
  expect(text).toContain('mary@example.com')
  const grace = world.user('grace').authenticator?.secret ?? ''
  for (const secret of [secrets.password, token, invitation.token, totp_secret, grace])
    expect(text).not.toContain(secret)
})
