import { seedPassword } from '@wachter/emulator'
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { codeTo, control, type IslandName, linkTo, reads, stage, surfaceIn, useStage } from './visit.ts'

useStage()

test('offers what the deployment has, from the moment it changes', async () => {
  const page = await stage().openTab()
  const { part, click, shows, fill, isSignedIn, giveCode } = surfaceIn(page, 'react')
  await fill({ 'sign-in-email': 'ada@example.com' })
  await click('use-email-code')
  await shows('code')
  for (const setting of ['email_password', 'username_password', 'google_oauth']) {
    await page.getByTestId(`deployment-${setting}`).uncheck({ noWaitAfter: true })
    await shows('code')
    await page.locator(`[data-testid="deployment-${setting}"]:enabled:not(:checked)`).waitFor()
  }
  await click('restart')
  await shows('use-email-link')
  expect(await part('sign-in-password').count()).toBe(0)
  expect(await part('provider-google_oauth').count()).toBe(0)
  const earlier = await codeTo('ada@example.com')
  await fill({ 'sign-in-email': 'ada@example.com' })
  await click('sign-in-submit')
  await shows('code')
  const code = await codeTo('ada@example.com', earlier)
  await reads(page.getByTestId('outbox-code').first(), code)
  await giveCode(code)
  await isSignedIn('Ada Lovelace')
}, 60_000)

test('offers passkeys in the field where the deployment likes it', async () => {
  const passkey = { enabled: true, allow_autofill: true }
  await control('POST', '/deployment', { auth_settings: { passkey } })
  const page = await stage().openTab()
  const { makePasskey, isSignedIn } = surfaceIn(page, 'react')
  await makePasskey()
  // An authenticator that is always present picks for itself.
  await isSignedIn('Ada Lovelace')
}, 60_000)

// Each of these is the work of flows, and the same whichever island it is done on: each island has its turn.
describe('across pages and tabs', { timeout: 60_000 }, () => {
  const open = async (name: IslandName) => {
    const page = await stage().openTab()
    return { page, ...surfaceIn(page, name) }
  }

  test('a code is asked for in one tab and given in another', async () => {
    const { fill, click, shows, part, isSignedIn } = await open('vanilla')
    await fill({ 'sign-in-email': 'ada@example.com' })
    await click('use-email-code')
    await shows('code')
    await part('code').filter({ hasText: 'We sent a code to a•••@example.com.' }).waitFor()
    const other = surfaceIn(await stage().openTab(), 'react')
    await other.shows('code')
    await other.giveCode(await codeTo('ada@example.com'))
    await other.isSignedIn('Ada Lovelace')
    await isSignedIn('Ada Lovelace')
  })

  test('a link leaves the steps that remain to the page that opens it', async () => {
    await control('POST', '/users/grace/second-factor-policy', { policy: 'enforced' })
    const { fill, click, shows, isSignedIn } = await open('vue')
    await fill({ 'sign-in-email': 'grace@example.com' })
    await click('use-email-link')
    await shows('link')
    const other = surfaceIn(await stage().openTab(await linkTo('grace@example.com')), 'vue')
    await other.reloadAt('second-factor')
    await other.giveCode((await control<{ code: string }>('GET', '/users/grace/totp')).code)
    await other.isSignedIn('Grace Hopper')
    await isSignedIn('Grace Hopper')
  })

  test('a provider leads back to a page that shows nothing of it in its address', async () => {
    const { page, click, isSignedIn } = await open('svelte')
    await click('provider-google_oauth')
    await page.getByRole('button', { name: 'ada@example.com' }).click()
    await isSignedIn('Ada Lovelace')
    expect(new URL(page.url()).search).toBe('')
  })

  test('people of a company are led to its own provider', async () => {
    await control('POST', '/deployment', { b2b_settings: { enterprise_sso_enabled: true } })
    const { page, fill, click, isSignedIn } = await open('react')
    await fill({ 'sign-in-email': 'katherine@corp.example' })
    await click('sign-in-submit')
    await page.getByRole('button', { name: 'katherine@corp.example' }).click()
    await isSignedIn('Katherine Johnson')
  })

  test('an invitation leads from the waitlist to an account', async () => {
    await control('POST', '/deployment', { restrictions: { sign_up_mode: 'waitlist' } })
    const { page, part, fill, click, shows, giveCode, isSignedIn } = await open('svelte')
    // By now the page has told the deployment where invitations lead.
    await shows('sign-in')
    await control('POST', '/deployment-invitations', { email: 'margaret@example.com', firstName: 'Margaret' })
    await page.goto(await linkTo('margaret@example.com'))
    await shows('sign-up')
    expect(await part('field-email').inputValue()).toBe('margaret@example.com')
    await fill({ 'field-password': 'apollo-eleven-1969' })
    await click('submit')
    await shows('code')
    await giveCode(await codeTo('margaret@example.com'))
    await isSignedIn('Margaret')
    expect(await page.evaluate('location.search')).toBe('')
  })

  test('the hosted pages lead back signed in', async () => {
    const { page, click, isSignedIn } = await open('vanilla')
    await page.getByTestId('pages-hosted').click()
    await click('hosted-sign-in')
    await page.getByLabel('E-mail address or username').fill('ada@example.com')
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.getByLabel('Password').fill(seedPassword)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await isSignedIn('Ada Lovelace')
  })
})

