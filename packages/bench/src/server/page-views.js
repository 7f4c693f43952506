import { setImmediate } from 'node:timers/promises'
import { quick } from '../effort.js'
import { race } from '../times/race.js'
import { median, quantile } from '../times/statistics.js'
import { createSite } from './site.js'

const concurrent = 100
const views = quick ? 1_000 : 5_000

/**
 * What a page view costs a server, with everything kept, with a token to mint, and with nothing kept. The API answers in this
 * process and on its core: what it takes to sign and answer counts for the views that ask it.
 */
export async function measurePageViews() {
  const site = await createSite()
  const kinds = { cached: site.viewCached, 'a token to mint': site.viewMinting, 'nothing kept': site.viewCold }
  const alone = await race({ 'a signature, verified': await verification(site.bearer), ...kinds })
  const rows = []
  for (const [name, view] of Object.entries(kinds)) {
    const ratio = alone.find((one) => one.name === name)?.ratio ?? Number.NaN
    const one = await load(site, view, 1)
    rows.push({ name, ratio, p50Alone: one.p50, ...(await load(site, view, concurrent)) })
  }
  site.close()
  return rows
}

/**
 * So many views at once, each of which starts as soon as an earlier one ends: our own loop, because a library for timing has
 * no percentiles of concurrent calls.
 *
 * @param {import('./site.js').Site} site
 * @param {() => Promise<void>} view
 * @param {number} visitors
 */
async function load(site, view, visitors) {
  await view()
  // What follows an answer, a session that is read again for example, belongs to the view before.
  await setImmediate()
  site.takeRequests()
  /** @type {number[]} */
  const ms = []
  let left = views
  let requests = 0
  const startedAt = performance.now()
  const visitor = async () => {
    while (left-- > 0) {
      const askedAt = performance.now()
      await view()
      ms.push(performance.now() - askedAt)
      // The log of the emulator is not endless.
      if (left % 100 === 0) requests += site.takeRequests()
    }
  }
  await Promise.all(Array.from({ length: visitors }, visitor))
  const elapsedMs = performance.now() - startedAt
  return {
    perSecond: (views / elapsedMs) * 1_000,
    p50: median(ms),
    p99: quantile(ms, 0.99),
    upstream: (requests + site.takeRequests()) / views,
  }
}

/** The one thing that a server cannot leave out: the signature of a token, by Web Crypto alone. @param {string} token */
async function verification(token) {
  const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ])
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
  const content = new TextEncoder().encode(token.slice(0, token.lastIndexOf('.')))
  const signature = await crypto.subtle.sign(algorithm, privateKey, content)
  return () => crypto.subtle.verify(algorithm, publicKey, signature, content)
}
