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
