import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import {
  diaryOf,
  handsOutMore,
  isReady,
  shows,
  signIn,
  startAsking,
  switchTo,
  useChromium,
  type Visit,
} from './browser.js'

const open = useChromium({ lifelike: true })

test('a tab thawed after a switch elsewhere never hands out a token of the old identity', async () => {
  const { world, context, tab, other } = await setUp()
  await startAsking(tab)
  await handsOutMore(tab)
  await other.bringToFront()
  const devtools = await context.newCDPSession(tab)
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })

  const resolvedAtMs = await switchTo(other, 'ada')
  await devtools.send('Page.setWebLifecycleState', { state: 'active' })
  await shows(tab, 'ada')
  await handsOutMore(tab)
  expect(await tab.evaluate(() => window.lifecycle)).toEqual(expect.arrayContaining(['freeze', 'resume']))
  await expectNothingOld(tab, resolvedAtMs, world.user('ada').id)
}, 30_000)

test('a page restored from the back-forward cache shows a switch it could not hear of, and no old token', async () => {
  const { world, tab } = await setUp()
  await tab.evaluate(() => window.tokenIdentity())
  const { baseUrl, devSession, signInId } = await tab.evaluate(() => ({
    baseUrl: window.client.baseUrl,
    devSession: localStorage.getItem(`__dev_session___localhost_${new URL(window.client.baseUrl).port}`) ?? '',
    signInId: window.signInIdOf('ada'),
  }))
  await startAsking(tab)
  await handsOutMore(tab)
  await tab.goto(new URL('/elsewhere', tab.url()).href)
  const query = new URLSearchParams({ sign_in_id: signInId, __dev_session__: devSession })
  // From another device, so to speak: tabs in the cache are thrown out of it by a message.
  const answer = await fetch(`${baseUrl}/session/switch-sign-in?${query}`, { method: 'POST' })
  expect(answer.ok).toBe(true)
  const resolvedAtMs = await tab.evaluate(() => performance.timeOrigin + performance.now())

  await tab.goBack({ waitUntil: 'commit' })
  await shows(tab, 'ada')
  await handsOutMore(tab)
  expect(await tab.evaluate(() => window.lifecycle)).toContain('restored')
  await expectNothingOld(tab, resolvedAtMs, world.user('ada').id)
}, 30_000)

test('a page that a message threw out of the back-forward cache starts anew in the switched account', async () => {
  const { world, tab, other } = await setUp()
  await tab.goto(new URL('/elsewhere', tab.url()).href)
  const resolvedAtMs = await switchTo(other, 'ada')
  await tab.goBack({ waitUntil: 'commit' })
  await isReady(tab)
  await startAsking(tab)
  await handsOutMore(tab)
  expect(await tab.evaluate(() => window.lifecycle)).not.toContain('restored')
  await expectNothingOld(tab, resolvedAtMs, world.user('ada').id)
}, 30_000)

/** Two tabs that show Linus, with Ada signed in beside him. */
async function setUp(): Promise<Visit & { tab: Page; other: Page }> {
  const visit = await open()
  const tab = await visit.openTab()
  const other = await visit.openTab()
  await signIn(tab, 'ada')
  await signIn(tab, 'linus')
  await shows(other, 'linus')
  return { ...visit, tab, other }
}

async function expectNothingOld(tab: Page, sinceMs: number, userId: string): Promise<void> {
  const { handedOut, strays } = await diaryOf(tab)
  expect(handedOut.filter(({ atMs, identity }) => atMs > sinceMs && !identity.startsWith(`${userId} `))).toEqual([])
  expect(strays).toEqual([])
}
