import { describe, expect, test } from 'vitest'
import { createProviderSignIn } from '../../../src/flows/index.js'
import { minuteMs, pass } from '../../set-up.js'
import { asText, at } from '../steps.js'
import { ada, callbackPage, setUp } from './provider-stage.js'

describe('a code is spent once', () => {
  test('by a flow that is told twice', async () => {
    const { open, visit, comeBack, spent } = setUp()
    const { flow } = await comeBack(await visit(await open()))
    const [first, second] = await Promise.all([flow.handleCallback(), flow.handleCallback()])
    expect(first).toBe(second)
    at(first, 'complete')
    expect(spent()).toBe(1)
  })

  test('by two mounts of a page', async () => {
    const { open, visit, comeBack, spent } = setUp()
    const address = await visit(await open(), ada, 'signIn', 'https://app.test/ok')
    const { flow, client } = await comeBack(address)
    const states = await Promise.all([flow.handleCallback(), createProviderSignIn(client).handleCallback()])
    for (const state of states) expect(at(state, 'complete').redirectUri).toBe('https://app.test/ok')
    expect(spent()).toBe(1)
  })

  test('also when the same address is handed in later', async () => {
    const { open, visit, comeBack, spent } = setUp()
    const address = await visit(await open())
    const { flow, client } = await comeBack(address)
    await flow.handleCallback()
    at(await createProviderSignIn(client).handleCallback(address), 'complete')
    expect(spent()).toBe(1)
  })

  test('also when the page is loaded anew with it', async () => {
    const { open, visit, comeBack, spent } = setUp()
    const address = await visit(await open())
    await (await comeBack(address)).flow.handleCallback()
    at(await (await comeBack(address)).flow.handleCallback(), 'complete')
    expect(spent()).toBe(1)
  })

  test('although its answer was lost', async () => {
    const { open, visit, comeBack, world, spent } = setUp()
    const { flow, shown } = await comeBack(await visit(await open()))
    world.faults.add({ path: '/auth/oauth2/callback', dropResponse: true, once: true })
    const after = await flow.handleCallback()
    expect(after.error).toBeUndefined()
    at(after, 'complete')
    expect({ who: shown().who, spent: spent() }).toEqual({ who: 'ada', spent: 1 })
  })

  test('although the answer that an account is connected was lost', async () => {
    const { openAs, visit, comeBack, world } = setUp()
    const address = await visit(await openAs(['ada']), { email: 'ada@elsewhere.example' }, 'connect')
    const { flow } = await comeBack(address)
    world.faults.add({ path: '/me/sso-connection-callback', dropResponse: true, once: true })
    at(await flow.handleCallback(), 'connected')
  })

  test('and can be spent by another call when it never arrived', async () => {
    const { open, visit, comeBack, world } = setUp()
    const { flow, page } = await comeBack(await visit(await open()))
    world.faults.add({ path: '/auth/oauth2/callback', drop: true, once: true })
    const first = await flow.handleCallback()
    expect({ kind: first.step.kind, code: first.error?.code }).toEqual({ kind: 'start', code: 'offline' })
    expect(page.url()).toBe(callbackPage)
    at(await flow.handleCallback(), 'complete')
  })
})

describe('is refused', () => {
  test("provider-refused: in the provider's words, which are taken out of the address", async () => {
    const { open, visit, comeBack, spent } = setUp()
    const { flow, page, client } = await comeBack(await visit(await open(), { action: 'deny' }))
    const [first, second] = await Promise.all([flow.handleCallback(), createProviderSignIn(client).handleCallback()])
    expect(first.error).toMatchObject({ code: 'provider-refused', message: 'The user denied the request' })
    expect(second.error?.code).toBe('provider-refused')
    expect({ url: page.url(), spent: spent() }).toEqual({ url: callbackPage, spent: 0 })
    at(await flow.handleCallback(), 'start')
  })

  test("provider-refused: by a company's provider, and no longer than anybody reads", async () => {
    const { comeBack } = setUp()
    const { flow } = await comeBack(`${callbackPage}&error=access_denied&error_description=${'No. '.repeat(500)}`)
    const { error } = await flow.handleCallback()
    expect(error?.code).toBe('provider-refused')
    expect(error?.message.length).toBe(300)
  })

  test.each(['sign_in', 'bm90IG91cnM.x.y', 'ZW50ZXJwcmlzZV9zc298MQ', '%%%.a.b'])(
    'invalid-state: %s was not begun here',
    async (state) => {
      const { comeBack, spent } = setUp()
      const { flow } = await comeBack(`${callbackPage}&code=c&state=${encodeURIComponent(state)}`)
      expect((await flow.handleCallback()).error?.code).toBe('invalid-state')
      expect(spent()).toBe(0)
    },
  )

  test('invalid-state: begun too long ago', async () => {
    const { open, visit, comeBack } = setUp()
    const address = await visit(await open())
    await pass(10 * minuteMs)
    const { flow } = await comeBack(address)
    expect((await flow.handleCallback()).error?.code).toBe('invalid-state')
  })

  test('invalid-code: not one of the provider', async () => {
    const { open, visit, comeBack } = setUp()
    const address = await visit(await open())
    const { flow } = await comeBack(address.replace(/code=\w+/, 'code=wrong'))
    expect((await flow.handleCallback()).error?.code).toBe('invalid-code')
  })

  test('user-disabled', async () => {
    const { open, visit, comeBack, world } = setUp()
    world.disableUser('ada')
    const { flow } = await comeBack(await visit(await open()))
    expect((await flow.handleCallback()).error?.code).toBe('user-disabled')
  })

  test('social-account-already-connected', async () => {
    const { openAs, visit, comeBack } = setUp()
    const tab = await openAs(['ada'])
    await createProviderSignIn(tab.client).handleCallback(await visit(tab, ada, 'connect'))
    const { flow } = await comeBack(await visit(tab, ada, 'connect'))
    expect((await flow.handleCallback()).error?.code).toBe('social-account-already-connected')
  })

  test('signed-out: whoever was to be connected has left', async () => {
    const { openAs, visit, comeBack } = setUp()
    const tab = await openAs(['ada'])
    const address = await visit(tab, ada, 'connect')
    await tab.client.signOut()
    const { flow } = await comeBack(address)
    expect((await flow.handleCallback()).error?.code).toBe('signed-out')
  })

  test('no error and no store tells a secret', async () => {
    const { open, visit, comeBack, world, storage, cookies } = setUp()
    const address = await visit(await open())
    const { flow } = await comeBack(address)
    world.faults.add({ path: '/auth/oauth2/callback', drop: true, once: true })
    const { error } = await flow.handleCallback()
    const { searchParams } = new URL(address)
    const text = asText([error, [...storage.entries], [...cookies.entries]])
    for (const name of ['code', 'state']) expect(text).not.toContain(searchParams.get(name))
  })
})
