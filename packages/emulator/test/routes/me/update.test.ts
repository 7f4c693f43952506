import { expect, test } from 'vitest'
import { setUp } from '../../visitor'

async function setUpAda() {
  const room = setUp()
  await room.visitor.signIn('ada@example.com')
  const me = async () => (await room.visitor.get('/me')).body.data
  return { ...room, me, update: (fields: Record<string, string>) => room.visitor.post('/me', fields) }
}

test('a profile changes, and what is empty stays', async () => {
  const { update, me } = await setUpAda()
  const { status, body } = await update({ first_name: 'Augusta', last_name: '', second_factor_policy: 'enforced' })
  expect({ status, data: body.data }).toEqual({ status: 200, data: expect.any(String) })
  expect(await me()).toMatchObject({
    first_name: 'Augusta',
    last_name: 'Lovelace',
    username: 'ada',
    second_factor_policy: 'enforced',
  })
})

test('a username that is taken or banned is refused', async () => {
  const { update, world } = await setUpAda()
  expect((await update({ username: 'Grace' })).body.errors).toMatchObject([{ code: 'USERNAME_EXISTS' }])
  world.changeDeployment({ restrictions: { banned_keywords: ['root'] } })
  expect((await update({ username: 'root' })).body).toMatchObject({ status: 400, errors: null })
})

test('an optional second factor cannot be asked for', async () => {
  const { update } = await setUpAda()
  expect((await update({ second_factor_policy: 'optional' })).status).toBe(400)
})

test('a primary address must be one’s own and verified', async () => {
  const { update, visitor, me, world } = await setUpAda()
  const { id } = (await visitor.post('/me/email-addresses', { email: 'countess@example.org' })).body.data
  expect((await update({ primary_email_address_id: id })).status).toBe(400)
  world.setVerified('ada', 'email', true, 'countess@example.org')
  expect((await update({ primary_email_address_id: id })).status).toBe(200)
  expect((await me()).primary_email_address_id).toBe(id)
})

test('a picture is removed', async () => {
  const { visitor, world } = setUp()
  world.addUser({
    email: 'eve@example.com',
    password: 'password',
    profilePictureUrl: 'https://cdn.example.com/eve.png',
  })
  await visitor.signIn('eve@example.com', 'password')
  await visitor.post('/me', { remove_profile_picture: 'true' })
  expect((await visitor.get('/me')).body.data.has_profile_picture).toBe(false)
})

test('the server answers 500 when no account is active', async () => {
  const { visitor } = setUp()
  const { body } = await visitor.post('/me', { first_name: 'Nobody' })
  expect(body).toMatchObject({ status: 500, errors: [{ code: 'INTERNAL' }] })
})
