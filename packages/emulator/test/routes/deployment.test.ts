import { expect, test } from 'vitest'
import { lastLink } from '../steps'
import { setUp } from '../visitor'

test('an invitation says whom it is for', async () => {
  const { visitor, world } = setUp()
  const { token } = world.inviteToDeployment({ email: 'mary@example.com', firstName: 'Mary', lastName: 'Somerville' })
  const { body } = await visitor.get(`/deployment/invitations/validate?token=${token}`)
  expect(body.data).toEqual({ valid: true, first_name: 'Mary', last_name: 'Somerville', email: 'mary@example.com' })
  expect(lastLink(world).href).toBe(`http://localhost:4747/sign-up?invite_token=${token}`)
})

test('an invitation that is unknown or has expired is a success that says so', async () => {
  const { visitor, world } = setUp()
  const { token } = world.inviteToDeployment({ email: 'mary@example.com' })
  world.clock.advance(10 * 24 * 60 * 60_000)
  for (const invitation of [token, 'unknown']) {
    const { status, body } = await visitor.get(`/deployment/invitations/validate?token=${invitation}`)
    expect(status).toBe(200)
    expect(body.data).toMatchObject({ valid: false, error_code: 'INVALID_INVITATION_TOKEN' })
  }
})

test('an invitation must be named', async () => {
  const { visitor } = setUp()
  expect((await visitor.get('/deployment/invitations/validate')).status).toBe(400)
})

test('settings change while it runs, however deep, and a reset brings them back', async () => {
  const { visitor, world } = setUp()
  const settings = async () => (await visitor.get('/deployment')).body.data
  const before = await settings()
  world.changeDeployment({ auth_settings: { password: { min_length: 12 } }, restrictions: { banned_keywords: ['x'] } })
  const { auth_settings, restrictions } = await settings()
  expect(auth_settings.password).toEqual({ ...before.auth_settings.password, min_length: 12 })
  expect(restrictions.banned_keywords).toEqual(['x'])
  world.reset()
  expect(await settings()).toEqual(before)
})

test('a setting there is not is refused', () => {
  const { world } = setUp()
  expect(() => world.changeDeployment({ restrictions: { sing_up_mode: 'public' } as never })).toThrow(/sing_up_mode/)
  expect(() => world.changeDeployment({ id: '1' } as never)).toThrow(TypeError)
})
