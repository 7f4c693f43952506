import { defaultSeed, type EmulatorOptions, seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { lastCode, lastLink } from '../../steps'
import { setUp as setUpEmulator } from '../../visitor'
import { type Browser, createBrowser, errorOf, titleOf } from '../browser'

const app = 'http://app.localhost/welcome'
const signInForApp = `/sign-in?redirect_uri=${encodeURIComponent(app)}`

function setUp(options: EmulatorOptions = {}) {
  const parts = setUpEmulator(options)
  return { ...parts, browser: createBrowser(parts.emulator) }
}

async function identify(browser: Browser, who: string, page = signInForApp) {
  await browser.open(page)
  return browser.submit({ action: 'identify', who })
}

async function signIn(browser: Browser, who: string, password = seedPassword, page = signInForApp) {
  await identify(browser, who, page)
  return browser.submit({ action: 'password', password })
}

describe('signing in on the hosted page', () => {
  test.each(['ada@example.com', 'ada'])('%s gets in with a password, and the app gets the session', async (who) => {
    const { browser, visitor } = setUp()
    const { url } = await signIn(browser, who)
    expect(url.origin + url.pathname).toBe(app)
    visitor.useDevSession(url.searchParams.get('__dev_session__') ?? '')
    expect((await visitor.session()).active_signin.user.username).toBe('ada')
  })

  test('goes on with the session it was opened with', async () => {
    const { browser, visitor } = setUp()
    await visitor.session()
    const page = `${signInForApp}&__dev_session__=${visitor.devSession()}`
    await signIn(browser, 'ada', seedPassword, page)
    expect((await visitor.session()).active_signin.user.username).toBe('ada')
  })

  test('a wrong password is said, and another one may be tried', async () => {
    const { browser } = setUp()
    const again = await signIn(browser, 'ada', 'wrong')
    expect(again.status).toBe(400)
    expect(errorOf(again)).toBe('Invalid credentials')
    expect((await browser.submit({ action: 'password', password: seedPassword })).url.host).toBe('app.localhost')
  })

  test('a code by e-mail', async () => {
    const { browser, world } = setUp()
    await identify(browser, 'ada@example.com')
    expect(titleOf(await browser.submit({ action: 'code', strategy: 'email_otp' }))).toBe('Enter the code')
    const first = lastCode(world)
    await browser.submit({ action: 'resend' })
    expect(lastCode(world)).not.toBe(first)
    const wrong = await browser.submit({ action: 'verify', verification_code: '000000' })
    expect(errorOf(wrong)).toBe('Invalid or expired OTP')
    const { url } = await browser.submit({ action: 'verify', verification_code: lastCode(world) })
    expect(url.host).toBe('app.localhost')
  })

  test('a code by text message', async () => {
    const { browser, world } = setUp()
    world.addUser({ username: 'eve', email: 'eve@example.com', phone: { countryCode: '+1', phoneNumber: '5550100' } })
    await browser.open(signInForApp)
    await browser.follow('Sign in with a phone number')
    await browser.submit({ action: 'code', phone_country_code: '+1', phone: '5550100' })
    const { url } = await browser.submit({ action: 'verify', verification_code: lastCode(world) })
    expect(url.host).toBe('app.localhost')
  })

  test('a link by e-mail, opened in the same browser', async () => {
    const { browser, world } = setUp()
    await identify(browser, 'ada@example.com')
    expect(titleOf(await browser.submit({ action: 'code', strategy: 'magic_link' }))).toBe('Check your mail')
    const { url } = await browser.open(lastLink(world).href)
    expect(url.origin + url.pathname).toBe(app)
  })

  test('a link by e-mail, opened in another browser', async () => {
    const { browser, emulator, world } = setUp()
    await identify(browser, 'ada@example.com')
    await browser.submit({ action: 'code', strategy: 'magic_link' })
    const page = await createBrowser(emulator).open(lastLink(world).href)
    expect(titleOf(page)).toBe('This link does not work')
  })

  test('a second factor', async () => {
    const { browser, world } = setUp()
    world.setSecondFactorPolicy('grace', 'enforced')
    expect(titleOf(await signIn(browser, 'grace'))).toBe('Second factor')
    await browser.submit({ action: 'choose', strategy: 'authenticator' })
    expect(errorOf(await browser.submit({ action: 'verify', verification_code: '000000' }))).toMatch(/Invalid/)
    const { url } = await browser.submit({ action: 'verify', verification_code: world.totpCode('grace') })
    expect(url.host).toBe('app.localhost')
  })

  test('a second factor by text message, to a number whose last digits the visitor enters', async () => {
    const { browser, world } = setUp()
    const phone = { countryCode: '+1', phoneNumber: '5550100' }
    world.addUser({ username: 'eve', password: 'pw', phone, secondFactorPolicy: 'enforced', email: 'eve@example.com' })
    await signIn(browser, 'eve', 'pw')
    const wrong = await browser.submit({ action: 'choose', strategy: 'phone_otp', last_digits: '9999' })
    expect(errorOf(wrong)).toMatch(/digits/)
    await browser.submit({ action: 'choose', strategy: 'phone_otp', last_digits: '0100' })
    const { url } = await browser.submit({ action: 'verify', verification_code: lastCode(world) })
    expect(url.host).toBe('app.localhost')
  })

  test('a profile that lacks something', async () => {
    const deployment = { auth_settings: { first_name: { required: true }, username: { required: true } } }
    const { browser, world } = setUp({ seed: { ...defaultSeed, deployment } })
    world.addUser({ email: 'eve@example.com', password: 'pw' })
    const page = await signIn(browser, 'eve@example.com', 'pw')
    expect(titleOf(page)).toBe('Complete your profile')
    expect(page.html).toContain('name="first_name"')
    expect(page.html).not.toContain('name="last_name"')
    expect(errorOf(await browser.submit({ action: 'profile', first_name: 'Eve', username: 'ada' }))).toMatch(/exists/)
    await browser.submit({ action: 'profile', first_name: 'Eve', username: 'eve' })
    expect((await browser.session()).active_signin.user).toMatchObject({ first_name: 'Eve', username: 'eve' })
  })

  test('an address that is not verified', async () => {
    const { browser, world } = setUp()
    world.addUser({ email: 'eve@example.com', password: 'pw', emailVerified: false })
    expect(errorOf(await signIn(browser, 'eve@example.com', 'pw'))).toMatch(/not verified/)
  })

  test('the provider of a company', async () => {
    const { browser } = setUp()
    expect(titleOf(await identify(browser, 'katherine@corp.example'))).toBe('Sign in with Corp Example')
    const { url } = await browser.submit({ email: 'katherine@corp.example' })
    expect(url.origin + url.pathname).toBe(app)
  })

  test('the provider of a company says no', async () => {
    const { browser } = setUp()
    await identify(browser, 'katherine@corp.example')
    const page = await browser.submit({ action: 'deny' })
    expect(titleOf(page)).toBe('Sign in')
    expect(errorOf(page)).toBe('The user denied the request')
  })

  test('a ticket', async () => {
    const { browser, world } = setUp()
    await browser.open(`${signInForApp}&ticket=${world.mintTicket({ type: 'impersonation', user: 'ada' })}`)
    expect((await browser.session()).active_signin.user.username).toBe('ada')
    expect(errorOf(await browser.open('/sign-in?ticket=made-up'))).toMatch(/ticket/)
  })

  test('an attempt that was begun elsewhere is gone on with', async () => {
    const { browser, visitor, world } = setUp()
    world.setSecondFactorPolicy('grace', 'enforced')
    const { body } = await visitor.signIn('grace@example.com')
    const query = new URLSearchParams({
      signin_attempt_id: body.data.signin_attempts[0].id,
      __dev_session__: visitor.devSession(),
    })
    expect(titleOf(await browser.open(`/sign-in?${query}`))).toBe('Second factor')
    expect(titleOf(await browser.open('/sign-in?signin_attempt_id=1'))).toBe('Sign in')
  })

  test('a signed-in visitor can continue or add an account', async () => {
    const { browser } = setUp()
    await signIn(browser, 'ada')
    const page = await browser.open(signInForApp)
    expect(page.html).toContain('signed in as ada@example.com')
    expect((await browser.follow('Continue')).url.host).toBe('app.localhost')
    await signIn(browser, 'linus')
    expect((await browser.session()).signins).toHaveLength(2)
  })
})

describe('where a visitor may be sent afterwards', () => {
  test.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://app.test/', '//app.test', 'nonsense'])(
    '%s is ignored',
    async (uri) => {
      const { browser } = setUp()
      const { url } = await signIn(browser, 'ada', seedPassword, `/sign-in?redirect_uri=${encodeURIComponent(uri)}`)
      expect(url.host).toBe('localhost:4747')
    },
  )

  test('without a wish, where the deployment says', async () => {
    const { browser, world } = setUp()
    world.changeDeployment({ ui_settings: { after_signin_redirect_url: 'https://home.test/' } })
    expect((await signIn(browser, 'ada', seedPassword, '/sign-in')).url.host).toBe('home.test')
  })

  test.each([
    ['http://localhost:5173/app', 'localhost:5173'],
    ['http://app.localhost:5173/', 'app.localhost:5173'],
    ['http://app.test/', 'localhost:4747'],
  ])('in production %s leads to %s, and no session is in the URL', async (uri, host) => {
    const { browser } = setUp({ mode: 'production' })
    const { url } = await signIn(browser, 'ada', seedPassword, `/sign-in?redirect_uri=${encodeURIComponent(uri)}`)
    expect(url.host).toBe(host)
    expect(url.search).not.toContain('__dev_session__')
    expect((await browser.session()).active_signin.user.username).toBe('ada')
  })
})

