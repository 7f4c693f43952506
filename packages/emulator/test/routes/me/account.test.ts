import { expect, test } from 'vitest'
import { createVisitor, setUp, type Visitor } from '../../visitor'

const bytes = new Uint8Array([137, 80, 78, 71, 0, 255, 10])
const png = new File([bytes], 'ada.png', { type: 'image/png' })

async function setUpAda() {
  const room = setUp()
  await room.visitor.signIn('ada@example.com')
  return { ...room, me: async () => (await room.visitor.get('/me')).body.data }
}

function upload(visitor: Visitor, file: File | string | undefined) {
  const body = new FormData()
  if (file !== undefined) body.set('file', file)
  return visitor.post('/me/profile-picture', undefined, { body })
}

test.each(['profile-picture', 'account/delete'])('/me/%s needs a sign-in', async (route) => {
  const { visitor } = setUp()
  expect((await visitor.post(`/me/${route}`, { password: '' })).status).toBe(401)
})

test('a picture is kept and served as it came', async () => {
  const { visitor, me, emulator } = await setUpAda()
  const { status, body } = await upload(visitor, png)
  expect({ status, data: body.data }).toEqual({ status: 200, data: null })
  const { profile_picture_url: url, has_profile_picture: has } = await me()
  expect(has).toBe(true)
  const response = await emulator.fetch(url)
  expect(response.headers.get('content-type')).toBe('image/png')
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
})

test('a new picture has an address of its own, and the one before is gone', async () => {
  const { visitor, me, emulator } = await setUpAda()
  await upload(visitor, png)
  const { profile_picture_url: first } = await me()
  await upload(visitor, png)
  const { profile_picture_url: second } = await me()
  expect(second).not.toBe(first)
  expect((await emulator.fetch(first)).status).toBe(404)
})

test('a picture that is removed is not served any more', async () => {
  const { visitor, me, emulator } = await setUpAda()
  await upload(visitor, png)
  const { profile_picture_url: url } = await me()
  await visitor.post('/me', { remove_profile_picture: 'true' })
  expect(await me()).toMatchObject({ has_profile_picture: false, profile_picture_url: '' })
  expect((await emulator.fetch(url)).status).toBe(404)
})

const mib = 1_024 * 1_024

test.each([
  ['no file', undefined],
  ['text', 'ada.png'],
  ['an empty file', new File([], 'ada.png', { type: 'image/png' })],
  ['a file of another type', new File([bytes], 'ada.html', { type: 'text/html' })],
  ['a file without a type', new File([bytes], 'ada.png')],
  ['a file of more than 5 MB', new File([new Uint8Array(5 * mib + 1)], 'ada.png', { type: 'image/png' })],
])('%s is no picture', async (_, file) => {
  const { visitor, me } = await setUpAda()
  expect((await upload(visitor, file)).body).toMatchObject({ status: 400, errors: null })
  expect((await me()).has_profile_picture).toBe(false)
})

test('a picture of exactly 5 MB is one', async () => {
  const { visitor } = await setUpAda()
  expect((await upload(visitor, new File([new Uint8Array(5 * mib)], 'a', { type: 'image/webp' }))).status).toBe(200)
})

test('a deleted account is gone everywhere, with its memberships and its picture', async () => {
  const { visitor, other, me, emulator, world } = await setUpAda()
  await other.signIn('ada@example.com')
  await other.signIn('linus@example.com')
  await upload(visitor, png)
  const { id, profile_picture_url: url } = await me()
  const { status, body } = await visitor.post('/me/account/delete', { password: '' })
  expect({ status, data: body.data }).toEqual({ status: 200, data: expect.any(String) })
  expect(await visitor.session()).not.toHaveProperty('signins')
  expect((await visitor.get('/me')).status).toBe(401)
  expect((await other.session()).signins).toMatchObject([{ user: { username: 'linus' } }])
  expect((await other.session()).active_signin.user.username).toBe('linus')
  expect(JSON.stringify(world.state().organizationMemberships)).not.toContain(id)
  expect(JSON.stringify(world.state().workspaceMemberships)).not.toContain(id)
  expect((await emulator.fetch(url)).status).toBe(404)
  expect((await createVisitor(emulator).signIn('ada@example.com')).status).toBe(401)
})
