import { expect, test } from 'vitest'
import { createProfile } from '../../src/account/index.js'
import { asText, at } from '../flows/steps.js'
import { minuteMs, type Person, pass, setUpSignedIn, setUp as setUpStage } from '../set-up.js'

async function setUp(people?: readonly Person[]) {
  const stage = await setUpSignedIn(people)
  const flow = createProfile(stage.client)
  const edit = () => at(flow.$state.get(), 'edit')
  const sent = () => stage.asked('POST /me').length
  return { ...stage, flow, edit, sent }
}

const picture = (size = 100, type = 'image/png') => new File([new Uint8Array(size)], 'me.png', { type })

test('shows the profile and changes it', async () => {
  const { edit, client } = await setUp()
  expect(edit().profile).toBe(client.$user.get())
  const after = await edit().update({ firstName: 'Augusta', username: 'countess' })
  expect(after.error).toBeUndefined()
  expect(at(after, 'edit').profile).toMatchObject({
    firstName: 'Augusta',
    lastName: 'Lovelace',
    username: 'countess',
  })
})

test('sends only what differs, and nothing if nothing does', async () => {
  const { edit, sent } = await setUp()
  const { firstName, lastName, username } = edit().profile
  await edit().update({ firstName, lastName: ` ${lastName} `, username })
  await edit().update({})
  expect(sent()).toBe(0)
  await edit().update({ firstName, lastName: 'King' })
  expect(sent()).toBe(1)
})

test('cannot-be-cleared: names the fields, and sends nothing', async () => {
  const { edit, sent } = await setUp()
  const { error } = await edit().update({ firstName: ' ', username: '', lastName: 'King' })
  expect(error?.code).toBe('cannot-be-cleared')
  expect(Object.keys(error?.fields ?? {}).sort()).toEqual(['firstName', 'username'])
  expect(sent()).toBe(0)
})

test('the second-factor policy is part of it', async () => {
  const { edit } = await setUp()
  await edit().update({ secondFactorPolicy: 'enforced' })
  expect(edit().profile.secondFactorPolicy).toBe('enforced')
})

test('username-exists: the field is named', async () => {
  const { edit } = await setUp()
  const { error } = await edit().update({ username: 'grace' })
  expect(error).toMatchObject({ code: 'username-exists', fields: { username: expect.anything() } })
})

test('sets, replaces and removes the picture', async () => {
  const { edit, asked } = await setUp()
  await edit().removePicture()
  const { profilePictureUrl: before } = edit().profile
  expect((await edit().setPicture(picture())).error).toBeUndefined()
  expect(edit().profile).toMatchObject({ hasProfilePicture: true, profilePictureUrl: expect.stringContaining('http') })
  const { profilePictureUrl: first } = edit().profile
  expect(first).not.toBe(before)
  await edit().setPicture(picture(50))
  expect(edit().profile.profilePictureUrl).not.toBe(first)
  await edit().removePicture()
  expect(edit().profile.hasProfilePicture).toBe(false)
  const { length } = asked('POST /me')
  await edit().removePicture()
  expect(asked('POST /me')).toHaveLength(length)
})

test.each([
  ['is not an image', picture(10, 'text/plain')],
  ['is empty', picture(0)],
  ['is larger than 5 MB', picture(5 * 1024 * 1024 + 1)],
])('picture-rejected: a file that %s is not sent', async (_, file) => {
  const { edit, asked } = await setUp()
  expect((await edit().setPicture(file)).error?.code).toBe('picture-rejected')
  expect(asked('POST /me/profile-picture')).toEqual([])
})

test('picture-rejected: by the server', async () => {
  const { edit, world } = await setUp()
  const body = JSON.stringify({ status: 400, message: 'No', data: null, errors: null })
  world.faults.add({ path: '/me/profile-picture', status: 400, body, once: true })
  expect((await edit().setPicture(picture())).error?.code).toBe('picture-rejected')
})

test('shows that a picture is under way, and sends two different ones, and one given twice once', async () => {
  const { flow, edit, world, asked } = await setUp()
  const slow = world.faults.add({ path: '/me/profile-picture', hold: true, once: true })
  const [first, second] = [picture(10), picture(20)]
  const all = [edit().setPicture(first), edit().setPicture(first), edit().setPicture(second)]
  await slow.held()
  expect(flow.$state.get().pending).toBe('set-picture')
  slow.release()
  await Promise.all(all)
  expect(flow.$state.get().pending).toBeUndefined()
  expect(asked('POST /me/profile-picture')).toHaveLength(2)
})

test.each(['/me', '/me/profile-picture'])('a lost answer of %s is made good by the session', async (path) => {
  const { edit, world } = await setUp()
  await edit().removePicture()
  world.faults.add({ path, method: 'POST', dropResponse: true, once: true })
  const after = path === '/me' ? edit().update({ firstName: 'Augusta' }) : edit().setPicture(picture())
  expect((await after).error).toBeUndefined()
})

test('unconfirmed: the answer to a picture that replaces another was lost', async () => {
  const { edit, world } = await setUp()
  await edit().setPicture(picture())
  world.faults.add({ path: '/me/profile-picture', dropResponse: true, once: true })
  expect((await edit().setPicture(picture())).error?.code).toBe('unconfirmed')
})

test('offline: a change that never arrived', async () => {
  const { edit, world } = await setUp()
  world.faults.add({ path: '/me', method: 'POST', drop: true, once: true })
  expect((await edit().update({ firstName: 'Augusta' })).error?.code).toBe('offline')
})

test('context-changed: a change that waits for its turn is not made for another account', async () => {
  const { edit, client, world, idOf, sent } = await setUp(['linus', 'ada'])
  const slow = world.faults.add({ path: '/me', method: 'POST', hold: true, once: true })
  void edit().update({ firstName: 'Augusta' })
  await slow.held()
  const waiting = edit().update({ lastName: 'King' })
  const switched = client.switchSignIn(idOf('linus'))
  slow.release()
  await switched
  expect((await waiting).error?.code).toBe('context-changed')
  expect(sent()).toBe(1)
  expect(edit().profile.username).toBe('linus')
})

test('shows nothing of an account that is not active any more', async () => {
  const { flow, client, idOf } = await setUp(['linus', 'ada'])
  await client.switchSignIn(idOf('linus'))
  expect(asText(flow.$state.get())).not.toContain('Lovelace')
  await client.signOut()
  at(flow.$state.get(), 'signed-out')
})

test('requests nothing by itself', async () => {
  const { flow, asked } = await setUp()
  const { length } = asked()
  flow.$state.listen(() => undefined)
  await pass(10 * minuteMs)
  expect(asked()).toHaveLength(length)
})

test('before the session is known nothing can be done', () => {
  at(createProfile(setUpStage().tab().client).$state.get(), 'loading')
})
