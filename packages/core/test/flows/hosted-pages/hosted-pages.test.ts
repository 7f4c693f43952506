import type { EmulatorOptions } from '@wachter/emulator'
import { seedPassword } from '@wachter/emulator'
import { describe, expect, test, vi } from 'vitest'
import { createHostedPages, type HostedPages } from '../../../src/flows/index.js'
import { deploymentOf, type UiSettings } from '../../../src/index.js'
import { codeOf, fakePage, forgetfulStore, memoryStore, pass, setUp } from '../../set-up.js'

const app = 'https://app.example.net/inside?tab=2#top'
const frontend = 'http://localhost:4747'

const urlFunctions = [
  ['signInUrl', '/sign-in'],
  ['signUpUrl', '/sign-up'],
  ['waitlistUrl', '/waitlist'],
  ['accountChooserUrl', '/'],
  ['userProfileUrl', '/me'],
  ['organizationProfileUrl', '/organization'],
  ['createOrganizationUrl', '/create-organization'],
] as const

interface Scene {
  readonly address?: string | undefined
  readonly options?: EmulatorOptions
  readonly uiOverwrites?: UiSettings
  readonly started?: boolean
}

async function setUpPages({ address = app, options = {}, uiOverwrites, started = true }: Scene = {}) {
  const stage = setUp({ appOrigins: ['https://app.example.net'], ...options })
  const visits: { url: string; replace: boolean }[] = []
  const extras = { page: fakePage(address), ...(uiOverwrites && { uiOverwrites }) }
  const opened = started ? await stage.open(extras) : stage.tab(extras)
  const pages = createHostedPages(opened.client, { navigate: (url, { replace }) => visits.push({ url, replace }) })
  return { ...stage, ...opened, pages, visits }
}

const production: EmulatorOptions = {
  mode: 'production',
  baseUrl: 'https://frontend.example.com',
  frontendHost: 'accounts.example.com',
}

/** The address without its query, and the query without the session. */
function taken(address: string) {
  const url = new URL(address)
  const { __dev_session__: devSession, ...query } = Object.fromEntries(url.searchParams)
  url.search = ''
  return { url: url.href, query, devSession }
}

describe('the address of a page', () => {
  test.each(urlFunctions)('%s leads to the hosted page, with the session and the way back', async (name, path) => {
    const { pages, client } = await setUpPages()
    expect(taken(await pages[name]())).toEqual({
      url: frontend + path,
      query: { redirect_uri: app },
      devSession: client.devSession(),
    })
    expect(client.devSession()).toBeTruthy()
  })

  test.each(urlFunctions)('%s carries no session in production', async (name, path) => {
    const { pages } = await setUpPages({ options: production })
    expect(taken(await pages[name]())).toEqual({
      url: `https://accounts.example.com${path}`,
      query: { redirect_uri: app },
      devSession: undefined,
    })
  })

  test.each(urlFunctions)('%s is known without the deployment, too', async (name, path) => {
    const { pages, world } = await setUpPages({ options: production, started: false })
    world.faults.add({ path: '/deployment', drop: true })
    const url = pages[name]()
    await pass(60_000)
    expect(taken(await url).url).toBe(`https://accounts.example.com${path}`)
  })

  test('is the one the deployment says, its query merged', async () => {
    const { pages, world } = await setUpPages({ options: production })
    world.changeDeployment({
      ui_settings: { sign_in_page_url: 'https://app.example.net/log?in=1&redirect_uri=old#form', sign_up_page_url: '' },
    })
    expect(taken(await pages.signInUrl())).toMatchObject({
      url: 'https://app.example.net/log#form',
      query: { in: '1', redirect_uri: app },
    })
    expect(taken(await pages.signUpUrl()).url).toBe('https://accounts.example.com/sign-up')
  })

  test('is what the app lays over it, also a path of the app', async () => {
    const { pages, client } = await setUpPages({
      address: 'http://localhost:3000/inside',
      uiOverwrites: { signInPageUrl: '/log-in', signUpPageUrl: 'https://login.example.net/join' },
    })
    expect(taken(await pages.signInUrl())).toMatchObject({
      url: 'http://localhost:3000/log-in',
      devSession: client.devSession(),
    })
    expect(taken(await pages.signUpUrl())).toMatchObject({
      url: 'https://login.example.net/join',
      devSession: client.devSession(),
    })
    client.setUiOverwrites({ signInPageUrl: '/enter' })
    await pass()
    expect(taken(await pages.signInUrl()).url).toBe('http://localhost:3000/enter')
  })

  test.each([
    'javascript:alert(1)',
    'nonsense',
    '//evil.example',
    'http://plain.example.net/',
    'https://u@h.example/',
    7,
  ])('is the hosted one when the setting is %j', async (signInPageUrl) => {
    const uiOverwrites = { signInPageUrl } as UiSettings
    const { pages } = await setUpPages({ options: production, uiOverwrites })
    expect(taken(await pages.signInUrl()).url).toBe('https://accounts.example.com/sign-in')
  })

  test('the session goes over plain http to this machine only', async () => {
    const uiOverwrites = { signInPageUrl: 'http://plain.example.net/in', signUpPageUrl: 'http://localhost:3000/up' }
    const { pages, client } = await setUpPages({ uiOverwrites })
    expect(taken(await pages.signInUrl()).devSession).toBeUndefined()
    expect(taken(await pages.signUpUrl()).devSession).toBe(client.devSession())
  })
})

