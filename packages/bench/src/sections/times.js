import { raceBodies } from '../times/bodies.js'
import { raceColdBurst } from '../times/cold-burst.js'
import { lapRows } from '../times/race.js'
import { raceSnapshots } from '../times/snapshot.js'
import { rounded } from '../times/statistics.js'
import { raceWarmToken } from '../times/warm-token.js'

/** @type {import('../sections.js').NamedSection[]} */
export const timeSections = [
  { name: 'token', title: 'A cached token', rows: async () => lapRows(await raceWarmToken()) },
  {
    name: 'burst',
    title: 'Calls at once on a page that knows nothing, the time of each; the answers are recorded and take no time',
    rows: async () => (await raceColdBurst()).map((lap) => ({ callers: lap.callers, ...lapRows([lap])[0] })),
  },
  {
    name: 'body',
    title: 'A session in which a name has changed, from JSON to the atoms, compared with JSON.parse',
    rows: async () => {
      const { rows, exponent } = await raceBodies()
      return rows.map(({ name, bytes, parseNs, ns, ratio, spread }) => ({
        '': name,
        bytes,
        'JSON.parse µs': rounded(parseNs / 1_000),
        µs: rounded(ns / 1_000),
        ratio: rounded(ratio),
        '± %': spread,
        exponent: Number(exponent.toFixed(2)),
      }))
    },
  },
  {
    name: 'snapshot',
    title: 'A session with two accounts, from JSON to notified listeners',
    rows: async () => {
      const { bytes, laps } = await raceSnapshots()
      return lapRows(
        laps.map((lap) => ({ ...lap, name: lap.name.replace('JSON.parse', `JSON.parse of ${bytes} bytes`) })),
        { unit: 'µs' },
      )
    },
  },
]