describe('in staging the session', () => {
  const signInFor = async (page: string, options?: EmulatorOptions, settings = {}) => {
    const { browser, world } = setUp(options)
    world.changeDeployment({ ui_settings: settings })
    return (await signIn(browser, 'ada', seedPassword, `/sign-in?redirect_uri=${encodeURIComponent(page)}`)).url
  }

  test.each([
    'https://evil.example/',
    'http://localhost.evil.example/',
    'http://localhost@evil.example/',
    'http://127.0.0.1.evil.example/',
  ])('does not go to %s, which anybody can write into a link', async (page) => {
    const url = await signInFor(page)
    expect(url.hostname).toMatch(/evil\.example$/)
    expect(url.href).not.toContain('__dev_session__')
  })

  test.each(['http://localhost:5173/', 'http://app.localhost/', 'https://localhost/', 'http://127.0.0.1:3000/'])(
    'goes to %s, a page of this machine',
    async (page) => {
      expect((await signInFor(page)).searchParams.get('__dev_session__')).toMatch(/^eyJ/)
    },
  )

  test.each([
    ['an app that was named', { appOrigins: ['https://app.example.com'] }, {}],
    ['a page of the settings', {}, { after_signin_redirect_url: 'https://app.example.com/in' }],
    ['a sign-in page of the app', {}, { sign_in_page_url: 'https://app.example.com/sign-in' }],
  ])('goes to %s', async (_, options, settings) => {
    const url = await signInFor('https://app.example.com/inside', options, settings)
    expect(url.pathname).toBe('/inside')
    expect(url.searchParams.get('__dev_session__')).toMatch(/^eyJ/)
  })

  test('does not leave through links and forms of the pages either', async () => {
    const { browser } = setUp()
    await signIn(browser, 'ada')
    await browser.open('/sign-in?redirect_uri=https%3A%2F%2Fevil.example%2F')
    expect((await browser.follow('Continue')).url.href).toBe('https://evil.example/')
    await browser.open('/?redirect_uri=https%3A%2F%2Fevil.example%2F')
    const { url } = await browser.submit({ action: 'switch' })
    expect(url.href).not.toContain('__dev_session__')
  })

  test('does not leave through the provider of a company', async () => {
    const { browser } = setUp()
    await identify(browser, 'katherine@corp.example', '/sign-in?redirect_uri=https%3A%2F%2Fevil.example%2F')
    expect((await browser.submit({ email: 'katherine@corp.example' })).url.href).toBe('https://evil.example/')
  })
})

test('without a wish, a visitor lands on a page that is there', async () => {
  const { browser, world } = setUp()
  expect(titleOf(await signIn(browser, 'ada', seedPassword, '/sign-in'))).toBe('Choose an account')
  const { ui_settings: settings } = world.deployment()
  expect(settings.after_signin_redirect_url).toBe('http://localhost:4747')
  expect(settings.after_signup_redirect_url).toBe('http://localhost:4747')
})

test('on https the landing is left to the client, as deployments leave it', () => {
  const { world } = setUp({ baseUrl: 'https://frontend.example.com' })
  expect(world.deployment().ui_settings).toMatchObject({ after_signin_redirect_url: '', after_signup_redirect_url: '' })
})