describe('what a visitor sees', { timeout: 60_000 }, () => {
  /** Whether an element is within the window, from top to bottom. */
  const isOnScreen = async (page: Page, testId: string) => {
    const { y, height } = (await page.getByTestId(testId).boundingBox()) ?? { y: -1, height: 0 }
    return y >= 0 && y + height <= (page.viewportSize()?.height ?? 0)
  }

  test('signed in or not, what proves something is on one screen with every island', async () => {
    const page = await stage().openTab()
    await page.setViewportSize({ width: 1400, height: 900 })
    const { fill, click, shows, isSignedIn } = surfaceIn(page, 'vue')
    const parts = ['pane-workspace', 'pane-token-permissions', 'pane-events', 'outbox', 'totp-grace', 'control-clear']
    const islands = ['vanilla', 'react', 'vue', 'svelte']
    const hidden = async (testIds: readonly string[]) => {
      const seen = await Promise.all(testIds.map((testId) => isOnScreen(page, testId)))
      return testIds.filter((_, index) => !seen[index])
    }
    await shows('sign-in')
    const signedOut = parts.filter((part) => part !== 'pane-token-permissions')
    expect(await hidden([...signedOut, ...islands.map((name) => `${name}-to-reset-password`)])).toEqual([])
    await fill({ 'sign-in-email': 'ada', 'sign-in-password': seedPassword })
    await click('sign-in-submit')
    await isSignedIn('Ada Lovelace')
    await click('call-api')
    await shows('api-status')
    expect(await hidden([...parts, ...islands.map((name) => `${name}-sign-out`)])).toEqual([])
  })

  test('on a small screen the newest code is at hand, and all else that was sent', async () => {
    const page = await stage().openTab()
    await page.setViewportSize({ width: 390, height: 844 })
    const { fill, click, shows } = surfaceIn(page, 'vanilla')
    await fill({ 'sign-in-email': 'ada@example.com' })
    await click('use-email-code')
    await shows('code')
    const code = await codeTo('ada@example.com')
    await reads(page.getByTestId('outbox-latest'), `${code} for ada@example.com`)
    expect(await isOnScreen(page, 'outbox-latest')).toBe(true)
    expect(await page.getByTestId('outbox').isVisible()).toBe(false)
    await page.getByTestId('outbox-toggle').click()
    await reads(page.getByTestId('outbox-code').first(), code)
    expect(await isOnScreen(page, 'outbox')).toBe(true)
    await page.getByTestId('outbox-toggle').click()
    await page.getByTestId('outbox').waitFor({ state: 'hidden' })
  })

  test('the source and the docs of every island are there to read', async () => {
    const page = await stage().openTab()
    const path = page.getByTestId('reader-path')
    const text = page.getByTestId('reader-text')
    for (const [island, source, docs] of [
      ['vanilla', 'islands/vanilla/mount.ts', 'core'],
      ['react', 'islands/react/Island.tsx', 'react'],
      ['vue', 'islands/vue/Island.vue', 'vue'],
      ['svelte', 'islands/svelte/SessionView.svelte', 'svelte'],
    ]) {
      await page.getByTestId(`${island}-source`).click()
      await reads(path, `packages/demo/src/${source}`)
      await text.filter({ hasText: `@wachter/${docs}` }).waitFor()
      await page.getByTestId('reader-close').click()
      await page.getByTestId(`${island}-docs`).click()
      await reads(path, `packages/${docs}/README.md`)
      await text.getByRole('heading', { name: `@wachter/${docs}` }).waitFor()
      await page.getByTestId('reader-close').click()
    }
    await page.waitForURL(({ hash }) => hash === '')
  })

  test('a file of an island leads to those beside it, and a page of the docs to those it links to', async () => {
    const page = await stage().openTab(`${stage().demo.url}/#packages/demo/src/islands/react/Island.tsx`)
    const path = page.getByTestId('reader-path')
    await reads(path, 'packages/demo/src/islands/react/Island.tsx')
    await page.getByTestId('reader-file').selectOption('islands/react/surface/Surface.tsx')
    await page.getByTestId('reader-text').filter({ hasText: 'useSignIn()' }).waitFor()
    await page.getByTestId('reader-file').selectOption('surface/views/sign-in-view.ts')
    await page.getByTestId('reader-text').filter({ hasText: 'export function signInView' }).waitFor()
    await page.goto(`${stage().demo.url}/#packages/core/docs/README.md`)
    await page.getByTestId('reader-text').getByRole('link', { name: 'Sign in', exact: true }).first().click()
    await reads(path, 'packages/core/docs/sign-in.md')
  })
})

