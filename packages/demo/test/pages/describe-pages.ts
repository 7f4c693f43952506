import { seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { codeTo, type IslandName, stage, surfaceIn } from '../surface/visit.ts'

/** What people do on the account page and the organization page of an island. */
export function describePages(name: IslandName): void {
  describe(`the pages of the ${name} island`, { timeout: 60_000 }, () => {
    const open = async (user = 'ada') => {
      const page = await stage().openTab()
      const island = surfaceIn(page, name)
      const { part, fill, click } = island
      await fill({ 'sign-in-email': user, 'sign-in-password': seedPassword })
      await click('sign-in-submit')
      /** The row of a section that has this text. */
      const row = (section: string, text: string) => part(section).getByRole('listitem').filter({ hasText: text })
      return { ...island, row }
    }

    test('invites people, gives roles, and finds members', async () => {
      const { part, fill, click, row, shows } = await open()
      await click('page-organization')
      await row('organizations', 'Acme').getByRole('button', { name: 'Enter' }).click()
      await fill({ 'field-invite': 'grace@example.com' })
      await click('invite')
      await part('invitations-error').filter({ hasText: 'already-member' }).waitFor()
      await fill({ 'field-invite': 'margaret@example.com' })
      await click('invite')
      await row('invitations', 'margaret@example.com').waitFor()
      expect(await part('field-invite').inputValue()).toBe('')
      await row('members', 'Grace').getByRole('button', { name: '+ Admin' }).click()
      await row('members', 'Grace').getByText('Admin,').or(row('members', 'Grace').getByText(', Admin')).waitFor()
      await fill({ 'field-search': 'Grace' })
      await click('find-members')
      await row('members', 'Ada').waitFor({ state: 'detached' })
      await row('members', 'Grace').getByRole('button', { name: 'Remove' }).click()
      await row('members', 'Grace').waitFor({ state: 'detached' })
      await row('invitations', 'margaret@example.com').getByRole('button', { name: 'Discard' }).click()
      await shows('add-domain')
      await row('invitations', 'margaret@example.com').waitFor({ state: 'detached' })
    })

    test('explains which organization may not be entered, and offers a plain member no changes', async () => {
      const { part, click, row } = await open('linus')
      await click('page-organization')
      await row('organizations', 'Globex').getByText('Set up a second factor to enter').waitFor()
      await row('organizations', 'Acme').getByRole('button', { name: 'Enter' }).click()
      await row('members', 'Ada').waitFor()
      expect(await row('members', 'Ada').getByRole('button').count()).toBe(0)
      expect(await part('invitations').count()).toBe(0)
    })

    test('adds an e-mail address and verifies it by its code', async () => {
      const { fill, click, part, row } = await open()
      await click('page-account')
      await part('device-0').getByText('This one').waitFor()
      await fill({ 'field-new-email': 'ada@lovelace.example' })
      await click('add-email')
      await row('emails', 'ada@lovelace.example').getByRole('button', { name: 'Verify' }).click()
      await part('field-email-code').waitFor()
      await fill({ 'field-email-code': '000000' })
      await click('verify-email')
      await part('emails-error').filter({ hasText: 'code-rejected' }).waitFor()
      await fill({ 'field-email-code': await codeTo('ada@lovelace.example') })
      await click('verify-email')
      await row('emails', 'ada@lovelace.example').getByText('Verified', { exact: true }).waitFor()
    })
  })
}
