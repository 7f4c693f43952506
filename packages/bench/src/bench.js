import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { obstacle } from './built.js'
import { targets } from './report/targets.js'
import { table } from './table.js'

const { values } = parseArgs({
  allowNegative: true,
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    peers: { type: 'boolean' },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
})
const { json, quick, only, write, profile, peers = !quick } = values

const obstacles = ['core', 'emulator', 'react', 'svelte', 'vue'].flatMap((directory) => obstacle(directory) ?? [])
if (obstacles.length > 0) {
  for (const sentence of obstacles) console.error(sentence)
  process.exit(1)
}

// Imported late, because these import the build.
const { loadPeerSections, sections } = await import('./sections.js')
const { runSections } = await import('./running/run-sections.js')
const { machineOf } = await import('./report/machine.js')
const { versions } = await import('./report/versions.js')
const { verdicts } = await import('./report/target-table.js')

const chosen = [...sections, ...(peers || only?.startsWith('peers') ? await loadPeerSections() : [])].filter(
  ({ name }) => (only ? name.startsWith(only) : true),
)
if (chosen.length === 0)
  throw new Error(`No section begins with ${only}: ${sections.map(({ name }) => name).join(', ')}`)

const measured = await runSections(chosen, {
  options: quick ? ['--quick'] : [],
  profile,
  onMeasured({ title, rows }) {
    if (!json) console.log(`${title}\n${rows ? table(rows) : 'This section failed: see above.'}\n`)
  },
})
const judged = verdicts(targets, measured)
const results = { machine: machineOf(), versions: await versions(), quick, targets: judged, sections: measured }
if (json) console.log(JSON.stringify(results, null, 2))
else if (!only) console.log(table(judged))

// Only a whole run is worth keeping.
if (!only) await keep()
process.exit(measured.every(({ rows }) => rows) ? 0 : 1)

async function keep() {
  const { chartsOf } = await import('./report/charts.js')
  const folder = new URL('../charts/', import.meta.url)
  await writeFile(new URL('../results.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  for (const [name, svg] of Object.entries(chartsOf(measured))) await writeFile(new URL(name, folder), svg)
  if (!write) return
  const { withTable } = await import('./report/readme.js')
  const readme = new URL('../../../README.md', import.meta.url)
  await writeFile(readme, withTable(await readFile(readme, 'utf8'), judged, results.machine))
}
