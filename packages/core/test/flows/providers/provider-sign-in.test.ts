import { comeBackFromProvider } from '@wachter/testing/provider-visit'
import { describe, expect, test, vi } from 'vitest'
import { createProviderSignIn, createSignIn, createSignUp } from '../../../src/flows/index.js'
import { fakePage, minuteMs, pass } from '../../set-up.js'
import { at } from '../steps.js'
import { ada, callbackPage, setUp } from './provider-stage.js'

describe('leaving for a provider', () => {
  test('asks for the address, shows it and goes there', async () => {
    const { open, emulator } = setUp()
    const { client } = await open()
    const navigate = vi.fn()
    const step = at(createProviderSignIn(client, { navigate }).$state.get(), 'start')
    const { url } = at(await step.signIn('google_oauth'), 'redirecting')
    expect(url).toContain(`${emulator.baseUrl}/__provider/google_oauth/authorize`)
    expect(navigate.mock.calls).toEqual([[url, { replace: false }]])
  })

  test('is left to the app that wants to open the address itself', async () => {
    const { open } = setUp()
    const { client, page } = await open()
    const assign = vi.fn()
    vi.stubGlobal('location', { assign })
    const flow = createProviderSignIn(client, { navigate: false })
    const { restart } = at(await at(flow.$state.get(), 'start').signIn('google_oauth'), 'redirecting')
    expect(assign).not.toHaveBeenCalled()
    page.signal('resume')
    at(flow.$state.get(), 'redirecting')
    restart()
    at(flow.$state.get(), 'start')
    vi.unstubAllGlobals()
  })

  test('goes by the page itself when nothing else is said', async () => {
    const { open } = setUp()
    const { client } = await open()
    const assign = vi.fn()
    vi.stubGlobal('location', { assign })
    const { url } = at(
      await at(createProviderSignIn(client).$state.get(), 'start').signIn('google_oauth'),
      'redirecting',
    )
    expect(assign).toHaveBeenCalledWith(url)
    vi.unstubAllGlobals()
  })

  test('can be done again by whoever comes back with the button of the browser', async () => {
    const { open } = setUp()
    const { client, page } = await open()
    const flow = createProviderSignIn(client, { navigate: () => {} })
    const before = page.listeners.size
    at(await at(flow.$state.get(), 'start').signIn('google_oauth'), 'redirecting')
    page.signal('resume')
    at(flow.$state.get(), 'start')
    expect(page.listeners.size).toBe(before)
  })

  test('asked for twice at once is one', async () => {
    const { open, asked } = setUp()
    const { client } = await open()
    const navigate = vi.fn()
    const { signIn } = at(createProviderSignIn(client, { navigate }).$state.get(), 'start')
    await Promise.all([signIn('google_oauth'), signIn('google_oauth')])
    expect(asked('POST /auth/oauth2/init')).toHaveLength(1)
    expect(navigate).toHaveBeenCalledOnce()
  })

  test('solves a challenge where there is one', async () => {
    const { open, world } = setUp({ challenge: '403' })
    const { client } = await open()
    const plain = at(createProviderSignIn(client, { navigate: false }).$state.get(), 'start')
    expect((await plain.signIn('google_oauth')).step.kind).toBe('start')
    const getChallengeToken = async () => world.mintChallengeToken()
    const solving = at(createProviderSignIn(client, { navigate: false, getChallengeToken }).$state.get(), 'start')
    at(await solving.signIn('google_oauth'), 'redirecting')
  })

  test.each([
    ['provider-not-configured', 'gitlab_oauth', {}],
    ['redirect-uri-rejected', 'google_oauth', { redirectUri: 'javascript:alert(1)' }],
    ['invalid-argument', 'google_oauth', { redirectUri: 'https://app.test/a|b' }],
    ['invalid-argument', '', {}],
  ])('%s', async (code, provider, options) => {
    const { open } = setUp()
    const { client } = await open()
    const navigate = vi.fn()
    const after = await at(createProviderSignIn(client, { navigate }).$state.get(), 'start').signIn(provider, options)
    expect({ kind: after.step.kind, code: after.error?.code }).toEqual({ kind: 'start', code })
    expect(navigate).not.toHaveBeenCalled()
  })

  test('connection-not-found: an enterprise connection there is not', async () => {
    const { open } = setUp()
    const { client } = await open()
    const { error } = await at(createProviderSignIn(client).$state.get(), 'start').enterprise('1')
    expect(error?.code).toBe('connection-not-found')
  })

  test('signed-out: nobody to connect an account with', async () => {
    const { open } = setUp()
    const { client } = await open()
    const { error } = await at(createProviderSignIn(client).$state.get(), 'start').connect('google_oauth')
    expect(error?.code).toBe('signed-out')
  })

  test('invalid-response: an address that leads nowhere on the web', async () => {
    const { open, world } = setUp()
    const { client } = await open()
    const body = JSON.stringify({ status: 200, data: { oauth_url: 'javascript:alert(1)' }, errors: null })
    world.faults.add({ path: '/auth/oauth2/init', body, once: true })
    const navigate = vi.fn()
    const after = await at(createProviderSignIn(client, { navigate }).$state.get(), 'start').signIn('google_oauth')
    expect(after.error?.code).toBe('invalid-response')
    expect(navigate).not.toHaveBeenCalled()
  })
})

