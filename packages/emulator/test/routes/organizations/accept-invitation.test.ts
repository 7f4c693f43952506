import { expect, test } from 'vitest'
import { lastLink } from '../../steps'
import { setUp, type Visitor } from '../../visitor'

const accept = (someone: Visitor, token: string) => someone.post('/organizations/invitations/accept', { token })

function setUpInvitation(email = 'eve@example.com') {
  const room = setUp()
  room.world.addUser({ email: 'eve@example.com', password: 'password' })
  const { token } = room.world.inviteToOrganization({ email, organization: 'Acme', workspace: 'Marketing' })
  return { ...room, token }
}

test('the invited join the organization and its workspace, and stay where they are', async () => {
  const { visitor, world, token } = setUpInvitation()
  await visitor.signIn('eve@example.com', 'password')
  expect(lastLink(world).href).toBe(`http://localhost:4747/invite?token=${token}`)
  expect(token).toMatch(/^org\./)
  const { data } = (await accept(visitor, token)).body
  const { active_signin } = await visitor.session()
  expect(data).toEqual({
    organization: { id: world.organization('Acme').id, name: 'Acme' },
    workspace: { id: world.workspace('Marketing').id, name: 'Marketing' },
    signin_id: active_signin.id,
    message: expect.any(String),
  })
  expect(active_signin.active_organization_membership_id).toBeNull()
  expect(world.workspaceMembership('eve@example.com', 'Marketing').roleIds).toHaveLength(1)
})

test('any account of the session may be the invited one', async () => {
  const { visitor, token } = setUpInvitation()
  await visitor.signIn('eve@example.com', 'password')
  const { id } = (await visitor.session()).active_signin
  await visitor.signIn('ada@example.com')
  expect((await accept(visitor, token)).body.data.signin_id).toBe(id)
})

test('the answer for an existing member says so', async () => {
  const { visitor, world } = setUp()
  const { token } = world.inviteToOrganization({ email: 'linus@example.com', organization: 'Acme' })
  await visitor.signIn('linus@example.com')
  expect((await accept(visitor, token)).body.data).toMatchObject({
    organization: { name: 'Acme' },
    already_member: true,
    signin_id: expect.any(String),
  })
})

test.each([
  ['signed out, with an account', 'eve@example.com', undefined, 'INVITATION_REQUIRES_SIGNIN'],
  ['signed out, without an account', 'mary@example.com', undefined, 'INVITATION_REQUIRES_SIGNUP'],
  ['signed in, but the invited has no account', 'mary@example.com', 'ada@example.com', 'INVITATION_REQUIRES_SIGNUP'],
  ['signed in as somebody else', 'eve@example.com', 'ada@example.com', 'INVITATION_EMAIL_MISMATCH'],
])('%s: a success that says what is missing', async (_name, invited, signedIn, code) => {
  const { visitor, token } = setUpInvitation(invited)
  if (signedIn) await visitor.signIn(signedIn)
  const { status, body } = await accept(visitor, token)
  expect(status).toBe(200)
  expect(body.data).toEqual({
    message: expect.any(String),
    invited_email: invited,
    requires_signin: true,
    error_code: code,
  })
})

test('an expired invitation is a success that says so', async () => {
  const { visitor, token, world } = setUpInvitation()
  world.clock.advance(10 * 24 * 60 * 60_000)
  expect((await accept(visitor, token)).body).toMatchObject({
    status: 200,
    data: { invited_email: 'eve@example.com', error_code: 'INVITATION_EXPIRED' },
  })
})

test('an unknown or used invitation is refused', async () => {
  const { visitor, token } = setUpInvitation()
  await visitor.signIn('eve@example.com', 'password')
  await accept(visitor, token)
  for (const used of [token, 'org.unknown']) {
    const { body } = await accept(visitor, used)
    expect(body).toMatchObject({ status: 400, errors: [{ code: 'INVALID_INVITATION_TOKEN' }] })
  }
})
