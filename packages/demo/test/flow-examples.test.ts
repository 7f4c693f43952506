import { seedPassword } from '@wachter/emulator'
import { signInAs } from '@wachter/emulator/playwright'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Framework } from './flow-examples/main.ts'
import { type Stage, startStage } from './stage.ts'

const frameworks: readonly Framework[] = ['vanilla', 'react', 'vue', 'svelte']

/** A picture, in base64. */
const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

let stage: Stage
let thrown: string[] = []

beforeAll(async () => {
  stage = await startStage({ page: 'flow-examples' })
  stage.context.on('weberror', (webError) => thrown.push(webError.error().message))
}, 120_000)

afterAll(() => stage?.close(), 60_000)

afterEach(async () => {
  await stage.reset()
  const found = thrown
  thrown = []
  expect(found).toEqual([])
})

describe.each(frameworks)('in %s', { timeout: 60_000 }, (framework) => {
  const open = (flow: string, query = '') => stage.openTab(`${stage.demo.url}/?${framework}=${flow}${query}`)

  /** On the page of the sign-in; the others of the browser follow. */
  async function signIn(page: Page, email = 'ada@example.com'): Promise<void> {
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(seedPassword)
    await press(page, 'Continue')
    await page.getByText('Welcome!').waitFor()
  }

  const press = async (page: Page, name: string) => {
    // A page behind another draws once a second, and Playwright waits for it to stand still.
    await page.bringToFront()
    await page.getByRole('button', { name, exact: true }).click()
  }
  const world = () => stage.demo.emulator.world
  const codes = () =>
    world()
      .outbox()
      .flatMap((message) => (message.kind === 'code' ? [message.code] : []))
  const lastCode = () => codes().at(-1) ?? ''

  test('the sign-in takes a password, and a second factor where one is asked for', async () => {
    world().setSecondFactorPolicy('grace', 'enforced')
    const page = await open('sign-in')
    await page.getByLabel('E-mail').fill('grace@example.com')
    await page.getByLabel('Password').fill('wrong')
    await press(page, 'Continue')
    await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor()
    await page.getByLabel('Password').fill(seedPassword)
    await press(page, 'Continue')
    await page.getByLabel('Code').fill(world().totpCode('grace'))
    await press(page, 'Continue')
    await page.getByText('Welcome!').waitFor()
  })

  test('the sign-in sends a code when told to, and one more only later', async () => {
    const page = await open('sign-in')
    await page.getByLabel('E-mail').fill('ada@example.com')
    await press(page, 'Continue')
    await page.getByLabel('Code').waitFor()
    expect(codes()).toHaveLength(1)
    await press(page, 'Send a code')
    await page.getByRole('alert').filter({ hasText: 'a moment ago' }).waitFor()
    await page.reload()
    await page.getByLabel('Code').fill('000000')
    await press(page, 'Continue')
    await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor()
    expect(codes()).toHaveLength(1)
    await page.getByLabel('Code').fill(lastCode())
    await press(page, 'Continue')
    await page.getByText('Welcome!').waitFor()
  })

  test('the sign-up makes an account, verified by a code', async () => {
    const page = await open('sign-up')
    await page.getByLabel('email').fill('new@example.com')
    await page.getByLabel('password').fill('a-long-new-password')
    await press(page, 'Continue')
    await page.getByLabel('code').waitFor()
    expect(codes()).toEqual([])
    await press(page, 'Send a code')
    await vi.waitFor(() => expect(codes()).toHaveLength(1))
    await page.getByLabel('code').fill(lastCode())
    await press(page, 'Continue')
    await page.getByText('Welcome!').waitFor()
    expect(world().user('new@example.com')).toBeDefined()
  })

  test('the password reset sets a new password', async () => {
    const page = await open('password-reset')
    await page.getByLabel('E-mail').fill('ada@example.com')
    await press(page, 'Continue')
    await page.getByLabel('Code').fill('000000')
    await press(page, 'Continue')
    await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor()
    await page.getByLabel('Code').fill(lastCode())
    await press(page, 'Continue')
    await page.getByLabel('New password').fill('short')
    await press(page, 'Continue')
    await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor()
    await page.getByLabel('New password').fill('a-long-new-password')
    await press(page, 'Continue')
    await page.getByText('Welcome back!').waitFor()
  })

  test('a provider signs in, and another is connected', async () => {
    const page = await open('provider-sign-in')
    await press(page, 'Google')
    await page.getByText('Ada Lovelace').click()
    await press(page, 'Connect an account')
    await press(page, 'GitHub')
    await page.getByText('Ada Lovelace').click()
    await page.getByRole('button', { name: 'Connect an account' }).waitFor()
    const asked = world().requests.all()
    expect(asked.map(({ path, status }) => `${path} ${status}`)).toContain('/me/sso-connection-callback 200')
  })

  test('a passkey is added, signs in, and is removed', async () => {
    world().changeDeployment({ auth_settings: { passkey: { enabled: true } } })
    await signIn(await open('sign-in'))
    const page = await open('passkeys')
    const devTools = await stage.context.newCDPSession(page)
    await devTools.send('WebAuthn.enable')
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
    } as const
    await devTools.send('WebAuthn.addVirtualAuthenticator', {
      options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
    })
    await press(page, 'Add a passkey')
    await page.getByRole('button', { name: 'Remove Laptop' }).waitFor()
    // In a new session nobody is signed in.
    await page.evaluate(() => localStorage.clear())
    await stage.context.clearCookies()
    await page.reload()
    await page.getByText('Sign in to see your passkeys.').waitFor()
    await page.goto(page.url().replace('=passkeys', '=passkey-sign-in'))
    await press(page, 'Sign in with a passkey')
    await page.getByRole('button', { name: 'Add an account' }).waitFor()
    await page.goto(page.url().replace('=passkey-sign-in', '=passkeys'))
    await press(page, 'Remove Laptop')
    await page.getByRole('button', { name: 'Remove Laptop' }).waitFor({ state: 'detached' })
    expect(world().passkeys('ada')).toEqual([])
  })

  test('an address is added and verified, and another tab shows it', async () => {
    await signIn(await open('sign-in'))
    const [page, other] = [await open('account'), await open('account')]
    await page.getByLabel('New address').fill('ada@work.example')
    await press(page, 'Continue')
    await press(page, 'Verify ada@work.example')
    await other
      .getByText('ada@work.example')
      .or(other.getByRole('button', { name: /ada@work/ }))
      .first()
      .waitFor()
    const code = page.getByLabel('Code for ada@work.example')
    await code.fill('000000')
    await press(page, 'Continue')
    await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor()
    await code.fill(lastCode())
    await press(page, 'Continue')
    for (const tab of [page, other]) {
      await tab.getByRole('button', { name: 'Verify ada@work.example' }).waitFor({ state: 'detached' })
    }
    await press(other, 'Remove ada@work.example')
    await page.getByRole('button', { name: 'Remove ada@work.example' }).waitFor({ state: 'detached' })
    expect(world().user('ada').emailAddresses).toHaveLength(1)
  })

  test('a picture is sent and shown, and another file is refused', async () => {
    await signIn(await open('sign-in'))
    const page = await open('account')
    const picture = { name: 'me.png', mimeType: 'image/png', buffer: Buffer.from(onePixel, 'base64') }
    await page.getByLabel('Picture').setInputFiles(picture)
    await vi.waitFor(() => expect(world().user('ada').profilePictureUrl).toMatch(/^http/))
    const { profilePictureUrl } = world().user('ada')
    await page.locator(`img[src="${profilePictureUrl}"]`).waitFor()
    const width = () => page.getByRole('img').evaluate((image: HTMLImageElement) => image.naturalWidth)
    await expect.poll(width).toBe(1)
    const sent = () =>
      world()
        .requests.all()
        .filter(({ path }) => path === '/me/profile-picture').length
    await page.getByLabel('Picture').setInputFiles({ ...picture, name: 'me.txt', mimeType: 'text/plain' })
    expect(sent()).toBe(1)
  })

  test('notifications arrive, are read and archived', async () => {
    const page = await open('notifications')
    await page.getByText('Sign in to see your notifications.').waitFor()
    await signIn(await open('sign-in'))
    await page.getByText('Nothing unread').waitFor()
    // Until the stream is open, a notification arrives with the list, without a toast.
    await expect.poll(() => world().notificationStreams()).toBeGreaterThan(0)
    world().sendNotification({ user: 'ada', title: 'Lunch' })
    await page.getByText('New: Lunch').waitFor()
    await page.getByText('1 unread').waitFor()
    await press(page, 'Read Lunch')
    await page.getByText('Nothing unread').waitFor()
    await press(page, 'Archive Lunch')
    await page.getByRole('button', { name: 'Lunch' }).waitFor({ state: 'detached' })
  })

  test('an invitation is accepted once somebody is signed in', async () => {
    const { token } = world().inviteToOrganization({ email: 'linus@example.com', organization: 'Acme' })
    const page = await open('invitation', `&token=${token}`)
    await press(page, 'Accept the invitation')
    await page.getByText('Sign in as linus@example.com').waitFor()
    await signIn(await open('sign-in'), 'linus@example.com')
    await press(page, 'Try again')
    await press(page, 'Go to Acme')
    await page.getByText('Welcome to Acme!').waitFor()
  })

  /** A page of somebody who works in Acme. */
  async function openInAcme(flow: string, who = 'ada'): Promise<Page> {
    const page = await stage.context.newPage()
    await signInAs(page, who, { emulator: stage.demo.emulator.baseUrl, organization: 'Acme' })
    await page.goto(`${stage.demo.url}/?${framework}=${flow}`)
    return page
  }

  test('an organization is entered, and another one added', async () => {
    const page = await openInAcme('organizations')
    await page.getByText('You are in Acme.').waitFor()
    await press(page, 'Add an organization')
    await page.getByText('You are in Initech.').waitFor()
    await press(page, 'Acme')
    await page.getByText('You are in Acme.').waitFor()
  })

  test('a workspace is entered, and another one added', async () => {
    const page = await openInAcme('workspaces')
    await page.getByText('You are in Acme.').waitFor()
    await press(page, 'Engineering')
    await page.getByText('You are in Engineering.').waitFor()
    await press(page, 'Add a workspace')
    await page.getByText('You are in Design.').waitFor()
    await page.getByRole('button', { name: 'Design', exact: true }).waitFor()
  })

  test('a domain is verified once its record is there, by who may', async () => {
    const page = await openInAcme('single-sign-on')
    await press(page, 'Add acme.com')
    await page.getByText('_wc-verification.acme.com').waitFor()
    await press(page, 'Verify acme.com')
    await page.getByText('There is no TXT record').waitFor()
    world().setDnsRecord('acme.com', true)
    await press(page, 'Verify acme.com')
    await page.getByText('acme.com is verified.').waitFor()
    await (await openInAcme('single-sign-on', 'linus')).getByText(/organization:admin/).waitFor()
  })

  test('the waitlist takes a name', async () => {
    world().changeDeployment({ restrictions: { sign_up_mode: 'waitlist' } })
    const page = await open('waitlist')
    await page.getByLabel('E-mail').fill('new@example.com')
    await page.getByLabel('First name').fill('Nova')
    await press(page, 'Continue')
    await page
      .getByText('new@example.com is on the list')
      .or(page.getByRole('button', { name: /on the list/ }))
      .waitFor()
    expect(world().waitlist()).toMatchObject([{ email: 'new@example.com', firstName: 'Nova' }])
  })

  test('the menu leads to the hosted pages', async () => {
    const page = await open('hosted-pages')
    await press(page, 'Sign in')
    await page.waitForURL(/\/sign-in\?redirect_uri=/)
  })

  test('the ways in are those of the deployment', async () => {
    const page = await open('deployment')
    await page.getByText('or sign up').waitFor()
    await page.getByText('E-mail and password').waitFor()
    await page.getByText('Google').waitFor()
  })
})
