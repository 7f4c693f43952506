import { parseArgs } from 'node:util'
import { obstacle } from './built.js'
import { table } from './table.js'

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, peers: { type: 'boolean', default: false } },
})

const obstacles = ['core', 'emulator'].flatMap((directory) => obstacle(directory) ?? [])
if (obstacles.length > 0) {
  for (const sentence of obstacles) console.error(sentence)
  process.exit(1)
}

// Imported late, because these sections import the build.
const sections = values.peers
  ? (await import('./peers/section.js')).peerSections
  : (await import('./sections.js')).sections

/** @type {Record<string, import('./sections.js').Row[]>} */
const report = {}
for (const { title, rows } of sections) {
  const measured = await rows()
  report[title] = measured
  if (!values.json) console.log(`${title}\n${table(measured)}\n`)
}
if (values.json) console.log(JSON.stringify(report, null, 2))
