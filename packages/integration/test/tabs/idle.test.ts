import type { BrowserContext, Page } from 'playwright'
import { expect, test, vi } from 'vitest'
import { inEach, shows, signIn, useChromium } from './browser.js'

const open = useChromium()

const spanMs = 10 * 60_000
const stepMs = 5_000

test.each([
  { name: 'ten idle tabs', asks: false },
  { name: 'ten tabs that ask for a token in turn', asks: true },
])(
  '$name stay within the limits of the server for ten minutes',
  async ({ asks }) => {
    const { world, context, openTabs } = await open({ rateLimits: true })
    const isQuiet = watchRequests(context)
    await context.clock.install({ time: world.clock.now() })
    // All of them count as looked at, which is more than people can do.
    const tabs = await openTabs(10)
    await signIn(tabs[0] as Page, 'ada')
    await inEach(tabs, (tab) => shows(tab, 'ada'))
    // From now on time passes by steps only, however busy this machine is.
    await context.clock.pauseAt(world.clock.now() + stepMs)
    // The rush of opening ten tabs at once is not what idles.
    world.requests.clear()

    for (let step = 1; step * stepMs <= spanMs; step++) {
      world.clock.advance(stepMs)
      await context.clock.runFor(stepMs)
      const tab = tabs[step % tabs.length] as Page
      if (asks) expect(await tab.evaluate(() => window.tokenIdentity())).toContain(world.user('ada').id)
      await vi.waitUntil(isQuiet)
    }

    const requests = world.requests.all()
    expect(requests.filter(({ status }) => status !== 200)).toEqual([])
    expect(requests.filter(({ path }) => path === '/session').length).toBeGreaterThan(0)
    // One mint serves all: a token lives for 30 s and is renewed after 20.
    const mints = requests.filter(({ path }) => path === '/session/token')
    expect(mints.length).toBeLessThanOrEqual(asks ? spanMs / 20_000 : 0)
  },
  60_000,
)

/** Whether every request of a browser has come to its end. */
function watchRequests(context: BrowserContext): () => boolean {
  let underWay = 0
  context.on('request', () => underWay++)
  context.on('requestfinished', () => underWay--)
  context.on('requestfailed', () => underWay--)
  return () => underWay === 0
}
