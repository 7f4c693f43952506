import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bootstrap } from './bootstrap.js'
import { browserVariables, ensureBrowser } from './browser/browser-install.js'
import { staticChecks } from './checks.js'
import { run } from './running/command.js'
import { runSteps } from './running/steps.js'
import { closingLine } from './running/tally.js'
import { timesTable } from './running/times.js'
import { playStranger } from './stranger.js'
import { withFolder } from './temporary-folder.js'

await bootstrap()

await withFolder(async (folder) => {
  /** @type {string | undefined} */
  let browser
  const checks = await runSteps([
    {
      name: 'browser',
      failure: 'There is no browser for the tests.',
      run: async () => {
        browser = await ensureBrowser()
        return browser ? `Testing in ${browser}` : 'Without a browser: tests that need one are skipped.'
      },
    },
    ...staticChecks(folder),
    {
      name: 'packed packages in an empty project',
      after: ['pack'],
      failure: 'The packed packages do not work in an empty project.',
      run: () => playStranger(folder),
    },
    {
      name: 'size',
      after: ['build'],
      failure: 'An entry is larger than its budget, or cannot be bundled.',
      run: () => run(['pnpm', '--silent', 'size']),
    },
  ])
  const filters = process.argv.slice(2)
  const tallyFile = join(folder, 'tally.json')
  // The tests run alone on the machine. This and all later output is on stderr, so that on stdout nothing is between vitest's
  // own summary and the last line.
  const tests = await runSteps(
    [{ name: 'tests', failure: 'A test fails.', run: () => runTests({ browser, tallyFile, filters }) }],
    { say: console.error },
  )
  const tally = await readFile(tallyFile, 'utf8').then(JSON.parse, () => ({ passed: 0, failed: 0, files: [] }))
  const skippedFiles = browser ? 0 : await countSkippedFiles(join(folder, 'skipped.json'), filters)

  console.error(timesTable('The slowest test files', tally.files, 10))
  console.error(timesTable('The steps, some of them in parallel', [...checks.times, ...tests.times]))
  const failures = [...checks.failures, ...tests.failures]
  for (const failure of failures) console.error(failure)
  console.log(closingLine({ ...tally, skippedFiles }))
  process.exitCode = failures.length > 0 ? 1 : 0
})

/**
 * Runs the tests of every package; without a browser, only those that need none.
 *
 * @param {{ browser: string | undefined, tallyFile: string, filters: string[] }} wishes
 */
async function runTests({ browser, tallyFile, filters }) {
  const projects = browser ? [] : ['--project=node*']
  const reporters = ['--reporter=default', '--reporter=./packages/tooling/src/running/tally.js']
  const env = { WACHTER_TALLY: tallyFile, ...(browser && (await browserVariables(browser))) }
  await run(['vitest', 'run', '--allowOnly=false', ...reporters, ...projects, ...filters], { env, live: true })
}

/**
 * The number of test files skipped for lack of a browser.
 *
 * @param {string} list the file to write their names to
 * @param {string[]} filters
 * @returns {Promise<number>}
 */
async function countSkippedFiles(list, filters) {
  await run(['vitest', 'list', '--filesOnly', `--json=${list}`, '--project=browser', '--project=chromium', ...filters])
  return JSON.parse(await readFile(list, 'utf8')).length
}
