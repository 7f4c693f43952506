import { seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { setUp as setUpEmulator } from '../../visitor'
import { createBrowser, errorOf, titleOf } from '../browser'

function setUp(mode: 'staging' | 'production' = 'staging') {
  const parts = setUpEmulator({ mode })
  return { ...parts, browser: createBrowser(parts.emulator) }
}

describe.each(['staging', 'production'] as const)('in %s, coming back from a social provider', (mode) => {
  const page = '/sign-in?redirect_uri=http%3A%2F%2Fapp.localhost%2Fwelcome'

  test('signs in and goes where the visitor wanted to', async () => {
    const { browser } = setUp(mode)
    await browser.open(page)
    expect(titleOf(await browser.submit({ action: 'social', provider: 'github_oauth' }))).toBe('Sign in with GitHub')
    const { url } = await browser.submit({ email: 'ada@example.com' })
    expect(url.origin + url.pathname).toBe('http://app.localhost/welcome')
    expect(url.searchParams.has('__dev_session__')).toBe(mode === 'staging')
  })

  test('goes on with the steps that are left', async () => {
    const { browser, world } = setUp(mode)
    world.setSecondFactorPolicy('grace', 'enforced')
    await browser.open(page)
    await browser.submit({ action: 'social', provider: 'github_oauth' })
    expect(titleOf(await browser.submit({ email: 'grace@example.com' }))).toBe('Second factor')
    await browser.submit({ action: 'choose', strategy: 'backup_code' })
    const { url } = await browser.submit({ action: 'verify', verification_code: 'AbCd-1234' })
    expect(url.origin + url.pathname).toBe('http://app.localhost/welcome')
  })

  test('says why it did not work', async () => {
    const { browser } = setUp(mode)
    await browser.open(page)
    await browser.submit({ action: 'social', provider: 'google_oauth' })
    const denied = await browser.submit({ action: 'deny' })
    expect(titleOf(denied)).toBe('Sign in')
    expect(errorOf(denied)).toBe('The user denied the request')
    expect(errorOf(await browser.open('/social/callback?code=a&state=b'))).toBe('Invalid or expired state')
  })

  test('signs up, too', async () => {
    const { browser } = setUp(mode)
    await browser.open('/sign-up?redirect_uri=http%3A%2F%2Fapp.localhost%2Fwelcome')
    await browser.submit({ action: 'social', provider: 'google_oauth' })
    expect((await browser.submit({ email: 'margaret@example.com' })).url.host).toBe('app.localhost')
  })

  test('connects accounts from the profile and takes them off again', async () => {
    const { browser } = setUp(mode)
    await browser.open('/sign-in')
    await browser.submit({ action: 'identify', who: 'ada' })
    await browser.submit({ action: 'password', password: seedPassword })
    await browser.open('/me')
    await browser.submit({ action: 'connect', provider: 'github_oauth' })
    const profile = await browser.submit({ email: 'countess@example.com' })
    expect(profile.url.pathname).toBe('/me')
    expect(profile.html).toContain('Disconnect GitHub (countess@example.com)')
    expect((await browser.submit({ action: 'disconnect' })).html).not.toContain('countess@example.com')
    await browser.submit({ action: 'connect', provider: 'github_oauth' })
    expect(errorOf(await browser.submit({ action: 'deny' }))).toBe('The user denied the request')
  })
})

test('a user without another sign-in method is redirected to their provider', async () => {
  const { browser } = setUp()
  await browser.open('/sign-in')
  await browser.submit({ action: 'social', provider: 'google_oauth' })
  await browser.submit({ email: 'margaret@example.com' })
  await browser.submit({ action: 'sign-out-all' })
  expect(titleOf(await browser.submit({ action: 'identify', who: 'margaret@example.com' }))).toBe('Sign in with Google')
})

test('an app with a sign-in page of its own gets the steps that are left', async () => {
  const { browser, world } = setUp()
  world.changeDeployment({ ui_settings: { sign_in_page_url: 'http://app.test/login' } })
  world.setSecondFactorPolicy('grace', 'enforced')
  await browser.open('/sign-in')
  await browser.submit({ action: 'social', provider: 'github_oauth' })
  const { url } = await browser.submit({ email: 'grace@example.com' })
  expect(url.href).toMatch(/^http:\/\/app\.test\/login\?signin_attempt_id=\d+&__dev_session__=/)
})
