import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bootstrap } from './bootstrap.js'
import { ensureBrowser } from './browser-install.js'
import { staticChecks } from './checks.js'
import { run } from './command.js'
import { runSteps } from './steps.js'
import { playStranger } from './stranger.js'
import { closingLine } from './tally.js'
import { withFolder } from './temporary-folder.js'

await bootstrap()

await withFolder(async (folder) => {
  let browser = ''
  const failures = await runSteps([
    {
      name: 'browser',
      failure: 'There is no browser to test in.',
      run: async () => {
        browser = await ensureBrowser()
        return `Testing in ${browser}`
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
  const counts = join(folder, 'counts')
  failures.push(...(await runTests(browser, counts)))

  // On stderr, so that on stdout nothing stands between vitest's own summary and the last line.
  for (const failure of failures) console.error(failure)
  console.log(await readFile(counts, 'utf8').catch(() => closingLine({ passed: 0, failed: 0 })))
  process.exitCode = failures.length > 0 ? 1 : 0
})

/**
 * Runs the tests of every package, alone: they have the machine to themselves.
 *
 * @param {string} browser without one, only what needs none is tested
 * @param {string} counts the file that is to hold the closing line
 */
async function runTests(browser, counts) {
  const filters = [...(browser ? [] : ['--project=node*']), ...process.argv.slice(2)]
  const reporters = ['--reporter=default', '--reporter=./packages/tooling/src/tally.js']
  const env = { WACHTER_TALLY: counts, ...(browser && { WACHTER_BROWSER: browser }) }
  try {
    await run(['vitest', 'run', '--allowOnly=false', ...reporters, ...filters], { env, live: true })
    return []
  } catch (error) {
    return [`tests: ${error instanceof Error ? error.message : error}.`]
  }
}
