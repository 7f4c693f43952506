import { quick } from '../effort.js'
import { median, spread } from '../times/statistics.js'
import { bundlePage, launch, pageOf, serve, typed } from './chromium.js'

const components = 1_000
const turns = quick ? 10 : 40

/** Components that show the session in Chromium: how often they render, and how long a switch takes until all show it. */
export async function measureRenders() {
  const browser = await launch()
  const rows = []
  try {
    for (const framework of ['react', 'vue', 'svelte']) rows.push({ framework, ...(await play(browser, framework)) })
  } finally {
    await browser.close()
  }
  return rows
}

/** @param {import('playwright').Browser} browser @param {string} framework */
async function play(browser, framework) {
  const script = await bundlePage(`${framework}.js`)
  const site = await serve(({ url }) =>
    url.endsWith('/page.js') ? typed(script, 'text/javascript') : typed(pageOf('/page.js'), 'text/html'),
  )
  try {
    const page = await browser.newPage()
    await page.goto(site.url)
    /** @param {number} count @returns {Promise<{ mounted: number, unchanged: number, switched: number, ms: number[] }>} */
    const run = (count) => page.evaluate(([many, times]) => Reflect.get(window, 'play')(many, times), [count, turns])
    const one = await run(1)
    const many = await run(components)
    await page.close()
    if (many.mounted < components) throw new Error(`Only ${many.mounted} components of ${framework} rendered`)
    return {
      unchanged: many.unchanged,
      switched: many.switched,
      ms: median(many.ms),
      spread: spread(many.ms),
      ratio: median(many.ms) / median(one.ms),
    }
  } finally {
    site.close()
  }
}
