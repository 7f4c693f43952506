import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { inEach, isReady, shows, signIn, switchTo, useChromium } from './browser.js'

const open = useChromium()

test('where storage is blocked each tab works alone, in memory', async () => {
  const { world, openTab } = await open({
    beforePage: () => {
      const forbid = () => {
        throw new DOMException('Access is denied', 'SecurityError')
      }
      Object.defineProperty(window, 'localStorage', { get: forbid })
      Object.defineProperty(Document.prototype, 'cookie', { get: forbid, set: forbid })
    },
  })
  const first = await openTab()
  const second = await openTab()
  await signIn(first, 'ada')
  await signIn(second, 'grace')
  await signIn(second, 'linus')
  await switchTo(second, 'grace')
  expect(await first.evaluate(() => window.tokenIdentity({ forceRefresh: true }))).toMatch(startOf(world.user('ada')))
  expect(await second.evaluate(() => window.tokenIdentity({ forceRefresh: true }))).toMatch(
    startOf(world.user('grace')),
  )

  await second.evaluate(() => window.client.signOut())
  await first.evaluate(() => window.client.refetch())
  await shows(first, 'ada')
  await first.reload()
  await isReady(first)
  await shows(first, undefined)
}, 30_000)

test('without a channel between them each tab works alone and learns of a switch when it asks', async () => {
  const { world, openTab } = await open({
    beforePage: () => {
      Reflect.deleteProperty(window, 'BroadcastChannel')
    },
  })
  const first = await openTab()
  await signIn(first, 'ada')
  await signIn(first, 'linus')
  const second = await openTab()
  await shows(second, 'linus')
  await switchTo(first, 'ada')
  await shows(second, 'linus')
  expect(await second.evaluate(() => window.tokenIdentity({ forceRefresh: true }))).toMatch(startOf(world.user('ada')))
  await shows(second, 'ada')
}, 30_000)

test('a tab started offline is unavailable, and signed in by itself once the network is back', async () => {
  const { world, context, openTab, openStoppedTab } = await open()
  const first = await openTab()
  await signIn(first, 'ada')
  const tab = await openStoppedTab()
  await context.setOffline(true)
  await tab.evaluate(() => window.start())
  await tab.waitForFunction(() => window.client.$state.get().status === 'unavailable')
  expect(await tab.evaluate(() => window.client.$state.get().error?.code)).toBe('offline')

  await context.setOffline(false)
  await inEach([first, tab], (each) => shows(each, 'ada'))
  expect(await tab.evaluate(() => window.tokenIdentity())).toMatch(startOf(world.user('ada')))
  expect(await tab.evaluate(() => window.endings)).toEqual([])
}, 30_000)

test('a tab that goes offline stays signed in, says that it may be old, and catches up once it is back', async () => {
  const { world, context, openTabs } = await open()
  const [first, second] = (await openTabs(2)) as [Page, Page]
  await signIn(first, 'ada')
  await shows(second, 'ada')
  await context.setOffline(true)
  const codes = await inEach([first, second], (tab) =>
    tab.evaluate(() => window.client.refetch().catch(({ code }: { code: string }) => code)),
  )
  expect(codes).toEqual(['offline', 'offline'])
  expect(await first.evaluate(() => window.client.$state.get())).toMatchObject({ status: 'signed-in', stale: true })

  world.revokeSignIn(await first.evaluate(() => window.signInIdOf('ada')))
  await context.setOffline(false)
  await inEach([first, second], (tab) => shows(tab, undefined))
  expect(await inEach([first, second], (tab) => tab.evaluate(() => window.endings))).toEqual([['revoked'], ['revoked']])
}, 30_000)

const startOf = ({ id }: { readonly id: string }): RegExp => new RegExp(`^${id} `)
