import { describe, expect, test } from 'vitest'
import { lastCode } from '../../steps'
import { setUp as setUpEmulator } from '../../visitor'
import { createBrowser, errorOf, titleOf } from '../browser'

const page = '/sign-up?redirect_uri=http%3A%2F%2Fapp.localhost%2Fwelcome'
const eve = { action: 'sign-up', email: 'eve@example.com', password: 'a-good-password', first_name: 'Eve' }

function setUp() {
  const parts = setUpEmulator()
  return { ...parts, code: () => lastCode(parts.world), browser: createBrowser(parts.emulator) }
}

describe('signing up on the hosted page', () => {
  test('verifies the address and hands the session to the app', async () => {
    const { browser, visitor, code } = setUp()
    await browser.open(page)
    expect(titleOf(await browser.submit(eve))).toBe('Enter the code')
    expect(errorOf(await browser.submit({ action: 'verify', verification_code: '000000' }))).toMatch(/Invalid/)
    const { url } = await browser.submit({ action: 'verify', verification_code: code() })
    expect(url.origin + url.pathname).toBe('http://app.localhost/welcome')
    visitor.useDevSession(url.searchParams.get('__dev_session__') ?? '')
    expect((await visitor.session()).active_signin.user.first_name).toBe('Eve')
  })

  test('verifies address and number one after the other', async () => {
    const { browser, code } = setUp()
    await browser.open(page)
    await browser.submit({ ...eve, phone_country_code: '+1', phone_number: '5550100' })
    const second = await browser.submit({ action: 'verify', verification_code: code() })
    expect(second.html).toContain('by text message')
    expect((await browser.submit({ action: 'verify', verification_code: code() })).url.host).toBe('app.localhost')
  })

  test('is done at once where nothing is verified', async () => {
    const { browser, world } = setUp()
    world.changeDeployment({ auth_settings: { verification_policy: { email: false } } })
    await browser.open(page)
    expect((await browser.submit(eve)).url.host).toBe('app.localhost')
  })

  test('says what is wrong and keeps what was typed, but for the password', async () => {
    const { browser } = setUp()
    await browser.open(page)
    expect(errorOf(await browser.submit({ ...eve, email: 'ada@example.com' }))).toMatch(/exists/)
    const again = await browser.submit({ ...eve, password: 'short' })
    expect(errorOf(again)).toBeDefined()
    expect(again.html).toContain('value="eve@example.com"')
    expect(again.html).not.toContain('short')
  })

  test('fills in what an invitation says', async () => {
    const { browser, world, code } = setUp()
    world.changeDeployment({ restrictions: { sign_up_mode: 'waitlist' } })
    const { token } = world.inviteToDeployment({ email: 'eve@example.com', firstName: 'Eve' })
    const shown = await browser.open(`${page}&invite_token=${token}`)
    expect(shown.html).toContain('value="eve@example.com"')
    await browser.submit(eve)
    expect((await browser.submit({ action: 'verify', verification_code: code() })).url.host).toBe('app.localhost')
  })

  test('says when an invitation is worth nothing', async () => {
    const { browser } = setUp()
    expect(errorOf(await browser.open('/sign-up?invite_token=made-up'))).toMatch(/invitation/)
  })

  test('is closed where sign-up is restricted, and waits where there is a waitlist', async () => {
    const { browser, world } = setUp()
    world.changeDeployment({ restrictions: { sign_up_mode: 'restricted' } })
    expect((await browser.open(page)).html).toContain('Sign-up is closed')
    world.changeDeployment({ restrictions: { sign_up_mode: 'waitlist' } })
    expect(titleOf(await browser.open(page))).toBe('Waitlist')
    expect(titleOf(await browser.submit({ action: 'join', email: 'eve@example.com' }))).toBe('You are on the waitlist')
    expect(world.waitlist()).toMatchObject([{ email: 'eve@example.com' }])
  })
})