describe('opened with something in its address, the page', { timeout: 60_000 }, () => {
  const openWith = async (parameters: Readonly<Record<string, string>>) => {
    const page = await stage().openTab(`${stage().demo.url}/?${new URLSearchParams(parameters)}`)
    return { page, ...surfaceIn(page, 'react') }
  }
  const isClean = async (page: Page) => expect(await page.evaluate('location.search')).toBe('')

  test('spends a ticket', async () => {
    await stage().openTab()
    const { ticket } = await control<{ ticket: string }>('POST', '/tickets', { type: 'impersonation', user: 'linus' })
    const { page, isSignedIn } = await openWith({ ticket })
    await isSignedIn('Linus Torvalds')
    await isClean(page)
  })

  test('opens a link by itself, where the app has pages of its own for that', async () => {
    const first = surfaceIn(await stage().openTab(), 'react')
    await first.fill({ 'sign-in-email': 'ada@example.com' })
    await first.click('use-email-link')
    await first.shows('link')
    const link = new URL(await linkTo('ada@example.com')).searchParams
    const { page, isSignedIn } = await openWith({
      token: link.get('token') ?? '',
      attempt: link.get('attempt') ?? '',
    })
    await isSignedIn('Ada Lovelace')
    await isClean(page)
    await first.isSignedIn('Ada Lovelace')
  })

  test('says what is wrong with a link, an invitation and a ticket', async () => {
    await stage().openTab()
    const link = await openWith({ token: 'wrong', attempt: '1' })
    await link.refusedWith('bad-sign-in-attempt')
    await isClean(link.page)
    const ticket = await openWith({ ticket: 'wrong' })
    await ticket.refusedWith('ticket-rejected')
    await ticket.fill({ 'sign-in-email': 'ada', 'sign-in-password': seedPassword })
    await ticket.click('sign-in-submit')
    await ticket.isSignedIn('Ada Lovelace')
    await (await openWith({ ticket: 'wrong again' })).part('error').filter({ hasText: 'ticket-rejected' }).waitFor()
    await ticket.click('sign-out-all')
    await ticket.shows('sign-in')
    expect(await ticket.part('sign-in-error').textContent()).toBe('')
    const invitation = await openWith({ invite_token: 'wrong' })
    await invitation.shows('sign-up')
    await invitation.refusedWith('invitation-invalid')
  })
})
