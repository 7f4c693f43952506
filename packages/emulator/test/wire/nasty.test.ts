import { expect, test } from 'vitest'
import { lastAttempt, lastCode, stepsOf } from '../steps'
import { setUp } from '../visitor'

async function adaInAcme() {
  const room = setUp({ nasty: true })
  await room.visitor.signIn('ada@example.com')
  await room.visitor.post(`/session/switch-workspace?workspace_id=${room.world.workspace('Engineering').id}`)
  return room
}

test('role references are numbers and role times are unset', async () => {
  const { visitor } = await adaInAcme()
  const { roles } = (await visitor.session()).active_signin.active_organization_membership
  expect(roles[0]).toMatchObject({ organization_id: 0, deployment_id: 0, created_at: '0001-01-01T00:00:00Z' })
  expect(roles[1].organization_id).toBeTypeOf('number')
  expect(roles[1].id).toBeTypeOf('string')
})

test('empty arrays are null and strangers turn up', async () => {
  const { visitor } = setUp({ nasty: true })
  await visitor.signIn('linus@example.com')
  const { active_signin, signin_attempts } = await visitor.session()
  expect(signin_attempts[0]).toMatchObject({ remaining_steps: null, missing_fields: null, available_2fa_methods: null })
  expect(active_signin.user).toMatchObject({ segments: null, availability: 'in_orbit', user_phone_numbers: null })
  expect(active_signin).toHaveProperty('x_from_the_future')
})

test('the meaning stays', async () => {
  const { visitor, world } = await adaInAcme()
  const nasty = await visitor.session()
  world.switches.nasty = false
  const tidy = await visitor.session()
  expect(nasty.active_signin.id).toBe(tidy.active_signin.id)
  expect(Date.parse(nasty.active_signin.expires_at)).toBe(Date.parse(tidy.active_signin.expires_at))
  const { roles } = tidy.active_signin.active_workspace_membership
  expect(nasty.active_signin.active_workspace_membership.roles).toMatchObject(roles)
})

test('settings may be missing', async () => {
  const { visitor } = setUp({ nasty: true })
  const { data } = (await visitor.get('/deployment')).body
  expect(data).not.toHaveProperty('restrictions')
  expect(data.auth_settings.passkey).toBeNull()
})

test('what an attempt said last stays when it is done, and some fields have another name', async () => {
  const { visitor, world } = setUp({ nasty: true })
  const { prepare, verify } = stepsOf(visitor)
  const { id } = lastAttempt(await visitor.post('/auth/signin', { strategy: 'email_otp', email: 'ada@example.com' }))
  await prepare(id)
  const done = lastAttempt(await verify(id, lastCode(world)))
  expect(done).toMatchObject({ completed: true, current_step: 'verify_email_otp', remaining_steps: null })
  world.setSecondFactorPolicy('grace', 'enforced')
  const halfway = lastAttempt(await visitor.signIn('grace@example.com'))
  const chosen = await prepare(halfway.id, 'authenticator')
  expect(chosen.body.data).toEqual({ verification_method: 'authenticator' })
  world.changeDeployment({ restrictions: { sign_up_mode: 'waitlist' } })
  const { entry } = (await visitor.post('/waitlist/join', { email: 'mary@example.com' })).body.data
  expect(entry).toMatchObject({ email: 'mary@example.com' })
  expect(entry).not.toHaveProperty('email_address')
})

test('an invitation that did not work has an organization without a name', async () => {
  const { visitor, world } = setUp({ nasty: true })
  const { token } = world.inviteToOrganization({ email: 'mary@example.com', organization: 'Acme' })
  const { data } = (await visitor.post('/organizations/invitations/accept', { token })).body
  expect(data).toMatchObject({ error_code: 'INVITATION_REQUIRES_SIGNUP', organization: { id: '', name: '' } })
})

test('names that every object has are names like others', async () => {
  const { visitor, world } = setUp({ nasty: true })
  const done = { completed: true, current_step: '', method: 'constructor' }
  const publicMetadata = { constructor: null, toString: null, valueOf: [], deep: done }
  world.addUser({ username: 'eve', email: 'eve@example.com', password: 'pw', publicMetadata })
  await visitor.post('/auth/signin', { strategy: 'plain_username', username: 'eve', password: 'pw' })
  const { active_signin: active } = await visitor.session()
  expect(active.user.public_metadata).toMatchObject({ ...publicMetadata, deep: { current_step: '' } })
})

test('references of organizations are rounded numbers, and empty pages have no list', async () => {
  const { visitor, world } = await adaInAcme()
  const acme = `/organizations/${world.organization('Acme').id}`
  const domain = (await visitor.post(`${acme}/domains`, { domain: 'acme.example' })).body.data
  expect(domain.organization_id).toBe(Number(world.organization('Acme').id))
  const invitation = (await visitor.post(`${acme}/invitations`, { email: 'eve@example.com' })).body.data
  expect(invitation.initial_organization_role_id).toBeTypeOf('number')
  expect(invitation.initial_workspace_role_id).toBe(0)
  expect(invitation.initial_organization_role.id).toBeTypeOf('string')
  const oidc = { protocol: 'oidc', oidc_client_id: 'x', oidc_client_secret: 'x', oidc_issuer_url: 'https://x.example' }
  expect((await visitor.post(`${acme}/enterprise-connections`, oidc)).body.data.domain_id).toBe(0)
  expect((await visitor.get(`${acme}/members?search=nobody`)).body.data.data).toBeNull()
})

test('the user of a member of a workspace has another name', async () => {
  const { visitor, world } = await adaInAcme()
  const { data } = (await visitor.get(`/workspaces/${world.workspace('Engineering').id}/members`)).body.data
  expect(data[2]).toMatchObject({ public_user_data: { username: 'ada' } })
  expect(data[2]).not.toHaveProperty('user')
})
