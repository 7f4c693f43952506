import { createEmulator, type EmulatorOptions, seedPassword } from '@wachter/emulator'
import { describe, expect, test, vi } from 'vitest'
import { setUp as setUpEmulator } from '../visitor'
import { type Browser, createBrowser, errorOf, titleOf } from './browser'

function setUp(options: EmulatorOptions = {}) {
  const parts = setUpEmulator(options)
  return { ...parts, browser: createBrowser(parts.emulator) }
}

async function signIn(browser: Browser, who: string) {
  await browser.open('/sign-in')
  await browser.submit({ action: 'identify', who })
  return browser.submit({ action: 'password', password: seedPassword })
}

describe('every page', () => {
  test('shows what a visitor sent as text', async () => {
    const { browser } = setUp()
    const evil = '"><script>alert(1)</script>'
    for (const page of [
      `/sign-in?error=x&error_description=${encodeURIComponent(evil)}`,
      `/sign-in?identifier=${encodeURIComponent(evil)}`,
      `/sign-in?__dev_session__=${encodeURIComponent(evil)}`,
      `/sign-in?redirect_uri=${encodeURIComponent(`https://app.test/${evil}`)}`,
      `/sign-up?invite_token=${encodeURIComponent(evil)}`,
      `/magic?token=a&attempt=${encodeURIComponent(evil)}`,
    ]) {
      expect((await browser.open(page)).html).not.toContain('<script')
    }
  })

  test('runs no script, is not cached and sends no referrer', async () => {
    const { browser } = setUp()
    const { headers } = await browser.open('/sign-in')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })

  test('says so when the API fails', async () => {
    const { browser, world } = setUp()
    world.faults.add({ path: '/session', drop: true, once: true })
    expect(errorOf(await browser.open('/sign-in'))).toBe('The server could not be reached')
    await browser.open('/sign-in')
    world.faults.add({ path: '/auth/identify', status: 429, message: 'Slow down', once: true })
    expect(errorOf(await browser.submit({ action: 'identify', who: 'ada' }))).toBe('Slow down')
  })

  test('gets past a challenge', async () => {
    const { browser } = setUp({ challenge: '403' })
    await signIn(browser, 'ada')
    expect((await browser.session()).active_signin.user.username).toBe('ada')
  })

  test('works with the least tidy answers', async () => {
    const { browser } = setUp({ nasty: true })
    await signIn(browser, 'ada')
    for (const page of ['/', '/me', '/organization']) expect((await browser.open(page)).status).toBe(200)
  })
})

describe('addresses', () => {
  test('the settings of the deployment lead to the pages', async () => {
    const { browser, world } = setUp()
    const { ui_settings: settings, frontend_host: host } = world.deployment()
    expect(host).toBe('localhost:4747')
    for (const url of [settings.sign_in_page_url, settings.sign_up_page_url, settings.waitlist_page_url]) {
      expect((await browser.open(url)).status).toBe(200)
    }
    expect(settings.user_profile_url).toBe('http://localhost:4747/me')
  })

  test('a script asks the API for /me, a visitor gets the page', async () => {
    const { browser, emulator } = setUp()
    expect((await browser.open('/me')).url.pathname).toBe('/sign-in')
    expect((await emulator.fetch(`${emulator.baseUrl}/me`)).status).toBe(401)
  })

  test('pages on a host of their own are not on that of the API', async () => {
    const emulator = createEmulator({ mode: 'production', baseUrl: 'https://frontend.example.com' })
    expect((await emulator.fetch('https://accounts.example.com/sign-in')).status).toBe(200)
    expect((await emulator.fetch('https://frontend.example.com/sign-in')).status).toBe(404)
    expect((await emulator.fetch('https://accounts.example.com/session')).status).toBe(404)
  })
})

