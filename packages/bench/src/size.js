import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { overBudget } from './budget.js'
import { comparisons } from './comparisons.js'
import { entries } from './entries.js'
import { measure } from './measure.js'
import { table } from './table.js'

const { values } = parseArgs({ options: { compare: { type: 'boolean', default: false } } })

if (values.compare)
  await printSizes(comparisons.map(({ ours, ...rest }) => ({ ...rest, name: ours ? `→ ${rest.name}` : rest.name })))
else await checkSizes()

async function checkSizes() {
  for (const { directory } of entries) {
    if (!existsSync(new URL(`../../${directory}/dist`, import.meta.url)))
      throw new Error(`@wachter/${directory} is not built: run \`pnpm build\` first.`)
  }
  const measurements = await printSizes(entries)
  const budgets = JSON.parse(await readFile(new URL('../budgets.json', import.meta.url), 'utf8'))
  const excess = overBudget(measurements, budgets)
  for (const sentence of excess) console.error(sentence)
  if (excess.length > 0) process.exitCode = 1
}

/** @param {(Parameters<typeof measure>[0] & { beside?: string })[]} measured */
async function printSizes(measured) {
  const measurements = (await Promise.all(measured.map(measure))).flat()
  console.log(
    table(
      measurements.map(({ name, bundler, ...bytes }) => {
        const beside = measured.find((entry) => entry.name === name)?.beside
        const base = measurements.find((one) => one.name === beside && one.bundler === bundler)
        return { '': name, bundler, ...bytes, 'its own gzip': base ? String(bytes.gzip - base.gzip) : '' }
      }),
    ),
  )
  return measurements
}