describe('the way back', () => {
  const back = async (scene: Scene, redirectUri?: string) => {
    const { pages } = await setUpPages(scene)
    return taken(await pages.signInUrl({ redirectUri })).query.redirect_uri
  }
  const hosted = 'https://accounts.example.com/sign-in'

  test('is the one that is given', async () => {
    expect(await back({}, 'http://localhost:3000/x')).toBe('http://localhost:3000/x')
    expect(await back({}, '/x')).toBe('https://app.example.net/x')
    expect(await back({ address: `${app.split('#')[0]}&redirect_uri=https://else.example` }, '/x')).toBe(
      'https://app.example.net/x',
    )
  })

  test('else the one this page was opened with', async () => {
    expect(await back({ address: 'https://app.example.net/in?redirect_uri=https%3A%2F%2Felse.example%2Fa%3Fb' })).toBe(
      'https://else.example/a?b',
    )
    const address = `${hosted}?redirect_uri=/me`
    expect(await back({ options: production, address })).toBe('https://accounts.example.com/me')
  })

  test('else this page, without what must not go on', async () => {
    const evil = encodeURIComponent('javascript:alert(1)')
    expect(await back({ address: `https://app.example.net/in?a=1&redirect_uri=${evil}#b` })).toBe(
      'https://app.example.net/in?a=1#b',
    )
    const address = `${hosted}?a=1&redirect_uri=https%3A%2F%2Fevil.example`
    expect(await back({ options: production, address })).toBe(`${hosted}?a=1`)
    expect(await back({ address: 'https://app.example.net/in?__dev_session__=planted' })).toBe(
      'https://app.example.net/in',
    )
  })

  test.each(['javascript:alert(1)', '//evil.example', 'data:text/html,x', 'https://a@b.example'])(
    'is never %s',
    async (evil) => {
      expect(await back({}, evil)).toBe(app)
    },
  )

  test.each([undefined, 'about:blank', 'file:///index.html'])('is nowhere on a page at %s', async (address) => {
    const stage = setUp()
    const { client } = await stage.open({ page: fakePage(address) })
    expect(taken(await createHostedPages(client).signInUrl()).query).toEqual({})
  })

  test('carries no session to a page of somebody else', async () => {
    const { pages, client } = await setUpPages()
    const token = client.devSession() ?? ''
    const url = await pages.signInUrl({ redirectUri: `https://else.example/?__dev_session__=${token}` })
    expect(taken(url).query.redirect_uri).toBe('https://else.example/')
    expect(await pages.afterSignIn({ redirectUri: 'https://else.example/' })).toBe('https://else.example/')
  })
})