describe('the account chooser', () => {
  test('redirects a visitor who is not signed in to the sign-in page', async () => {
    const { browser } = setUp()
    const { url } = await browser.open('/?redirect_uri=http%3A%2F%2Fapp.localhost%2F')
    expect(url.pathname).toBe('/sign-in')
    expect(url.searchParams.get('redirect_uri')).toBe('http://app.localhost/')
  })

  test('switches, and goes where the visitor wanted to', async () => {
    const { browser } = setUp()
    await signIn(browser, 'ada')
    await signIn(browser, 'linus')
    const ada = (await browser.session()).signins[1]
    await browser.open('/?redirect_uri=http%3A%2F%2Fapp.localhost%2F')
    expect((await browser.submit({ action: 'switch', sign_in_id: ada.id })).url.host).toBe('app.localhost')
    expect((await browser.session()).active_signin.id).toBe(ada.id)
  })

  test('signs out one account, or all', async () => {
    const { browser } = setUp()
    await signIn(browser, 'ada')
    const both = await signIn(browser, 'linus')
    expect(titleOf(both)).toBe('Choose an account')
    const { active_signin: active } = await browser.session()
    const one = await browser.submit({ action: 'sign-out', sign_in_id: active.id })
    expect(one.html).not.toContain('linus@example.com')
    expect(titleOf(await browser.submit({ action: 'sign-out-all' }))).toBe('Sign in')
  })
})

describe('the profile', () => {
  test('changes names', async () => {
    const { browser, world } = setUp()
    await signIn(browser, 'ada')
    await browser.open('/me')
    await browser.submit({ action: 'update', first_name: 'Augusta', last_name: 'King' })
    expect(world.user('ada')).toMatchObject({ firstName: 'Augusta', lastName: 'King' })
  })

  test('ends sign-ins elsewhere', async () => {
    const { browser, visitor } = setUp()
    await visitor.signIn('ada@example.com')
    const { id } = (await visitor.session()).active_signin
    await signIn(browser, 'ada')
    await browser.open('/me')
    await browser.submit({ action: 'sign-out', sign_in: id })
    expect(await visitor.session()).not.toHaveProperty('active_signin')
  })
})

describe('the organizations', () => {
  test('are entered and left, and those that are closed say why', async () => {
    const { browser } = setUp()
    await signIn(browser, 'linus')
    const page = await browser.open('/organization')
    expect(page.html).toContain('Set up a second factor')
    expect((await browser.submit({ action: 'switch' })).html).toContain('Acme (active)')
    expect((await browser.submit({ action: 'switch', organization_id: '' })).html).not.toContain('(active)')
  })
})

describe('an invitation to an organization', () => {
  test('is accepted, and the organization entered', async () => {
    const { browser, world } = setUp()
    world.addUser({ email: 'eve@example.com', username: 'eve', password: seedPassword })
    const { token } = world.inviteToOrganization({ email: 'eve@example.com', organization: 'Acme' })
    await browser.open(`/invite?token=${token}`)
    await browser.submit({ action: 'accept' })
    await browser.follow('Sign in')
    await browser.submit({ action: 'identify', who: 'eve' })
    const invite = await browser.submit({ action: 'password', password: seedPassword })
    expect(titleOf(invite)).toBe('You are invited')
    await browser.submit({ action: 'accept' })
    const { active_signin: active } = await browser.session()
    expect(active.active_organization_membership.organization.name).toBe('Acme')
  })

  test('that nobody made is refused', async () => {
    const { browser } = setUp()
    await browser.open('/invite?token=org.made-up')
    expect(errorOf(await browser.submit({ action: 'accept' }))).toMatch(/invalid/)
  })
})

describe('an answer of the API that makes no sense', () => {
  test.each([{ data: null }, { data: { signins: 'x' } }, [], 'x', 1])('%j is said, not passed on', async (body) => {
    vi.spyOn(console, 'error').mockReturnValue()
    const { browser, world } = setUp()
    world.faults.add({ path: '/session', body: typeof body === 'string' ? body : JSON.stringify(body) })
    for (const page of ['/', '/sign-in', '/sign-up', '/me', '/organization']) {
      expect((await browser.open(page)).status).toBeLessThan(500)
    }
    vi.restoreAllMocks()
  })
})
