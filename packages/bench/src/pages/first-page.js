import { setTimeout } from 'node:timers/promises'
import { authenticateRequest, createServerCache, serializeInitialState } from '@wachter/core/server'
import { verifyToken } from '@wachter/core/verify'
import { seedPassword } from '@wachter/emulator'
import { startEmulator } from '@wachter/emulator/node'
import { quick } from '../effort.js'
import { median } from '../times/statistics.js'
import { bundlePage, launch, pageOf, serve, typed } from './chromium.js'

const views = quick ? 2 : 7
const pages = [
  { name: 'nothing else', query: '' },
  { name: 'firstToken', query: 'firstToken' },
  { name: 'initialState', query: 'rendered' },
  { name: 'initialState, firstToken', query: 'rendered&firstToken' },
  { name: 'initialState a minute old, firstToken', query: 'rendered&old&firstToken' },
]

/**
 * What a reload in Chromium costs, in round trips to the API and to the app's own: until the page shows who is signed in, and
 * until the app's API has answered a request with a token. It counts from `client.start()`, not the loading of the page.
 */
export async function measureFirstPage({ latencies = [50, 300] } = {}) {
  const emulator = await startEmulator({ port: 0 })
  const site = await startSite(emulator)
  const browser = await launch()
  const rows = []
  try {
    const page = await browser.newPage()
    await page.goto(site.url)
    await page.evaluate((password) => Reflect.get(window, 'signInAda')(password), seedPassword)
    for (const { name, query } of pages) {
      for (const latencyMs of latencies) {
        site.delay(latencyMs)
        const seen = []
        for (let view = 0; view <= views; view++) seen.push(await visit(page, `${site.url}/?${query}`, emulator))
        // The first one fills the caches of the browser.
        rows.push({ name, latencyMs, ...summary(seen.slice(1), latencyMs) })
      }
    }
  } finally {
    await browser.close()
    site.close()
    await emulator.close()
  }
  return rows
}

/** @param {import('playwright').Page} page @param {string} url @param {import('@wachter/emulator/node').EmulatorServer} server */
async function visit(page, url, { url: api, emulator }) {
  /** Requests of the page to the API. @type {import('playwright').Request[]} */
  const requests = []
  const note = (/** @type {import('playwright').Request} */ request) =>
    void (request.url().startsWith(api) && requests.push(request))
  await page.goto(url)
  emulator.world.requests.clear()
  page.on('request', note)
  /** @type {{ shownMs: number, answeredMs: number }} */
  const times = await page.evaluate(() => Reflect.get(window, 'visit')())
  page.off('request', note)
  const sizes = await Promise.all(requests.map((request) => request.sizes()))
  const bytes = sizes.reduce((sum, size) => sum + size.responseBodySize + size.responseHeadersSize, 0)
  const preflights = emulator.world.requests.all().filter(({ method }) => method === 'OPTIONS').length
  return { ...times, bytes, requests: requests.length, preflights }
}

/** @param {Awaited<ReturnType<typeof visit>>[]} seen @param {number} latencyMs */
function summary(seen, latencyMs) {
  const of = (/** @type {keyof typeof seen[number]} */ key) => median(seen.map((one) => one[key]))
  // Each round trip takes the latency and a little more.
  const trips = (/** @type {number} */ ms) => Math.floor(ms / latencyMs)
  return {
    shownMs: of('shownMs'),
    shownTrips: trips(of('shownMs')),
    answeredMs: of('answeredMs'),
    answeredTrips: trips(of('answeredMs')),
    requests: of('requests'),
    preflights: of('preflights'),
    bytes: of('bytes'),
  }
}

/** The app: its page, with what its server knows if the address asks for that, and its API. @param {import('@wachter/emulator/node').EmulatorServer} server */
async function startSite({ publishableKey, emulator }) {
  const script = await bundlePage('first-page.js')
  let latencyMs = 0
  const site = await serve(async (request) => {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/page.js') return typed(script, 'text/javascript')
    if (pathname === '/api/me') {
      await setTimeout(latencyMs)
      const token = request.headers.get('Authorization')?.replace('Bearer ', '') ?? ''
      return Response.json({ user: (await verifyToken(token, { publishableKey })).userId })
    }
    // A new cache, so that the state of each page view is fresh.
    const options = { publishableKey, cache: createServerCache(), fetch: emulator.fetch }
    const { initialState, headers } = await authenticateRequest(request, options)
    const firstToken = searchParams.has('firstToken')
    const aged = { ...initialState, ...(searchParams.has('old') && { atMs: Date.now() - 60_000 }) }
    const state = searchParams.has('rendered') ? serializeInitialState(aged) : 'undefined'
    const rendered = `{ publishableKey: '${publishableKey}', firstToken: ${firstToken}, initialState: ${state} }`
    return typed(pageOf('/page.js', rendered), 'text/html', headers)
  })
  return {
    ...site,
    /** Delays the answers of both APIs. @param {number} ms */
    delay(ms) {
      latencyMs = ms
      const { faults } = emulator.world
      faults.clear()
      for (const method of [undefined, 'OPTIONS']) faults.add({ latencyMs: ms, ...(method && { method }) })
    },
  }
}
