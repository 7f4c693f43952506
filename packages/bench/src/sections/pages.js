import { rounded } from '../times/statistics.js'

/** Loaded only when they run, or the bundlers would be on the heap that is measured. @type {import('../sections.js').NamedSection[]} */
export const pageSections = [
  {
    name: 'page',
    title:
      "A page in Chromium, from client.start(): until it shows who is signed in, and until the app's API has answered",
    rows: async () => {
      const { measureFirstPage } = await import('../pages/first-page.js')
      return (await measureFirstPage()).map((page) => ({
        '': page.name,
        'latency ms': page.latencyMs,
        'page ms': rounded(page.shownMs),
        'page round trips': page.shownTrips,
        'API ms': rounded(page.answeredMs),
        'API round trips': page.answeredTrips,
        requests: page.requests,
        preflights: page.preflights,
        bytes: page.bytes,
      }))
    },
  },
  {
    name: 'renders',
    title:
      '1 000 components in Chromium: renders, and the time of a switch until all show it, compared with one component',
    rows: async () => {
      const { measureRenders } = await import('../pages/renders.js')
      return (await measureRenders()).map(({ framework, unchanged, switched, ms, spread, ratio }) => ({
        '': framework,
        'renders, unchanged': unchanged,
        'renders, switch': switched,
        'switch ms': rounded(ms),
        '± %': spread,
        ratio: rounded(ratio),
      }))
    },
  },
]
