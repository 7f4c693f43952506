import { seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { codeTo, control, type IslandName, linkTo, stage, surfaceIn, useStage } from './visit.ts'

useStage()

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
