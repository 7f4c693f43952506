import { totpCode } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { createAuthenticator } from '../../../src/account/index.js'
import { asText, at } from '../../flows/steps.js'
import { type Person, pass, setUpSignedIn, setUp as setUpStage } from '../../set-up.js'

const windowMs = 30_000

async function setUp(people: readonly Person[] = ['ada']) {
  const stage = await setUpSignedIn(people)
  const flow = createAuthenticator(stage.client)
  const manage = () => at(flow.$state.get(), 'manage')
  const scan = () => at(flow.$state.get(), 'scan')
  const confirm = () => at(flow.$state.get(), 'confirm')
  const sent = () => stage.asked('POST /me/authenticator/attempt-verification').length
  /** An app with the secret, and the code that it shows now. */
  const begin = async () => {
    const { secret } = at(await manage().begin(), 'scan')
    return { secret, code: () => totpCode(secret, Date.now()) }
  }
  return { ...stage, flow, manage, scan, confirm, sent, begin }
}

test('links an app by two successive codes, and removes it', async () => {
  const { flow, manage, scan, confirm, begin, client } = await setUp()
  expect(manage().authenticator).toBeUndefined()
  const { secret, code } = await begin()
  expect(scan().otpUrl).toMatch(/^otpauth:/)
  await scan().next({ code: code() })
  expect(confirm()).toMatchObject({
    windowEndsAtMs: Date.now() + windowMs,
    isNextShown: false,
    expiresAtMs: Date.now() + 2 * windowMs,
  })
  await pass(windowMs)
  expect(confirm().isNextShown).toBe(true)
  const typed = `${code().slice(0, 3)} ${code().slice(3)}`
  const linked = at(await confirm().confirm({ code: typed }), 'manage')
  expect(linked.authenticator).toEqual({ id: expect.any(String), createdAtMs: expect.any(Number) })
  expect(client.$user.get()?.userAuthenticator).toBe(linked.authenticator)
  expect(asText(flow.$state.get())).not.toContain(secret)
  const removed = at(await linked.remove(), 'manage')
  expect(removed.authenticator).toBeUndefined()
})

test('too-soon: the code of the same window again', async () => {
  const { scan, confirm, begin, sent } = await setUp()
  const { code } = await begin()
  await scan().next({ code: code() })
  await pass(10_000)
  const { error } = await confirm().confirm({ code: code() })
  expect(error).toMatchObject({ code: 'too-soon', retryAfterMs: 20_000 })
  expect(sent()).toBe(0)
})

test('code-rejected: a mistyped code can be corrected in the same window', async () => {
  const { manage, scan, confirm, begin } = await setUp()
  const { code } = await begin()
  await scan().next({ code: code() })
  await pass(windowMs)
  const { key } = confirm()
  expect((await confirm().confirm({ code: '000000' })).error?.code).toBe('code-rejected')
  expect(confirm().key).toBe(key)
  await confirm().confirm({ code: code() })
  expect(manage().authenticator).toBeDefined()
})

test('code-rejected: a code that comes a window too late is the first of the next pair', async () => {
  const { manage, scan, confirm, begin } = await setUp()
  const { code } = await begin()
  await pass(20_000)
  await scan().next({ code: code() })
  await pass(50_000)
  const { key } = confirm()
  expect((await confirm().confirm({ code: code() })).error?.code).toBe('code-rejected')
  expect(confirm().key).not.toBe(key)
  await pass(windowMs)
  await confirm().confirm({ code: code() })
  expect(manage().authenticator).toBeDefined()
})

test('begins again with a first code when none came for 60 s', async () => {
  const { flow, scan, confirm, begin } = await setUp()
  const { secret, code } = await begin()
  flow.$state.listen(() => undefined)
  await scan().next({ code: code() })
  await pass(2 * windowMs - 1)
  confirm()
  await pass(1)
  expect(scan().secret).toBe(secret)
})

test('tells its listeners when the app shows the next code, and when it is too late', async () => {
  const { flow, scan, begin } = await setUp()
  const { code } = await begin()
  await scan().next({ code: code() })
  const told: unknown[] = []
  flow.$state.listen(({ step }) => told.push([step.kind, 'isNextShown' in step && step.isNextShown]))
  await pass(windowMs)
  await pass(windowMs)
  expect(told).toEqual([
    ['confirm', true],
    ['scan', false],
  ])
})

test('takes the codes of a phone in another part of its window than this machine', async () => {
  const { manage, scan, confirm, world, begin } = await setUp()
  const { secret } = await begin()
  const code = () => totpCode(secret, world.clock.now())
  world.clock.advance(20_000)
  await scan().next({ code: code() })
  await pass(15_000)
  expect(confirm().isNextShown).toBe(false)
  await confirm().confirm({ code: code() })
  expect(manage().authenticator).toBeDefined()
})