describe('coming back', () => {
  test('signs in, takes what was sent out of the address, and says where it was to lead', async () => {
    const { open, visit, comeBack } = setUp()
    const address = await visit(await open(), ada, 'signIn', 'https://app.test/ok')
    const { flow, page, shown } = await comeBack(address)
    const step = at(await flow.handleCallback(), 'complete')
    expect(step.redirectUri).toBe('https://app.test/ok')
    expect(shown().who).toBe('ada')
    expect(page.url()).toBe(callbackPage)
  })

  test('makes somebody new an account', async () => {
    const { open, visit, comeBack } = setUp()
    const { flow, client } = await comeBack(await visit(await open(), { email: 'margaret@example.com' }))
    at(await flow.handleCallback(), 'complete')
    expect(client.$user.get()?.primaryEmailAddressId).toBeDefined()
  })

  test('hands the steps that remain to the sign-in, and is complete once they are done', async () => {
    const { open, visit, comeBack, world } = setUp()
    world.setAuthenticator('ada', true)
    world.setSecondFactorPolicy('ada', 'enforced')
    const { flow, client, shown } = await comeBack(await visit(await open(), ada, 'signIn', 'https://app.test/ok'))
    const { attemptId, redirectUri } = at(await flow.handleCallback(), 'sign-in')
    expect(redirectUri).toBe('https://app.test/ok')
    const secondFactor = at(await createSignIn(client).resume(attemptId), 'second-factor')
    await secondFactor.verify(world.totpCode('ada'))
    expect(at(flow.$state.get(), 'complete').redirectUri).toBe('https://app.test/ok')
    expect(shown().who).toBe('ada')
  })

  test('hands somebody new of whom more must be known to the sign-up', async () => {
    const { open, visit, tab, fetch, world } = setUp()
    const address = await visit(await open())
    let attemptId = ''
    const { client } = tab({
      page: fakePage(address),
      // The fake providers know everything about their people.
      async fetch(input, init) {
        if (!(input instanceof Request) || !input.url.includes('/auth/oauth2/callback')) return fetch(input, init)
        attemptId = world.startOauthSignup(client.$state.get().container?.id ?? '', { provider: 'google_oauth' })
        return Response.json({ status: 200, data: {}, errors: null })
      },
    })
    expect(at(await createProviderSignIn(client).handleCallback(), 'sign-up').attemptId).toBe(attemptId)
    expect((await createSignUp(client).resume(attemptId)).step.kind).toBe('complete-profile')
  })

  test('connects an account with the active one', async () => {
    const { openAs, visit, comeBack } = setUp()
    const address = await visit(
      await openAs(['ada']),
      { email: 'ada@elsewhere.example' },
      'connect',
      'https://app.test/me',
    )
    const { flow, client, page } = await comeBack(address)
    expect(at(await flow.handleCallback(), 'connected').redirectUri).toBe('https://app.test/me')
    expect(client.$user.get()?.socialConnections).toMatchObject([
      { provider: 'google_oauth', emailAddress: 'ada@elsewhere.example' },
    ])
    expect(page.url()).toBe(callbackPage)
  })

  test('of a company signs in without anything in the address', async () => {
    const { open, emulator, world, tab } = setUp()
    const { client } = await open()
    const start = at(createProviderSignIn(client, { navigate: false }).$state.get(), 'start')
    const connection = world.enterpriseConnection('corp.example').id
    const redirectUri = 'http://localhost:5173/app'
    const { url } = at(await start.enterprise(connection, { redirectUri }), 'redirecting')
    const back = await comeBackFromProvider(emulator, url, { email: 'katherine@corp.example' })
    const again = tab({ page: fakePage(back.href) })
    const { step } = await createProviderSignIn(again.client).handleCallback()
    expect(step.kind).toBe('complete')
    expect(again.client.$user.get()?.firstName).toBe('Katherine')
  })

  test('to an address that says nothing stays where it is', async () => {
    const { comeBack, world, spent } = setUp()
    const { flow, page } = await comeBack(`${callbackPage}&code=of-the-app`)
    const { step, error } = await flow.handleCallback()
    expect({ kind: step.kind, error }).toEqual({ kind: 'start', error: undefined })
    expect(page.url()).toContain('of-the-app')
    expect({ spent: spent(), sent: world.outbox() }).toEqual({ spent: 0, sent: [] })
  })

  test('works with an address that is handed in', async () => {
    const { open, visit } = setUp()
    const tab = await open()
    const address = await visit(tab)
    const flow = createProviderSignIn(tab.client)
    at(await flow.handleCallback(address), 'complete')
    expect((await flow.handleCallback('no address')).error?.code).toBe('invalid-argument')
  })

  test('is nothing a flow does by itself', async () => {
    const { open, visit, comeBack, spent } = setUp()
    const { flow, client } = await comeBack(await visit(await open()))
    client.start()
    flow.$state.listen(() => undefined)
    await pass(minuteMs)
    expect(spent()).toBe(0)
    at(flow.$state.get(), 'start')
  })

  test('ends where it began once the account is signed out, or by a restart', async () => {
    const { open, visit, comeBack } = setUp()
    const { flow, client } = await comeBack(await visit(await open()))
    at(await flow.handleCallback(), 'complete')
    await client.signOut()
    at(flow.$state.get(), 'start')
    flow.restart()
    at(flow.$state.get(), 'start')
  })
})

test('its functions stay the same', async () => {
  const { open } = setUp()
  const { client } = await open()
  const flow = createProviderSignIn(client)
  const first = at(flow.$state.get(), 'start')
  await client.refetch()
  expect(at(flow.$state.get(), 'start')).toEqual(first)
})
