import { startEmulator } from '@wachter/emulator/node'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { browserFlags, findLightBrowser } from '../../../tooling/src/browser/browser.js'
import { startSite } from './site-server.js'

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch({ ...findLightBrowser(), args: browserFlags })
}, 120_000)
afterAll(() => browser?.close(), 60_000)

/** A site before an emulator with its real limits, both over HTTP, and a browser that visits it. */
async function visitSite() {
  const emulator = await startEmulator({ port: 0, rateLimits: true })
  const site = await startSite(emulator.publishableKey)
  const context = await browser.newContext()
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  onTestFinished(async () => {
    await context.close()
    site.close()
    await emulator.close()
    expect(complaints).toEqual([])
  }, 30_000)
  const { world } = emulator.emulator
  /** Opens a path and returns what the server wrote, and the first frame of the page. */
  const see = async (path: string) => {
    await page.goto(site.url + path)
    await page.waitForFunction(() => 'whoAmI' in window)
    return { server: await page.textContent('#server'), first: await page.evaluate(() => window.first) }
  }
  const asked = () => world.requests.all().map(({ method, path }) => `${method} ${path}`)
  return { world, site, page, context, see, asked }
}

const shows = (page: Page, who: string | undefined) =>
  page.waitForFunction((username) => window.client.$user.get()?.username === username, who)

test('a server renders who signed in, and the page goes on from it without a request', async () => {
  const { see, page, world, asked } = await visitSite()
  expect(await see('/')).toEqual({ server: 'nobody at no organization', first: null })
  await page.evaluate(() => window.signInAs('ada'))
  await shows(page, 'ada')
  world.requests.clear()
  expect(await see('/')).toEqual({ server: 'ada at no organization', first: 'ada' })
  expect(asked()).toEqual(['GET /session/token', 'GET /.well-known/jwks.json', 'GET /session'])
  world.requests.clear()
  expect(await see('/')).toEqual({ server: 'ada at no organization', first: 'ada' })
  expect(asked()).toEqual([])
})

test('a protected page and an API are for those who are signed in', async () => {
  const { see, page, site, world } = await visitSite()
  await see('/invoices?page=2')
  expect(new URL(page.url()).pathname).toBe('/')
  expect(new URL(page.url()).searchParams.get('redirect_uri')).toBe(`${site.url}/invoices?page=2`)
  const stranger = await fetch(`${site.url}/api/me`)
  expect([stranger.status, await stranger.json()]).toEqual([401, { error: 'signed-out' }])

  await page.evaluate(() => window.signInAs('grace'))
  expect(await see('/invoices')).toEqual({ server: 'grace at no organization', first: 'grace' })
  expect(new URL(page.url()).pathname).toBe('/invoices')
  expect(await page.evaluate(() => window.whoAmI())).toEqual({ user: world.user('grace').id, organization: null })
})

test('the very next page view is of what was changed in the page', async () => {
  const { see, page, world } = await visitSite()
  await see('/')
  await page.evaluate(() => window.signInAs('ada'))
  await see('/')
  const acme = world.organization('Acme').id
  await page.evaluate((id) => window.client.switchOrganization(id), acme)
  expect(await see('/invoices')).toEqual({ server: 'ada at Acme', first: 'ada' })
  expect(await page.evaluate(() => window.whoAmI())).toMatchObject({ organization: acme })
  await page.evaluate(() => window.signInAs('grace'))
  expect((await see('/')).server).toBe('grace at no organization')

  await page.evaluate(() => window.client.signOut())
  expect(await see('/invoices')).toEqual({ server: 'nobody at no organization', first: null })
  expect(new URL(page.url()).pathname).toBe('/')
})

test('a change in one tab shows in the next page view of another', async () => {
  const { see, page, context, site } = await visitSite()
  await see('/')
  await page.evaluate(() => window.signInAs('ada'))
  const other = await context.newPage()
  await other.goto(site.url)
  await shows(other, 'ada')
  await other.evaluate(() => window.client.signOut())
  await shows(page, undefined)
  expect((await see('/')).server).toBe('nobody at no organization')
})