test('code-rejected: every pair of a phone whose clock is wrong', async () => {
  const { scan, confirm, begin } = await setUp()
  const { secret } = await begin()
  const code = () => totpCode(secret, Date.now() + 10 * windowMs)
  await scan().next({ code: code() })
  await pass(windowMs)
  expect((await confirm().confirm({ code: code() })).error?.code).toBe('code-rejected')
})

test('authenticator-not-found: the server does not know it any more', async () => {
  const { flow, scan, confirm, begin, world, manage } = await setUp()
  const { code } = await begin()
  await scan().next({ code: code() })
  await pass(windowMs)
  const body = JSON.stringify({ status: 400, message: 'Authenticator not found', data: null, errors: null })
  world.faults.add({ path: '/me/authenticator/attempt-verification', status: 400, body, once: true })
  expect((await confirm().confirm({ code: code() })).error?.code).toBe('authenticator-not-found')
  flow.restart()
  manage()
})

test('authenticator-not-found: removed elsewhere meanwhile', async () => {
  const { manage, world } = await setUp(['grace'])
  expect(manage().authenticator).toBeDefined()
  world.setAuthenticator('grace', false)
  expect((await manage().remove()).error?.code).toBe('authenticator-not-found')
})

test.each(['attempt-verification', '*/delete'])('a lost answer of %s is made good by the session', async (path) => {
  const { manage, scan, confirm, begin, world } = await setUp()
  const { code } = await begin()
  await scan().next({ code: code() })
  await pass(windowMs)
  const lose = () => world.faults.add({ path: `/me/authenticator/${path}`, dropResponse: true, once: true })
  if (path === 'attempt-verification') lose()
  expect((await confirm().confirm({ code: code() })).error).toBeUndefined()
  if (path === '*/delete') {
    lose()
    expect((await manage().remove()).error).toBeUndefined()
  }
})

test('offline: nothing is begun when the answer was lost', async () => {
  const { manage, world } = await setUp()
  world.faults.add({ path: '/me/authenticator', dropResponse: true, once: true })
  expect((await manage().begin()).error?.code).toBe('offline')
  manage()
})

test('a second code given twice is sent once', async () => {
  const { scan, confirm, begin, sent } = await setUp()
  const { code } = await begin()
  await scan().next({ code: code() })
  await pass(windowMs)
  const { confirm: submit } = confirm()
  for (const state of await Promise.all([submit({ code: code() }), submit({ code: code() })])) at(state, 'manage')
  expect(sent()).toBe(1)
})

test.each([
  ['that is listened to', true],
  ['that is not', false],
])('the secret of a flow %s goes with the account, also after switching back', async (_, isWatched) => {
  const { flow, begin, client, idOf, manage } = await setUp(['linus', 'ada'])
  const { secret } = await begin()
  const unlisten = isWatched ? flow.$state.listen(() => undefined) : undefined
  await client.switchSignIn(idOf('linus'))
  expect(asText(flow.$state.get())).not.toContain(secret)
  await client.switchSignIn(idOf('ada'))
  manage()
  unlisten?.()
})

test('context-changed: a secret that comes after the switch is dropped', async () => {
  const { manage, open, idOf, world } = await setUp(['linus', 'ada'])
  const other = await open()
  const slow = world.faults.add({ path: '/me/authenticator', hold: true, once: true })
  const beginning = manage().begin()
  await slow.held()
  await other.client.switchSignIn(idOf('linus'))
  slow.release()
  expect((await beginning).error?.code).toBe('context-changed')
  manage()
})

test('context-changed: begun while the account is switched, it is not begun for the next one', async () => {
  const { flow, manage, client, idOf, world, asked } = await setUp(['linus', 'ada'])
  const kinds: unknown[] = []
  flow.$state.listen(({ step }) => void kinds.push(step.kind))
  const slow = world.faults.add({ path: '/session', hold: true, once: true })
  const switching = client.switchSignIn(idOf('linus'))
  await slow.held()
  const beginning = manage().begin()
  await pass()
  slow.release()
  await switching
  expect((await beginning).error?.code).toBe('context-changed')
  expect(asked('POST /me/authenticator')).toEqual([])
  expect(kinds).not.toContain('scan')
})

test('invalid-argument: nothing typed', async () => {
  const { scan, begin } = await setUp()
  await begin()
  expect((await scan().next({ code: ' - ' })).error?.code).toBe('invalid-argument')
})

test('before the session is known nothing can be done, nor while nobody is signed in', async () => {
  at(createAuthenticator(setUpStage().tab().client).$state.get(), 'loading')
  const { flow, client } = await setUp()
  await client.signOut()
  at(flow.$state.get(), 'signed-out')
})
