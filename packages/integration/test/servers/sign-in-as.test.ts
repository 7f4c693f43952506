import { type EmulatorServer, startEmulator } from '@wachter/emulator/node'
import { signInAs } from '@wachter/emulator/playwright'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { browserFlags, findLightBrowser } from '../../../tooling/src/browser/browser.js'
import { startSite } from './site-server.js'

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch({ ...findLightBrowser(), args: browserFlags })
}, 120_000)
afterAll(() => browser?.close(), 60_000)

async function startAll(mode: 'staging' | 'production') {
  const emulator = await startEmulator({ port: 0, mode, rateLimits: true })
  const site = await startSite(emulator.publishableKey)
  onTestFinished(async () => {
    site.close()
    await emulator.close()
  }, 30_000)
  return { emulator, site }
}

async function openBrowser(): Promise<Page> {
  const context = await browser.newContext()
  context.setDefaultTimeout(20_000)
  onTestFinished(() => context.close(), 30_000)
  return context.newPage()
}

/** What the server wrote, the first frame, and what the client of the page settled on. */
async function see(page: Page, url: string) {
  await page.goto(url)
  await page.waitForFunction(() => window.client.$state.get().status !== 'loading')
  const [first, now] = await page.evaluate(async () => {
    await window.client.refetch()
    return [window.first, window.client.$user.get()?.username] as const
  })
  return { server: await page.textContent('#server'), first, now }
}

describe.each(['staging', 'production'] as const)('in %s', (mode) => {
  test('two browsers show two people in their first frame, and stay with them', async () => {
    const { emulator, site } = await startAll(mode)
    const [one, two] = [await openBrowser(), await openBrowser()]
    await signInAs(one, 'ada', { emulator: emulator.url, organization: 'Acme' })
    await signInAs(two, 'grace', { emulator: emulator.url })
    for (let turn = 0; turn < 2; turn++) {
      expect(await see(one, site.url)).toEqual({ server: 'ada at Acme', first: 'ada', now: 'ada' })
      expect(await see(two, site.url)).toEqual({ server: 'grace at no organization', first: 'grace', now: 'grace' })
    }
    expect(await see(one, `${site.url}/invoices`)).toMatchObject({ server: 'ada at Acme' })
  })

  test('a browser that was somebody else is the new person from the next page on', async () => {
    const { emulator, site } = await startAll(mode)
    const page = await openBrowser()
    await see(page, site.url)
    await signInAs(page, 'ada', { emulator: emulator.url })
    await see(page, site.url)
    await see(page, site.url)
    await signInAs(page, ['linus', 'grace'], { emulator: emulator.url })
    const asGrace = { server: 'grace at no organization', first: 'grace', now: 'grace' }
    expect(await see(page, site.url)).toEqual(asGrace)
    expect(await see(page, site.url)).toEqual(asGrace)
  })

  test('who signs out stays signed out', async () => {
    const { emulator, site } = await startAll(mode)
    const page = await openBrowser()
    await signInAs(page, 'ada', { emulator: emulator.url })
    await see(page, site.url)
    await page.evaluate(() => window.client.signOut())
    expect(await see(page, site.url)).toMatchObject({ server: 'nobody at no organization', now: undefined })
  })
})

test('a page follows whatever its clock, and the dates in its cookies, say', async () => {
  const { emulator, site } = await startAll('staging')
  const page = await openBrowser()
  await page.clock.setFixedTime(Date.now() + 86_400_000)
  await signInAs(page, 'ada', { emulator: emulator.url })
  expect((await see(page, site.url)).now).toBe('ada')
  const date = `__dev_session_updated_at_localhost_${emulator.port}`
  await page.context().addCookies([{ name: date, value: '1', url: site.url }])
  await signInAs(page, 'grace', { emulator: emulator.url })
  expect((await see(page, site.url)).now).toBe('grace')
})

test('an app under another name needs its address', async () => {
  const { emulator, site } = await startAll('staging')
  const app = site.url.replace('localhost', 'app.localhost')
  const page = await openBrowser()
  await signInAs(page, 'ada', { emulator: emulator.url, app })
  expect(await see(page, app)).toMatchObject({ server: 'ada at no organization', first: 'ada' })
})

describe('a mistake is told', () => {
  const failing = async (who: string, emulator: EmulatorServer | string) =>
    signInAs(await openBrowser(), who, { emulator: typeof emulator === 'string' ? emulator : emulator.url })

  test('about a person', async () => {
    const { emulator } = await startAll('staging')
    await expect(failing('adda', emulator)).rejects.toThrow('The emulator knows no user "adda"')
  })

  test('about an address where no emulator is', async () => {
    const { emulator, site } = await startAll('staging')
    await expect(failing('ada', site.url)).rejects.toThrow(`What answers at ${site.url} is no emulator`)
    await emulator.close()
    await expect(failing('ada', emulator.url)).rejects.toThrow(`No emulator answers at ${emulator.url}`)
  })
})
