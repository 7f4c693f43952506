import type { World } from '@wachter/emulator'
import { mary } from '@wachter/testing/people'
import { expect, test, vi } from 'vitest'
import { claimsOf, inEach, press, useChromium } from './browser.js'

const open = useChromium({ page: 'members-page.tsx' })

test('an invited person without an account signs up and lands in the organization, in both tabs', async () => {
  const { world, openTab } = await open()
  const { token } = world.inviteToOrganization({ email: mary.email, organization: 'Acme', roles: ['Billing'] })
  const invited = await openTab(`&token=${token}`)
  const other = await openTab()
  const tabs = [invited, other]

  await press(invited, 'Accept')
  await press(invited, `Sign up as ${mary.email}`)
  await press(invited, 'Send a code')
  const code = invited.getByLabel('Code')
  await code.fill(await codeIn(world))
  await code.press('Enter')
  // The account exists, and is in no organization yet.
  await inEach(tabs, (tab) => tab.getByRole('heading', { name: 'mary in no organization' }).waitFor())
  await inEach(tabs, async (tab) => expect(await claimsOf(tab)).not.toHaveProperty('organization'))

  await press(invited, 'Try again')
  await press(invited, 'Go to Acme')
  await invited.getByText('Welcome to Acme').waitFor()
  const { id } = world.organization('Acme')
  await inEach(tabs, async (tab) => {
    await tab.getByRole('heading', { name: 'mary in Acme' }).waitFor()
    await tab.getByText('You may write invoices.').waitFor()
    await tab.getByText('mary: Billing').waitFor()
    expect(await claimsOf(tab)).toMatchObject({ sub: world.user('mary').id, organization: id })
  })
}, 60_000)

const codeIn = (world: World): Promise<string> =>
  vi.waitUntil(() => world.outbox().find((message) => message.kind === 'code')?.code)
