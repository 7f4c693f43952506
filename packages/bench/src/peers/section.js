import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { gzipSync } from 'node:zlib'
import { bundlers } from '../bundle.js'
import { median, rounded } from '../times/statistics.js'
import { crowds } from './cases/cold.js'
import { scenarios } from './cases/scenarios.js'
import { markRows, reasonRows } from './cases/verdicts.js'
import { adapterOf, entryCode, names, peersFolder } from './catalogue.js'
import { withBundles } from './install.js'
import { mapAtOnce, runCase } from './run.js'

/** @typedef {import('../sections.js').Section} Section */

const importsPerClient = 7

/** @type {Promise<import('./cases/verdicts.js').Played[]> | undefined} */
let played
const playAll = () => {
  played ??= withBundles(async (bundles) => {
    const orders = names.flatMap((name) => Object.keys(scenarios).map((scenario) => ({ name, scenario })))
    return mapAtOnce(orders, Math.max(1, availableParallelism() - 1), async ({ name, scenario }) => {
      const { title, cannot } = await adapterOf(name)
      const bundle = bundles[name] ?? ''
      const verdict = cannot?.[scenario]
        ? { cannot: cannot[scenario] }
        : await runCase({ name, bundle, kind: 'scenario', scenario }).catch((error) => ({ error: error.message }))
      return { client: title, scenario, verdict }
    })
  })
  return played
}

/** Runs a case for each client, one after the other, so that none disturbs another. @param {'warm' | 'cold'} kind */
const runEach = (kind) =>
  withBundles((bundles) =>
    mapAtOnce(names, 1, async (name) => {
      const adapter = await adapterOf(name)
      return { adapter, result: await runCase({ name, bundle: bundles[name] ?? '', kind }, { timeoutMs: 180_000 }) }
    }),
  )

/** @type {Section} */
const clientsSection = {
  title: 'The clients',
  async rows() {
    const { dependencies } = createRequire(import.meta.url)(`${peersFolder}package.json`)
    return Object.entries(dependencies).map(([name, version]) => ({ '': name, version: String(version) }))
  },
}

/** @type {Section} */
const scenariosSection = {
  title: 'What clients do when it matters',
  rows: async () => markRows(await playAll(), scenarios),
}

/** @type {Section} */
const reasonsSection = {
  title: 'Each result that is no pass: what was seen, or why the scenario does not apply',
  rows: async () => reasonRows(await playAll(), scenarios),
}

/** @type {Section} */
const warmSection = {
  title: 'A cached token: the ratio is to the first line, in the same process',
  async rows() {
    const results = await runEach('warm')
    const floors = results[0]?.result.laps.slice(0, 2) ?? []
    const rowOf = (
      /** @type {string} */ name,
      /** @type {{ ns: number, ratio: number }} */ { ns, ratio },
      requests = 0,
    ) => ({
      '': name,
      ns: Math.round(ns),
      ratio: rounded(ratio),
      'requests a call': requests,
    })
    return [
      ...floors.map((/** @type {import('../times/race.js').Lap} */ lap) => rowOf(lap.name, lap)),
      ...results.map(({ adapter: { title, does }, result: { laps, requests } }) =>
        rowOf(`${title}: ${does}`, laps.at(-1), requests),
      ),
    ]
  },
}

/** @type {Section} */
const coldSection = {
  title: `An expired token and ${crowds.join(', ')} callers at once: requests, and time as a ratio to sharing one request`,
  rows: async () =>
    (await runEach('cold')).map(({ adapter: { title }, result }) => ({
      '': title,
      ...Object.fromEntries(
        result.flatMap((/** @type {import('./cases/cold.js').Stampede} */ { callers, requests, refused, ratio }) => [
          [`requests of ${callers}`, requests],
          [`time of ${callers}`, refused > 0 ? `${refused} refused` : rounded(ratio)],
        ]),
      ),
      'ns for each of 10000': Math.round(result.at(-1).nsPerCaller),
    })),
}

/** @param {Promise<string>} code */
const gzipBytes = async (code) => gzipSync(await code, { level: 9 }).length

/** @type {Section} */
const sizeSection = {
  title: `Size of what an app imports, gzip bytes, and the time of a new Node process to import it (median of ${importsPerClient})`,
  rows: () =>
    withBundles((bundles) =>
      mapAtOnce(names, 1, async (name) => {
        const { title, sized } = await adapterOf(name)
        const code = entryCode(sized?.file ?? `${name}.js`)
        const order = { name, bundle: bundles[name] ?? '', kind: /** @type {const} */ ('import') }
        const times = await mapAtOnce(Array.from({ length: importsPerClient }), 1, () => runCase(order))
        return {
          '': sized ? `${title}: ${sized.name}` : title,
          esbuild: await gzipBytes(bundlers.esbuild(code)),
          // Rollup alone reads no CommonJS.
          rollup: await gzipBytes(bundlers.rollup(code)).catch(() => '–'),
          'import, ms': rounded(median(times)),
        }
      }),
    ),
}

export const peerSections = [clientsSection, scenariosSection, reasonsSection, warmSection, coldSection, sizeSection]