describe('going there', () => {
  const gates = ['toSignIn', 'toSignUp', 'toWaitlist'] as const
  const visitors = ['toAccountChooser', 'toUserProfile', 'toOrganizationProfile', 'toCreateOrganization'] as const
  const urlOf = (pages: HostedPages, to: string) => pages[`${to[2]?.toLowerCase()}${to.slice(3)}Url` as 'signInUrl']

  test.each([...gates.map((to) => [to, true] as const), ...visitors.map((to) => [to, false] as const)])(
    '%s replaces the page: %s, unless it is told otherwise',
    async (to, replace) => {
      const { pages, visits } = await setUpPages()
      await pages[to]({ redirectUri: '/back' })
      await pages[to]({ redirectUri: '/back', replace: !replace })
      const url = await urlOf(pages, to)({ redirectUri: '/back' })
      expect(visits).toEqual([
        { url, replace },
        { url, replace: !replace },
      ])
    },
  )

  test('the page itself is left where nothing else is given', async () => {
    const { open } = setUp()
    const { client } = await open({ page: fakePage(app) })
    const location = { assign: vi.fn(), replace: vi.fn() }
    vi.stubGlobal('document', {})
    vi.stubGlobal('location', location)
    const pages = createHostedPages(client)
    await pages.toSignIn().finally(() => vi.unstubAllGlobals())
    expect(location.replace).toHaveBeenCalledExactlyOnceWith(await pages.signInUrl())
    vi.stubGlobal('document', {})
    vi.stubGlobal('location', location)
    await pages.toUserProfile().finally(() => vi.unstubAllGlobals())
    expect(location.assign).toHaveBeenCalledExactlyOnceWith(await pages.userProfileUrl())
  })

  test('without a page it is an error that tells no address', async () => {
    const { open } = setUp()
    const { client } = await open({ page: fakePage(app) })
    const going = createHostedPages(client).toSignIn()
    expect(await codeOf(going)).toBe('invalid-configuration')
    const error = (await going.catch((caught: unknown) => caught)) as Error
    expect(JSON.stringify([error.message, error.stack, error.cause])).not.toContain(client.devSession())
  })
})

describe('afterwards', () => {
  test('somebody who signed in or up goes where they wanted to', async () => {
    const { pages, visits } = await setUpPages({ address: 'https://app.example.net/in?redirect_uri=/inside' })
    expect(await pages.afterSignIn()).toBe('https://app.example.net/inside')
    expect(await pages.afterSignUp()).toBe('https://app.example.net/inside')
    expect(await pages.afterSignIn({ redirectUri: '/other' })).toBe('https://app.example.net/other')
    await pages.toAfterSignIn()
    await pages.toAfterSignUp({ redirectUri: '/other' })
    expect(visits).toEqual([
      { url: 'https://app.example.net/inside', replace: true },
      { url: 'https://app.example.net/other', replace: true },
    ])
  })

  test('else where the deployment says, with the session in staging', async () => {
    const settings = { after_signin_redirect_url: 'https://app.example.net/in', after_signup_redirect_url: '' }
    const { pages, client, world } = await setUpPages({ address: `${app.split('?')[0]}?redirect_uri=javascript:x` })
    world.changeDeployment({ ui_settings: settings })
    const devSession = client.devSession()
    expect(taken(await pages.afterSignIn())).toEqual({ url: 'https://app.example.net/in', query: {}, devSession })
    expect(taken(await pages.afterSignUp())).toEqual({ url: `${frontend}/`, query: {}, devSession })
  })

  test('in production an app beside the hosted pages is no place to be sent to, unless the deployment says so', async () => {
    const { pages, client } = await setUpPages({ options: production })
    const redirectUri = 'https://app.example.com/deep'
    expect(await pages.afterSignIn({ redirectUri })).toBe('https://accounts.example.com/')
    client.setUiOverwrites({ afterSignInRedirectUrl: 'https://app.example.com/welcome' })
    await pass()
    expect(await pages.afterSignIn({ redirectUri })).toBe('https://app.example.com/welcome')
  })

  test('somebody who signed out goes where the deployment says', async () => {
    const { pages, client, visits } = await setUpPages()
    const devSession = client.devSession()
    expect(taken((await pages.afterSignOut('1')) ?? '')).toEqual({ url: `${frontend}/`, query: {}, devSession })
    expect(taken((await pages.afterSignOut()) ?? '')).toEqual({ url: `${frontend}/sign-in`, query: {}, devSession })
    await pages.toAfterSignOut()
    expect(visits).toEqual([{ url: await pages.afterSignOut(), replace: true }])
  })

  test('or stays where it says nothing, or is not known', async () => {
    const uiOverwrites = { afterSignOutAllPageUrl: '', afterSignOutOnePageUrl: 'javascript:alert(1)' }
    const { pages, visits } = await setUpPages({ uiOverwrites })
    expect(await pages.afterSignOut()).toBeUndefined()
    expect(await pages.afterSignOut('1')).toBeUndefined()
    await pages.toAfterSignOut()
    expect(visits).toEqual([])
  })
})

