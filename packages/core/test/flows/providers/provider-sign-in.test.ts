import type { EmulatorOptions } from '@wachter/emulator'
import { describe, expect, test, vi } from 'vitest'
import {
  createProviderSignIn,
  createSignIn,
  createSignUp,
  type ProviderSignInOptions,
} from '../../../src/flows/index.js'
import { fakePage, minuteMs, pass, setUp as setUpStage } from '../../set-up.js'
import { asText, at } from '../steps.js'
import { answerProvider } from './provider-visit.js'

const ada = { email: 'ada@example.com' }
const callbackPage = 'https://app.test/callback?tab=1'

function setUp(options?: EmulatorOptions) {
  const stage = setUpStage(options)
  const { emulator } = stage

  /** Signs in as far as the provider, and gives the address it leads back to. */
  const visit = async (
    { client }: Awaited<ReturnType<typeof stage.open>>,
    fields: Record<string, string> = ada,
    how: 'signIn' | 'connect' = 'signIn',
    redirectUri?: string,
  ) => {
    const start = at(createProviderSignIn(client, { navigate: false }).$state.get(), 'start')
    const { url } = at(await start[how]('google_oauth', { redirectUri }), 'redirecting')
    const { search } = new URL(await answerProvider(emulator, url, fields))
    return `${callbackPage}&${search.slice(1)}`
  }

  /** The page the provider leads back to, as it has just loaded. */
  const comeBack = async (address: string, options: ProviderSignInOptions = {}) => {
    const page = fakePage(address)
    const tab = stage.tab({ page })
    return { ...tab, flow: createProviderSignIn(tab.client, options) }
  }

  const spent = () => stage.asked('GET /auth/oauth2/callback').length
  return { ...stage, visit, comeBack, spent }
}

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
    const back = await answerProvider(emulator, url, { email: 'katherine@corp.example' })
    const again = tab({ page: fakePage(back) })
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

test('its functions stay the same', async () => {
  const { open } = setUp()
  const { client } = await open()
  const flow = createProviderSignIn(client)
  const first = at(flow.$state.get(), 'start')
  await client.refetch()
  expect(at(flow.$state.get(), 'start')).toEqual(first)
})
