import { expect, test } from 'vitest'
import { createBackupCodes } from '../../../src/account/index.js'
import { asText, at } from '../../flows/steps.js'
import { type Person, pass, setUpSignedIn, setUp as setUpStage } from '../../set-up.js'

async function setUp(people: readonly Person[] = ['ada']) {
  const stage = await setUpSignedIn(people)
  const flow = createBackupCodes(stage.client)
  const manage = () => at(flow.$state.get(), 'manage')
  const shown = () => at(flow.$state.get(), 'shown')
  return { ...stage, flow, manage, shown }
}

test('shows the codes once, until the user is done', async () => {
  const { flow, manage, shown, world } = await setUp()
  expect(manage().generated).toBe(false)
  const { codes } = at(await manage().generate(), 'shown')
  expect(codes).toHaveLength(12)
  expect(codes).toEqual(world.user('ada').backupCodes)
  const after = at(await shown().done(), 'manage')
  expect(after.generated).toBe(true)
  expect(asText(flow.$state.get())).not.toContain(codes[0])
})

test('regenerates them', async () => {
  const { manage, shown } = await setUp()
  const { codes: before } = at(await manage().generate(), 'shown')
  await shown().done()
  const { codes } = at(await manage().regenerate(), 'shown')
  expect(codes).toHaveLength(12)
  expect(codes).not.toEqual(before)
})

test.each(['drop', 'dropResponse'])('unconfirmed: no answer (%s); then they can be regenerated', async (fault) => {
  const { manage, world } = await setUp()
  world.faults.add({ path: '/me/backup-codes', [fault]: true, once: true })
  const { step, error } = await manage().generate()
  expect(error).toMatchObject({ code: 'unconfirmed', cause: { retryable: true } })
  expect(step).toMatchObject({ kind: 'manage', generated: fault === 'dropResponse' })
  expect(at(await manage().regenerate(), 'shown').codes).toHaveLength(12)
})

test('shows them although the session could not be fetched afterwards', async () => {
  const { manage, world } = await setUp()
  const slow = world.faults.add({ path: '/me/backup-codes', hold: true, once: true })
  const generating = manage().generate()
  await slow.held()
  world.faults.add({ path: '/session', drop: true })
  slow.release()
  await pass(60_000)
  const state = await generating
  expect(state.error).toBeUndefined()
  expect(at(state, 'shown').codes).toHaveLength(12)
})

test('invalid-response: an answer without codes', async () => {
  const { manage, world } = await setUp()
  const body = JSON.stringify({ status: 200, message: '', data: [], errors: null })
  world.faults.add({ path: '/me/backup-codes', status: 200, body, once: true })
  expect((await manage().generate()).error?.code).toBe('invalid-response')
  manage()
})

test('asked for twice, they are generated once', async () => {
  const { manage, asked } = await setUp()
  const { generate } = manage()
  const [first, second] = await Promise.all([generate(), generate()])
  expect(at(first, 'shown').codes).toBe(at(second, 'shown').codes)
  expect(asked('POST /me/backup-codes')).toHaveLength(1)
})

test.each([
  ['that is listened to', true],
  ['that is not', false],
])('the codes of a flow %s go with the account, also after switching back', async (_, isWatched) => {
  const { flow, manage, client, idOf } = await setUp(['linus', 'ada'])
  const { codes } = at(await manage().generate(), 'shown')
  const unlisten = isWatched ? flow.$state.listen(() => undefined) : undefined
  await client.switchSignIn(idOf('linus'))
  expect(asText(flow.$state.get())).not.toContain(codes[0])
  await client.switchSignIn(idOf('ada'))
  manage()
  unlisten?.()
})

test('context-changed: codes that come after the switch are dropped', async () => {
  const { manage, client, idOf, world } = await setUp(['linus', 'ada'])
  const slow = world.faults.add({ path: '/session/switch-sign-in', hold: true, once: true })
  const switched = client.switchSignIn(idOf('linus'))
  await slow.held()
  const generating = manage().generate()
  slow.release()
  await switched
  expect((await generating).error?.code).toBe('context-changed')
  expect(world.user('ada').backupCodes).toEqual([])
  manage()
})

test('codes that come after restart are dropped', async () => {
  const { flow, manage, world } = await setUp()
  const slow = world.faults.add({ path: '/me/backup-codes', hold: true, once: true })
  const generating = manage().generate()
  await slow.held()
  flow.restart()
  slow.release()
  await generating
  manage()
})

test('before the session is known nothing can be done, nor while nobody is signed in', async () => {
  at(createBackupCodes(setUpStage().tab().client).$state.get(), 'loading')
  const { flow, client, manage } = await setUp()
  await manage().generate()
  await client.signOut()
  at(flow.$state.get(), 'signed-out')
})
