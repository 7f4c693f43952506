import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { diaryOf, handsOutMore, inEach, shows, signIn, startAsking, switchTo, useChromium } from './browser.js'

const open = useChromium()

test('no tab of twenty hands out a token of the old identity once a switch has resolved in one of them', async () => {
  // Nobody asks by the clock: what a tab shows it has from the one that switched.
  const { world, openTabs } = await open({ client: { revalidateIntervalMs: 0 } })
  const tabs = await openTabs(20)
  await signIn(tabs[0] as Page, 'ada')
  await signIn(tabs[0] as Page, 'linus')
  await inEach(tabs, (tab) => shows(tab, 'linus'))
  await inEach(tabs, startAsking)

  for (const [index, person] of (['ada', 'linus', 'ada', 'linus'] as const).entries()) {
    await inEach(tabs, handsOutMore)
    const shownBefore = (await inEach(tabs, diaryOf)).map(({ shown }) => shown.length)
    const resolvedAtMs = await switchTo(tabs[index * 6] as Page, person)
    await inEach(tabs, (tab) => shows(tab, person))
    await inEach(tabs, handsOutMore)
    const { id } = world.user(person)
    for (const [tab, { handedOut, shown, strays }] of (await inEach(tabs, diaryOf)).entries()) {
      const old = handedOut.filter(({ atMs, identity }) => atMs > resolvedAtMs && !identity.startsWith(`${id} `))
      expect(old).toEqual([])
      expect(strays).toEqual([])
      // From the one to the other, without a step between.
      expect(shown.slice(shownBefore[tab]).map(({ identity }) => identity.split(' ')[0])).toEqual([id])
    }
  }
}, 60_000)

test('tabs go on within five seconds when the one that switches is killed halfway', async () => {
  const { world, context, openTab, openTabs } = await open()
  await context.clock.install()
  const doomed = await openTab()
  await signIn(doomed, 'ada')
  await signIn(doomed, 'linus')
  const others = await openTabs(3)
  await inEach(others, (tab) => tab.evaluate(() => window.tokenIdentity()))
  // From now on time passes by steps only, however busy this machine is.
  await context.clock.pauseAt(await doomed.evaluate(() => Date.now() + 1_000))

  const fault = world.faults.add({ path: '/session/switch-sign-in', hold: true, once: true })
  const killed = expect(switchTo(doomed, 'ada')).rejects.toThrow('closed')
  await fault.held()
  const asking = inEach(others, (tab) =>
    tab.evaluate(async () => {
      const askedAtMs = window.instant()
      return { identity: await window.tokenIdentity(), tookMs: window.instant() - askedAtMs }
    }),
  )
  await doomed.close()
  await killed
  await context.clock.runFor(5_000)
  for (const { identity, tookMs } of await asking) {
    expect(identity).toMatch(new RegExp(`^${world.user('ada').id} `))
    // The hold, then the question that ends the doubt, which takes no time of the tabs.
    expect(tookMs).toBeLessThanOrEqual(5_000)
  }
  await inEach(others, (tab) => shows(tab, 'ada'))
}, 30_000)
