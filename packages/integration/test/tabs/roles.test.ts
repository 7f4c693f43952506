import type { ClientOptions } from '@wachter/core'
import type { World } from '@wachter/emulator'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { claimsOf, inEach, press, shows, signIn, useChromium } from './browser.js'

const open = useChromium({ page: 'members-page.tsx' })

/** The client draws up to a tenth more. A token lives for 30 s: what is shown changes while it is valid. */
const revalidateIntervalMs = 10_000

/** Ada, an admin of Acme, in one browser; another one for Linus, who may write invoices there. */
async function openBrowsers(client: Partial<ClientOptions> = {}) {
  const { world, openTab, openBrowser } = await open({ client })
  world.setMembershipRoles(world.organizationMembership('linus', 'Acme').id, ['Member', 'Billing'])
  const admin = await openTab()
  await enterAcme(admin, 'ada', world)
  return { world, admin, linus: await openBrowser() }
}

async function enterAcme(tab: Page, person: 'ada' | 'linus', world: World) {
  await signIn(tab, person)
  await shows(tab, person)
  await tab.evaluate((id) => window.client.switchOrganization(id), world.organization('Acme').id)
}

/** How often tabs have been loaded anew since. */
function watchLoads(tabs: readonly Page[]) {
  let loads = 0
  for (const tab of tabs) tab.on('domcontentloaded', () => loads++)
  return () => loads
}

/** What a tab shows, what it answers, and what its token says. */
const rightsIn = async (tab: Page) => ({
  page: await tab.locator('h1, main > p').allTextContents(),
  has: await tab.evaluate(() => window.client.has({ permission: 'invoices:write' })),
  token: (await claimsOf(tab)).permissions.organization,
})

const mayWrite = {
  page: ['linus in Acme', 'You may write invoices.'],
  has: true,
  token: expect.arrayContaining(['invoices:write']),
}
const mayRead = {
  page: ['linus in Acme', 'You may only read.'],
  has: false,
  token: ['organization:member'],
}
const isOutside = { page: ['linus in no organization', 'You may only read.'], has: false, token: undefined }

const gets = (tab: Page, text: string): Promise<void> => tab.getByText(text, { exact: true }).waitFor()

test('what an admin takes away in another browser is gone from page and token when the page next asks', async () => {
  const { world, admin, linus } = await openBrowsers({ revalidateIntervalMs })
  await linus.context.clock.install({ time: world.clock.now() })
  const tab = await linus.openTab()
  await enterAcme(tab, 'linus', world)
  await gets(tab, 'You may write invoices.')
  const loads = watchLoads([tab])
  const pass = async (ms: number) => {
    world.clock.advance(ms)
    await linus.context.clock.runFor(ms)
  }
  // From now on time passes by steps only, however busy this machine is.
  await linus.context.clock.pauseAt(await tab.evaluate(() => Date.now() + 1_000))
  await tab.evaluate(() => window.client.refetch())
  expect(await rightsIn(tab)).toEqual(mayWrite)

  await press(admin, 'Take Billing from linus')
  await gets(admin, 'linus: Member')
  await pass(revalidateIntervalMs - 1_000)
  expect(await rightsIn(tab)).toEqual(mayWrite)
  await pass(2_000)
  await gets(tab, 'You may only read.')
  expect(await rightsIn(tab)).toEqual(mayRead)

  await press(admin, 'Remove linus')
  await admin.getByText('linus: Member', { exact: true }).waitFor({ state: 'detached' })
  await pass(1.1 * revalidateIntervalMs)
  await gets(tab, 'linus in no organization')
  expect(await rightsIn(tab)).toEqual(isOutside)
  expect(loads()).toBe(0)
}, 60_000)

// Left alone, a page asks after 60 s: later than this waits.
test('it is gone at once, in all tabs, when the network of the other browser is back', async () => {
  const { world, admin, linus } = await openBrowsers()
  const tabs = await linus.openTabs(2)
  const [tab] = tabs as [Page, Page]
  await enterAcme(tab, 'linus', world)
  await inEach(tabs, (one) => gets(one, 'You may write invoices.'))
  await inEach(tabs, async (one) => expect(await rightsIn(one)).toEqual(mayWrite))
  const loads = watchLoads(tabs)

  await linus.context.setOffline(true)
  await press(admin, 'Take Billing from linus')
  await gets(admin, 'linus: Member')
  await linus.context.setOffline(false)
  await inEach(tabs, async (one) => {
    await gets(one, 'You may only read.')
    expect(await rightsIn(one)).toEqual(mayRead)
  })
  expect(loads()).toBe(0)
}, 60_000)