describe('the deployment', () => {
  test('is asked for once, and not at all by itself', async () => {
    const { pages, asked, client } = await setUpPages()
    expect(asked('GET /deployment')).toHaveLength(0)
    await Promise.all([pages.signInUrl(), pages.afterSignIn()])
    await pages.signUpUrl()
    expect(asked('GET /deployment')).toHaveLength(1)
    expect(deploymentOf(client).get().data).toBeDefined()
    expect((deploymentOf(client) as { lc?: number }).lc).toBe(0)
  })

  test('is asked for once by a client that does not run', async () => {
    const { pages, asked, client } = await setUpPages({ started: false })
    const [url] = await Promise.all([pages.signInUrl(), pages.afterSignIn()])
    await pages.signUpUrl()
    expect(asked()).toEqual(['GET /deployment'])
    expect(taken(url).devSession).toBe(client.devSession())
  })

  test("has the app's overwrites laid over it, also where the client does not run", async () => {
    const { pages, client } = await setUpPages({ started: false, uiOverwrites: { signInPageUrl: '/enter' } })
    expect(taken(await pages.signInUrl()).url).toBe('https://app.example.net/enter')
    client.setUiOverwrites({ signInPageUrl: '/welcome' })
    expect(taken(await pages.signInUrl()).url).toBe('https://app.example.net/welcome')
  })

  test('that could not be loaded is asked for again', async () => {
    const { pages, world } = await setUpPages({
      options: production,
      uiOverwrites: { signInPageUrl: 'https://app.example.net/in' },
    })
    const fault = { path: '/deployment', drop: true }
    world.faults.add(fault)
    const first = pages.signInUrl()
    await pass(60_000)
    expect(taken(await first).url).toBe('https://accounts.example.com/sign-in')
    world.faults.clear()
    await pass(60_000)
    expect(taken(await pages.signInUrl()).url).toBe('https://app.example.net/in')
  })
})

describe('there and back', () => {
  /** Fills in the hosted sign-in page and follows it to wherever it sends the visitor. */
  async function signInAt(url: string, fetch: typeof globalThis.fetch): Promise<string> {
    const shown = await fetch(url)
    expect(await shown.text()).toContain('Sign in')
    const body = new URLSearchParams({ action: 'password', identifier: 'ada@example.com', password: seedPassword })
    let answer = await fetch(url, { method: 'POST', body, redirect: 'manual' })
    let at = url
    for (let location = answer.headers.get('location'); location; location = answer.headers.get('location')) {
      at = new URL(location, at).href
      if (new URL(at).pathname === '/inside') return at
      answer = await fetch(at, { redirect: 'manual' })
    }
    throw new Error(`The hosted page leads nowhere: ${await answer.text()}`)
  }

  test('in staging the session goes to the hosted page and comes back signed in', async () => {
    const { emulator, pages, tab } = await setUpPages()
    const arrival = await signInAt(await pages.signInUrl(), emulator.browserFetch())
    expect(taken(arrival)).toMatchObject({ url: 'https://app.example.net/inside#top', query: { tab: '2' } })
    expect(taken(arrival).devSession).toBeTruthy()

    const storage = memoryStore()
    const page = fakePage(arrival)
    const { client, shown } = tab({ page, storage, cookies: forgetfulStore })
    client.start()
    await pass()
    expect(shown()).toMatchObject({ status: 'signed-in', who: 'ada' })
    expect(page.url()).toBe(app)
    expect([...storage.entries.values()]).toContain(client.devSession())
  })

  test('it is the session the app had: an account of before is still there', async () => {
    const { emulator, pages, page, signIn, tab } = await setUpPages()
    await signIn('grace')
    const arrival = await signInAt(await pages.signInUrl(), emulator.browserFetch())
    const { client, shown } = tab({ page: fakePage(arrival), storage: memoryStore(), cookies: memoryStore() })
    client.start()
    await pass()
    expect(shown().who).toBe('ada')
    expect(client.$signIns.get()).toHaveLength(2)
    expect(page.url()).toBe(app)
  })

  test('in production the cookie does it, and no address carries a session', async () => {
    const stage = setUp({ mode: 'production' })
    const fetch = stage.emulator.browserFetch()
    const page = fakePage('http://app.localhost:4747/inside')
    const { client } = await stage.open({ fetch, page })
    const url = await createHostedPages(client).signInUrl()
    const arrival = await signInAt(url, fetch)
    expect([url, arrival].join()).not.toContain('__dev_session__')
    expect(arrival).toBe('http://app.localhost:4747/inside')
    const { shown } = await stage.open({ fetch, page: fakePage(arrival) })
    expect(shown()).toMatchObject({ status: 'signed-in', who: 'ada' })
  })
})
