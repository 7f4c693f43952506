import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { inEach, shows, signIn, useChromium } from './browser.js'

const open = useChromium()

const endingsOf = (tab: Page) => tab.evaluate(() => window.endings)

test('a sign-out in one tab ends the session in every other, and each says that it was elsewhere', async () => {
  const { openTabs } = await open()
  const tabs = await openTabs(4)
  const [first, ...others] = tabs as [Page, ...Page[]]
  await signIn(first, 'ada')
  await inEach(tabs, (tab) => shows(tab, 'ada'))
  await inEach(tabs, (tab) => tab.evaluate(() => window.tokenIdentity()))

  await first.evaluate(() => window.client.signOut())
  await inEach(tabs, (tab) => shows(tab, undefined))
  expect(await endingsOf(first)).toEqual(['here'])
  expect(await inEach(others, endingsOf)).toEqual([['elsewhere'], ['elsewhere'], ['elsewhere']])
  const codes = await inEach(tabs, (tab) =>
    tab.evaluate(() => window.tokenIdentity().catch(({ code }: { code: string }) => code)),
  )
  expect(codes).toEqual(Array(4).fill('signed-out'))
}, 30_000)

test('a sign-in revoked on the server ends in every tab as soon as one of them hears of it', async () => {
  const { world, openTabs } = await open()
  const tabs = await openTabs(4)
  const [first] = tabs as [Page]
  await signIn(first, 'ada')
  await inEach(tabs, (tab) => shows(tab, 'ada'))

  world.revokeSignIn(await first.evaluate(() => window.signInIdOf('ada')))
  await first.evaluate(() => window.client.refetch())
  await inEach(tabs, (tab) => shows(tab, undefined))
  expect(await inEach(tabs, endingsOf)).toEqual(Array(4).fill(['revoked']))
}, 30_000)

test('tabs of a live deployment share the session through a cookie no script can read', async () => {
  const { context, openTabs, openTab } = await open({ mode: 'production' })
  const tabs = await openTabs(2)
  const [first, second] = tabs as [Page, Page]
  await signIn(first, 'ada')
  await shows(second, 'ada')
  const third = await openTab()
  await shows(third, 'ada')

  expect(await context.cookies()).toMatchObject([{ name: '__session', httpOnly: true, secure: true }])
  expect(await inEach([first, second, third], (tab) => tab.evaluate(() => document.cookie))).toEqual(['', '', ''])
  expect(await inEach([first, second, third], (tab) => tab.evaluate(() => localStorage.length))).toEqual([0, 0, 0])

  await second.evaluate(() => window.client.signOut())
  await shows(first, undefined)
  await shows(third, undefined)
  expect(await endingsOf(first)).toEqual(['elsewhere'])
}, 30_000)
