import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { inEach, shows, signIn, useChromium } from './browser.js'

const open = useChromium()

const hasInbox = async (tab: Page, expected: object): Promise<void> => {
  await expect.poll(() => tab.evaluate(() => window.inbox()), { timeout: 15_000 }).toMatchObject(expected)
}

test('two tabs follow one read, and show nothing of the organization that one of them has left', async () => {
  const { world, openTabs } = await open()
  const tabs = await openTabs(2)
  const [here, there] = tabs as [Page, Page]
  await signIn(here, 'ada')
  await inEach(tabs, (tab) => shows(tab, 'ada'))
  await inEach(tabs, (tab) => tab.evaluate(() => window.openInbox()))
  const enter = (tab: Page, name: string) =>
    tab.evaluate((id) => window.client.switchOrganization(id), world.organization(name).id)

  await enter(here, 'Acme')
  await inEach(tabs, (tab) => hasInbox(tab, { organization: 'Acme', titles: [], unread: 0 }))
  await expect.poll(() => world.notificationStreams()).toBe(2)
  world.sendNotification({ organization: 'Acme', title: 'First for Acme' })
  world.sendNotification({ organization: 'Acme', title: 'Second for Acme' })
  const both = { titles: ['Second for Acme', 'First for Acme'], unread: 2 }
  await inEach(tabs, (tab) => hasInbox(tab, both))

  await here.evaluate(() => window.readNewest())
  await inEach(tabs, (tab) => hasInbox(tab, { ...both, unread: 1 }))

  await enter(there, 'Globex')
  world.sendNotification({ organization: 'Acme', title: 'Late for Acme' })
  await inEach(tabs, (tab) => hasInbox(tab, { organization: 'Globex', titles: [], unread: 0 }))
  world.sendNotification({ organization: 'Globex', title: 'For Globex' })
  await inEach(tabs, (tab) => hasInbox(tab, { organization: 'Globex', titles: ['For Globex'], unread: 1 }))
  for (const inboxes of await inEach(tabs, (tab) => tab.evaluate(() => window.inboxes))) {
    const inGlobex = inboxes.filter(({ organization }) => organization === 'Globex')
    expect(inGlobex.length).toBeGreaterThan(1)
    expect(inGlobex.flatMap(({ titles }) => titles ?? []).filter((title) => title !== 'For Globex')).toEqual([])
    // Counted before anything arrived there: the count of Acme would be 1.
    const early = inGlobex.filter(({ titles }) => titles === undefined)
    expect(early.filter(({ unread = 0 }) => unread !== 0)).toEqual([])
  }
}, 60_000)
