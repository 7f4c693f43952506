import { expect, test } from 'vitest'
import { createAccountSignIns } from '../../../src/account/index.js'
import { asText, at } from '../../flows/steps.js'
import { follow, memoryStore, type Person, pass, setUpSignedIn, setUp as setUpStage } from '../../set-up.js'

/** A browser in which these people are signed in, and so many other devices of Ada. */
async function setUp(people: readonly Person[] = ['ada'], devices = 1) {
  const stage = await setUpSignedIn(people)
  for (let left = devices; left > 0; left--)
    await stage.openAs(['ada'], { storage: memoryStore(), cookies: memoryStore() })
  const flow = createAccountSignIns(stage.client)
  const stop = flow.$state.listen(() => undefined)
  await pass()
  const manage = () => at(flow.$state.get(), 'manage')
  const current = () => manage().signIns?.map(({ isCurrent }) => isCurrent)
  const otherId = () => manage().signIns?.find(({ isCurrent }) => !isCurrent)?.id ?? ''
  const loads = () => stage.asked('GET /me/signins').length
  return { ...stage, flow, stop, manage, current, otherId, loads }
}

test('loads when listened to, and shows which one is this browser', async () => {
  const { manage, current, loads, client } = await setUp()
  expect(loads()).toBe(1)
  expect(current()?.filter(Boolean)).toHaveLength(1)
  expect(manage().signIns).toHaveLength(2)
  expect(manage().signIns?.find(({ isCurrent }) => isCurrent)).toMatchObject({
    id: client.$activeSignIn.get()?.id,
    lastActiveAtMs: expect.any(Number),
    device: expect.any(String),
  })
})

test('requests nothing while nobody listens', async () => {
  const stage = await setUpSignedIn()
  const flow = createAccountSignIns(stage.client)
  expect(at(flow.$state.get(), 'manage').signIns).toBeUndefined()
  await pass()
  expect(stage.asked('GET /me/signins')).toEqual([])
})

test('ends the sign-in of another device', async () => {
  const { manage, current, otherId, client, loads } = await setUp()
  const after = await manage().revoke(otherId())
  expect(after.error).toBeUndefined()
  expect(loads()).toBe(2)
  expect(current()).toEqual([true])
  expect(client.$state.get().status).toBe('signed-in')
})

test('ends the current one as a sign-out', async () => {
  const { manage, flow, client } = await setUp()
  const ended: unknown[] = []
  client.on('signed-out', (event) => ended.push(event))
  await manage().revoke(client.$activeSignIn.get()?.id ?? '')
  at(flow.$state.get(), 'signed-out')
  expect(ended).toHaveLength(1)
})

test('ends all others, and fetches the session once', async () => {
  const { manage, current, asked } = await setUp(['ada'], 3)
  expect(manage().signIns).toHaveLength(4)
  const before = asked('GET /session').length
  expect((await manage().revokeOthers()).error).toBeUndefined()
  expect(current()).toEqual([true])
  expect(asked('GET /session').length - before).toBe(1)
  await manage().revokeOthers()
  expect(current()).toEqual([true])
})

test('ends also those that are newer than the list', async () => {
  const { manage, current, openAs } = await setUp(['ada'], 0)
  await openAs(['ada'], { storage: memoryStore(), cookies: memoryStore() })
  expect(manage().signIns).toHaveLength(1)
  await manage().revokeOthers()
  expect(current()).toEqual([true])
})

test('ends all others, although another organization became active while the list was loaded', async () => {
  const { manage, current, client, world, organization } = await setUp(['ada'], 2)
  const slow = world.faults.add({ path: '/me/signins', hold: true, once: true })
  const ending = manage().revokeOthers()
  await slow.held()
  await client.switchOrganization(organization('Acme'))
  slow.release()
  expect((await ending).error).toBeUndefined()
  await pass()
  expect(current()).toEqual([true])
})

test('shows which are left after a failure in the middle', async () => {
  const { manage, world } = await setUp(['ada'], 3)
  world.faults.add({ path: '/me/signins/*/signout', status: 500, skip: 1 })
  expect((await manage().revokeOthers()).error?.code).toBe('server-error')
  expect(manage().signIns?.length).toBeLessThan(4)
})

test('sign-in-not-found, invalid-argument', async () => {
  const { manage } = await setUp()
  expect((await manage().revoke('../1')).error?.code).toBe('sign-in-not-found')
  expect((await manage().revoke('')).error?.code).toBe('invalid-argument')
})

test('a lost answer is made good by the list, and unconfirmed without it', async () => {
  const { manage, otherId, world } = await setUp(['ada'], 2)
  world.faults.add({ path: '/me/signins/*/signout', dropResponse: true, once: true })
  expect((await manage().revoke(otherId())).error).toBeUndefined()
  const id = otherId()
  world.faults.add({ path: '/me/signins/*/signout', dropResponse: true, once: true })
  world.faults.add({ path: '/me/signins', drop: true })
  const state = follow(manage().revoke(id))
  await pass(60_000)
  expect(state.value?.error?.code).toBe('unconfirmed')
})

test('a failed load is shown, and refresh tries again', async () => {
  const { flow, manage, client, world } = await setUp()
  world.faults.add({ path: '/me/signins', status: 500, once: true })
  const other = createAccountSignIns(client)
  other.$state.listen(() => undefined)
  await pass()
  expect(at(other.$state.get(), 'manage').listError?.code).toBe('server-error')
  await pass(60_000)
  expect((await manage().refresh()).error).toBeUndefined()
  expect(manage().listError).toBeUndefined()
  flow.restart()
})

test("shows nobody somebody else's, in the instant of the switch", async () => {
  const { flow, manage, client, idOf, otherId } = await setUp(['linus', 'ada'])
  const adas = otherId()
  const shown: string[] = []
  flow.$state.listen((state) => shown.push(asText([client.$user.get()?.username, state])))
  await client.switchSignIn(idOf('linus'))
  await pass()
  for (const text of shown.filter((one) => one.includes('"linus"'))) expect(text).not.toContain(adas)
  expect(manage().signIns).toHaveLength(1)
})

test('context-changed: the others of the next account are not ended instead', async () => {
  const { manage, client, idOf, world } = await setUp(['linus', 'ada'])
  const slow = world.faults.add({ path: '/me/signins', hold: true, once: true })
  const revoking = manage().revokeOthers()
  await slow.held()
  await client.switchSignIn(idOf('linus'))
  slow.release()
  expect((await revoking).error?.code).toBe('context-changed')
  expect(world.requests.all().filter(({ path }) => path.endsWith('/signout'))).toEqual([])
})

test('before the session is known nothing can be done', () => {
  at(createAccountSignIns(setUpStage().tab().client).$state.get(), 'loading')
})
