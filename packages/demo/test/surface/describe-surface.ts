import { seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { codeTo, control, type IslandName, linkTo, stage, surfaceIn } from './visit.ts'

/** What people can do on the surface of an island: every kind of step, and what an island does of its own. */
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

    test('follows a link that is opened in another tab', async () => {
      const { fill, click, reloadAt, isSignedIn } = await open()
      await fill({ 'sign-in-email': 'ada@example.com' })
      await click('use-email-link')
      await reloadAt('link')
      const other = surfaceIn(await stage().openTab(await linkTo('ada@example.com')), name)
      await other.isSignedIn('Ada Lovelace')
      await isSignedIn('Ada Lovelace')
    })

    test('says when a provider refuses, and asks somebody new from another for what is missing', async () => {
      await control('POST', '/deployment', { auth_settings: { username: { required: true } } })
      const { page, fill, click, part, refusedWith, reloadAt, isSignedIn } = await open()
      await click('provider-google_oauth')
      await page.getByRole('button', { name: 'Cancel' }).click()
      await refusedWith('provider-refused')
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
      const person = { 'field-firstName': 'Margaret', 'field-lastName': 'Hamilton', 'field-password': 'apollo' }
      await fill({ ...person, 'field-email': 'ada@example.com' })
      await click('submit')
      await part('field-password-error').filter({ hasText: 'still needs at least 8 characters' }).waitFor()
      await part('field-password').and(part('field-password').page().locator(':focus')).waitFor()
      await fill({ 'field-password': 'apollo-eleven-1969' })
      await click('submit')
      await part('field-email-error').filter({ hasText: 'There is an account' }).waitFor()
      await fill({ 'field-email': 'margaret@example.com' })
      await fill({ 'field-phoneCountryCode': '+1', 'field-phoneNumber': '2025550199' })
      await click('submit')
      await reloadAt('code')
      await part('code').filter({ hasText: 'm•••@example.com' }).waitFor()
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

    test('puts people on the waitlist', async () => {
      await control('POST', '/deployment', { restrictions: { sign_up_mode: 'waitlist' } })
      const { fill, click, shows, reloadAt } = await open()
      await click('to-waitlist')
      await reloadAt('waitlist')
      await fill({ 'field-email': 'margaret@example.com' })
      await click('submit')
      await shows('joined')
      await click('to-sign-in')
      await shows('sign-in')
    })

    test('asks first who somebody is where that decides how they sign in', async () => {
      await control('POST', '/deployment', { b2b_settings: { enterprise_sso_enabled: true } })
      const { fill, click, part } = await open()
      await fill({ 'sign-in-email': 'ada@example.com' })
      await click('sign-in-submit')
      await part('sign-in-password').waitFor()
      expect(await part('sign-in-email').inputValue()).toBe('ada@example.com')
      await click('change-identifier')
      await part('sign-in-password').waitFor({ state: 'detached' })
      expect(await part('sign-in-email').inputValue()).toBe('')
    })

    test('adds an account beside another by a code, across a reload', async () => {
      const { fill, click, part, reloadAt, giveCode, shows, isSignedIn } = await open()
      await fill({ 'sign-in-email': 'ada', 'sign-in-password': seedPassword })
      await click('sign-in-submit')
      await isSignedIn('Ada Lovelace')
      await click('add-account')
      await fill({ 'sign-in-email': 'linus@example.com' })
      await click('use-email-code')
      await part('resend').and(part('resend').page().locator(':disabled')).waitFor()
      await reloadAt('code')
      await giveCode(await codeTo('linus@example.com'))
      await isSignedIn('Linus Torvalds')
      await shows('account-ada')
    })

    test('leaves for the hosted pages instead', async () => {
      const { page, click } = await open()
      await page.getByTestId('pages-hosted').click()
      await click('hosted-sign-in')
      await page.getByLabel('E-mail address or username').waitFor()
    })
  })
}
