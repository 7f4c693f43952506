import type { World } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { createAccountDeletion } from '../../src/account/index.js'
import { at } from '../flows/steps.js'
import { type Person, pass, setUpSignedIn, setUp as setUpStage } from '../set-up.js'

async function setUp(people: readonly Person[] = ['ada']) {
  const stage = await setUpSignedIn(people)
  const flow = createAccountDeletion(stage.client)
  const confirm = () => at(flow.$state.get(), 'confirm')
  return { ...stage, flow, confirm }
}

test('deletes the account: the session shows it gone, in every tab', async () => {
  const { flow, confirm, client, open, world } = await setUp()
  const other = await open()
  expect(other.shown().who).toBe('ada')
  const state = await confirm().delete({ password: 'whatever' })
  expect(state.error).toBeUndefined()
  at(state, 'deleted')
  await pass()
  for (const { $state } of [client, other.client]) expect($state.get().status).toBe('signed-out')
  expect(() => world.user('ada')).toThrow()
  flow.restart()
  at(flow.$state.get(), 'signed-out')
})

test('another account of this browser stays', async () => {
  const { confirm, client } = await setUp(['linus', 'ada'])
  at(await confirm().delete(), 'deleted')
  expect(client.$signIns.get().map(({ user }) => user?.username)).toEqual(['linus'])
})

test('is about the next account once that is active', async () => {
  const { flow, confirm, client, idOf } = await setUp(['linus', 'ada'])
  at(await confirm().delete(), 'deleted')
  await client.switchSignIn(idOf('linus'))
  at(flow.$state.get(), 'confirm')
})

test('a lost answer is made good by the session', async () => {
  const { confirm, world } = await setUp()
  world.faults.add({ path: '/me/account/delete', dropResponse: true, once: true })
  at(await confirm().delete(), 'deleted')
})

/** The server says this of every session from now on. */
const rewriteSession = (world: World, rewrite: (session: { signins?: object[] }) => object) =>
  world.faults.add({
    path: '/session',
    async rewrite(answer) {
      const { data, ...envelope } = (await answer.json()) as { readonly data: { signins?: object[] } }
      return Response.json({ ...envelope, data: rewrite(data) }, { headers: answer.headers })
    },
  })

test('a lost answer is unconfirmed if the session does not say whose sign-ins are left', async () => {
  const { flow, confirm, client, world } = await setUp(['linus', 'ada'])
  rewriteSession(world, ({ signins = [], ...session }) => ({
    ...session,
    signins: signins.map((signIn) => ({ ...signIn, user_id: null, user: undefined })),
  }))
  world.faults.add({ path: '/me/account/delete', dropResponse: true, once: true })
  const state = await confirm().delete()
  expect(state.error?.code).toBe('unconfirmed')
  at(state, 'signed-out')
  await client.switchSignIn(client.$signIns.get()[0]?.id ?? '')
  expect(flow.$state.get().error).toBeUndefined()
})

test('a lost answer is made good by the users of the sign-ins, if these do not name them', async () => {
  const { confirm, world } = await setUp(['linus', 'ada'])
  rewriteSession(world, ({ signins = [], ...session }) => ({
    ...session,
    signins: signins.map((signIn) => ({ ...signIn, user_id: null })),
  }))
  world.faults.add({ path: '/me/account/delete', dropResponse: true, once: true })
  at(await confirm().delete(), 'deleted')
})

test('a lost answer is unconfirmed if the browser session was replaced', async () => {
  const { confirm, world } = await setUp()
  rewriteSession(world, ({ signins: _, ...session }) => ({ ...session, id: '1', active_signin: undefined }))
  world.faults.add({ path: '/me/account/delete', drop: true, once: true })
  const state = await confirm().delete()
  expect(state.error?.code).toBe('unconfirmed')
  at(state, 'signed-out')
})

test('does not tell the user of the next account that theirs is deleted', async () => {
  const { flow, confirm, open, idOf, world } = await setUp(['linus', 'ada'])
  const other = await open()
  const slow = world.faults.add({ path: '/me/account/delete', hold: true, once: true })
  const deleting = confirm().delete()
  await slow.held()
  await other.client.switchSignIn(idOf('linus'))
  slow.release()
  const state = await deleting
  expect(state.error).toBeUndefined()
  expect(at(state, 'confirm').key).toContain(idOf('linus'))
  at(flow.$state.get(), 'confirm')
})

test('offline: it never arrived, so the account is still there', async () => {
  const { confirm, world, client } = await setUp()
  world.faults.add({ path: '/me/account/delete', drop: true, once: true })
  expect((await confirm().delete()).error?.code).toBe('offline')
  expect(client.$user.get()?.username).toBe('ada')
})

test('password-incorrect: a server that checks the password', async () => {
  const { confirm, world } = await setUp()
  const body = JSON.stringify({ status: 400, message: 'Password is incorrect', data: null, errors: null })
  world.faults.add({ path: '/me/account/delete', status: 400, body, once: true })
  expect((await confirm().delete({ password: 'wrong' })).error?.code).toBe('password-incorrect')
})

test('asked for twice, it is sent once', async () => {
  const { confirm, asked } = await setUp()
  const step = confirm()
  for (const state of await Promise.all([step.delete(), step.delete()])) at(state, 'deleted')
  expect(asked('POST /me/account/delete')).toHaveLength(1)
})

test('context-changed: the next account is not deleted instead', async () => {
  const { confirm, client, idOf, world, asked } = await setUp(['linus', 'ada'])
  const slow = world.faults.add({ path: '/session/switch-sign-in', hold: true, once: true })
  const switched = client.switchSignIn(idOf('linus'))
  await slow.held()
  const deleting = confirm().delete()
  slow.release()
  await switched
  expect((await deleting).error?.code).toBe('context-changed')
  expect(asked('POST /me/account/delete')).toEqual([])
})

test('before the session is known nothing can be done', () => {
  at(createAccountDeletion(setUpStage().tab().client).$state.get(), 'loading')
})
