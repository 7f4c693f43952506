import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { overBudget } from './budget.js'
import { comparisons } from './comparisons.js'
import { entries } from './entries.js'
import { measure } from './measure.js'
import { table } from './table.js'

const { values } = parseArgs({
  options: {
    compare: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
  },
})

if (values.compare)
  await printSizes(comparisons.map(({ ours, ...rest }) => ({ ...rest, name: ours ? `→ ${rest.name}` : rest.name })))
else await checkSizes(values.strict)

/** @param {boolean} strict whether a package that is not written yet is a failure */
async function checkSizes(strict) {
  const written = await Promise.all(entries.map(({ directory }) => isWritten(directory)))
  const measurements = await printSizes(entries.filter((_, index) => written[index]))
  const unwritten = entries.filter((_, index) => !written[index]).map(({ name }) => name)
  const budgets = JSON.parse(await readFile(new URL('../budgets.json', import.meta.url), 'utf8'))
  const excess = overBudget(measurements, budgets)
  for (const name of unwritten) console.log(`${name}: not measured, its package exports nothing yet.`)
  for (const sentence of excess) console.error(sentence)
  if (excess.length > 0 || (strict && unwritten.length > 0)) process.exitCode = 1
}

/** @param {{ name: string, code: string, external?: string[] }[]} measured */
async function printSizes(measured) {
  const measurements = (await Promise.all(measured.map(measure))).flat()
  console.log(table(measurements.map(({ name, bundler, ...bytes }) => ({ '': name, bundler, ...bytes }))))
  return measurements
}

/**
 * A package without exports is still to be written; one with exports must be built to be measured.
 *
 * @param {string} directory
 */
async function isWritten(directory) {
  const folder = new URL(`../../${directory}/`, import.meta.url)
  if (!('exports' in JSON.parse(await readFile(new URL('package.json', folder), 'utf8')))) return false
  if (!existsSync(new URL('dist', folder)))
    throw new Error(`@wachter/${directory} is not built: run \`pnpm build\` first.`)
  return true
}
