import { seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { codeTo, control, type IslandName, linkTo, stage, surfaceIn } from './visit.ts'

/** What people can do on the surface of an island. */
export function describeSurface(name: IslandName): void {
  describe(`the surface of the ${name} island`, { timeout: 60_000 }, () => {
    const open = async () => {
      const page = await stage().openTab()
      return { page, ...surfaceIn(page, name) }
    }

    test('signs in with a password and an authenticator', async () => {
      await control('POST', '/users/grace/second-factor-policy', { policy: 'enforced' })
      const { part, fill, click, reloadAt, giveCode, refusedWith, isSignedIn } = await open()
      await fill({ 'sign-in-email': 'grace@example.com', 'sign-in-password': seedPassword })
      const late = stage().demo.emulator.world.faults.add({ path: '/auth/signin', hold: true, once: true })
      await click('sign-in-submit')
      await late.held()
      expect(await part('sign-in-submit').isDisabled()).toBe(true)
      late.release()
      await part('code-input').and(part('code-input').page().locator(':focus')).waitFor()
      await reloadAt('second-factor')
      await giveCode('000000')
      await refusedWith('code-rejected')
      await giveCode((await control<{ code: string }>('GET', '/users/grace/totp')).code)
      await isSignedIn('Grace Hopper')
    })

    test('takes a backup code and a code by SMS for a second factor', async () => {
      await control('POST', '/users/grace/second-factor-policy', { policy: 'enforced' })
      const { fill, click, shows, giveCode, isSignedIn } = await open()
      const begin = async () => {
        await fill({ 'sign-in-email': 'grace', 'sign-in-password': seedPassword })
        await click('sign-in-submit')
      }
      await begin()
      await click('use-backup-code')
      await giveCode('AbCd-1234')
      await isSignedIn('Grace Hopper')
      await click('sign-out-all')
      await begin()
      await click('use-phone')
      await fill({ 'last-digits': '0143' })
      await click('submit')
      await shows('countdown')
      await giveCode(await codeTo('+12025550143'))
      await isSignedIn('Grace Hopper')
    })

    test('begins with a code in one tab and is finished in another', async () => {
      const { page, fill, click, shows, part, isSignedIn } = await open()
      await fill({ 'sign-in-email': 'ada@example.com' })
      await click('use-email-code')
      await shows('code')
      await part('resend').and(page.locator(':disabled')).waitFor()
      const other = surfaceIn(await stage().openTab(), name)
      await other.shows('code')
      await other.giveCode(await codeTo('ada@example.com'))
      await other.isSignedIn('Ada Lovelace')
      await isSignedIn('Ada Lovelace')
    })

    test('follows a link that is opened in another tab', async () => {
      const { fill, click, reloadAt, isSignedIn } = await open()
      await fill({ 'sign-in-email': 'ada@example.com' })
      await click('use-email-link')
      await reloadAt('link')
      const other = surfaceIn(await stage().openTab(await linkTo('ada@example.com')), name)
      await other.isSignedIn('Ada Lovelace')
      await isSignedIn('Ada Lovelace')
    })

    test('takes the steps that a link leaves to this page', async () => {
      await control('POST', '/users/grace/second-factor-policy', { policy: 'enforced' })
      const { fill, click, shows, isSignedIn } = await open()
      await fill({ 'sign-in-email': 'grace@example.com' })
      await click('use-email-link')
      await shows('link')
      const other = surfaceIn(await stage().openTab(await linkTo('grace@example.com')), name)
      await other.reloadAt('second-factor')
      await other.giveCode((await control<{ code: string }>('GET', '/users/grace/totp')).code)
      await other.isSignedIn('Grace Hopper')
      await isSignedIn('Grace Hopper')
    })

    test('signs in through a provider, and says when one refuses', async () => {
      const { page, click, refusedWith, isSignedIn } = await open()
      await click('provider-google_oauth')
      await page.getByRole('button', { name: 'Cancel' }).click()
      await refusedWith('provider-refused')
      await click('provider-google_oauth')
      await page.getByRole('button', { name: 'ada@example.com' }).click()
      await isSignedIn('Ada Lovelace')
      expect(new URL(page.url()).search).toBe('')
    })

    test('asks somebody new from a provider for what is missing', async () => {
      await control('POST', '/deployment', { auth_settings: { username: { required: true } } })
      const { page, fill, click, part, reloadAt, isSignedIn } = await open()
      await click('provider-github_oauth')
      await page.getByLabel('Somebody else').fill('margaret@example.com')
      await page.getByRole('button', { name: 'Continue' }).click()
      await reloadAt('profile')
      await fill({ 'field-username': 'ada' })
      await click('submit')
      await part('field-username-error').filter({ hasText: 'taken' }).waitFor()
      await fill({ 'field-username': 'margaret' })
      await click('submit')
      await isSignedIn('Margaret Hamilton')
    })

    test('leads people of a company to its own provider', async () => {
      await control('POST', '/deployment', { b2b_settings: { enterprise_sso_enabled: true } })
      const { page, fill, click, part, isSignedIn } = await open()
      await fill({ 'sign-in-email': 'ada@example.com' })
      await click('sign-in-submit')
      await part('sign-in-password').waitFor()
      await click('change-identifier')
      await part('sign-in-password').waitFor({ state: 'detached' })
      await fill({ 'sign-in-email': 'katherine@corp.example' })
      await click('sign-in-submit')
      await page.getByRole('button', { name: 'katherine@corp.example' }).click()
      await isSignedIn('Katherine Johnson')
    })

    test('makes a passkey and signs in with it', async () => {
      await control('POST', '/deployment', { auth_settings: { passkey: { enabled: true } } })
      const { click, makePasskey, isSignedIn } = await open()
      await makePasskey()
      await click('use-passkey')
      await isSignedIn('Ada Lovelace')
    })

    test('signs somebody up and verifies their addresses', async () => {
      const { fill, click, part, reloadAt, giveCode, refusedWith, isSignedIn } = await open()
      await click('to-sign-up')
      await reloadAt('sign-up')
      const person = {
        'field-firstName': 'Margaret',
        'field-lastName': 'Hamilton',
        'field-password': 'apollo-eleven-1969',
      }
      await fill({ ...person, 'field-email': 'ada@example.com' })
      await click('submit')
      await part('field-email-error').filter({ hasText: 'There is an account' }).waitFor()
      await fill({ 'field-email': 'margaret@example.com' })
      await fill({ 'field-phoneCountryCode': '+1', 'field-phoneNumber': '2025550199' })
      await click('submit')
      await reloadAt('code')
      await giveCode('000000')
      await refusedWith('code-rejected')
      await giveCode(await codeTo('margaret@example.com'))
      await part('step-title').filter({ hasText: 'phone' }).waitFor()
      await part('countdown').filter({ hasText: 'Another one' }).waitFor()
      await giveCode(await codeTo('+12025550199'))
      await isSignedIn('Margaret Hamilton')
    })

    test('lets somebody who forgot their password set another', async () => {
      const { fill, click, reloadAt, giveCode, shows, refusedWith, isSignedIn } = await open()
      await click('to-reset-password')
      await fill({ 'field-email': 'nobody@example.com' })
      await click('submit')
      await refusedWith('user-not-found')
      await fill({ 'field-email': 'linus@example.com' })
      await click('submit')
      await reloadAt('code')
      await giveCode(await codeTo('linus@example.com'))
      await shows('new-password')
      await fill({ 'field-password': 'a-better-battery' })
      await click('submit')
      await isSignedIn('Linus Torvalds')
      await click('sign-out-all')
      await fill({ 'sign-in-email': 'linus', 'sign-in-password': 'a-better-battery' })
      await click('sign-in-submit')
      await isSignedIn('Linus Torvalds')
    })

    test('puts people on the waitlist, and takes their invitation', async () => {
      await control('POST', '/deployment', { restrictions: { sign_up_mode: 'waitlist' } })
      const { page, fill, click, shows, reloadAt } = await open()
      await click('to-waitlist')
      await reloadAt('waitlist')
      await fill({ 'field-email': 'margaret@example.com' })
      await click('submit')
      await shows('joined')
      await click('to-sign-in')
      await shows('sign-in')
      await control('POST', '/deployment-invitations', { email: 'margaret@example.com', firstName: 'Margaret' })
      await page.goto(await linkTo('margaret@example.com'))
      await shows('sign-up')
      expect(await surfaceIn(page, name).part('field-email').inputValue()).toBe('margaret@example.com')
      await fill({ 'field-password': 'apollo-eleven-1969' })
      await click('submit')
      await shows('code')
      await surfaceIn(page, name).giveCode(await codeTo('margaret@example.com'))
      await surfaceIn(page, name).isSignedIn('Margaret')
      expect(await page.evaluate('location.search')).toBe('')
    })

    test('adds an account beside another, across a reload', async () => {
      const { fill, click, reloadAt, giveCode, shows, isSignedIn } = await open()
      await fill({ 'sign-in-email': 'ada', 'sign-in-password': seedPassword })
      await click('sign-in-submit')
      await isSignedIn('Ada Lovelace')
      await click('add-account')
      await fill({ 'sign-in-email': 'linus@example.com' })
      await click('use-email-code')
      await reloadAt('code')
      await giveCode(await codeTo('linus@example.com'))
      await isSignedIn('Linus Torvalds')
      await shows('account-ada')
    })

    test('leaves for the hosted pages instead, and comes back signed in', async () => {
      const { page, click, isSignedIn } = await open()
      await page.getByTestId('pages-hosted').click()
      await click('hosted-sign-in')
      await page.getByLabel('E-mail address or username').fill('ada@example.com')
      await page.getByRole('button', { name: 'Continue', exact: true }).click()
      await page.getByLabel('Password').fill(seedPassword)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await isSignedIn('Ada Lovelace')
    })
  })
}
