import { seedPassword } from '@wachter/emulator'
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { codeTo, control, linkTo, reads, stage, surfaceIn, useStage } from './visit.ts'

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
