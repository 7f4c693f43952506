import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bootstrap } from './bootstrap.js'
import { ensureBrowser } from './browser-install.js'
import { staticChecks } from './checks.js'
import { closingLine } from './closing-line.js'
import { run } from './command.js'
import { runSteps } from './steps.js'
import { playStranger } from './stranger.js'
import { withFolder } from './temporary-folder.js'

const pnpm = await bootstrap()

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
    ...staticChecks(pnpm, folder),
    {
      name: 'packed packages in an empty project',
      after: ['pack'],
      failure: 'The packed packages do not work in an empty project.',
      run: () => playStranger(folder),
    },
    {
      name: 'size',
      after: ['build'],
      failure: 'An entry is larger than its budget.',
      run: () => run([...pnpm, '--silent', 'size']),
    },
  ])
  failures.push(...(await runTests(browser, join(folder, 'report.json'))))

  // On stderr, so that vitest's own summary and the line after it are the end of what a run prints.
  for (const failure of failures) console.error(failure)
  console.log(
    await readFile(join(folder, 'report.json'), 'utf8').then(
      (text) => closingLine(JSON.parse(text)),
      () => '0 passed, 0 failed',
    ),
  )
  process.exitCode = failures.length > 0 ? 1 : 0
})

/**
 * Runs the tests of every package, alone: they have the machine to themselves.
 *
 * @param {string} browser without one, only what needs none is tested
 * @param {string} report
 */
async function runTests(browser, report) {
  const filters = [...(browser ? [] : ['--project=node']), ...process.argv.slice(2)]
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  try {
    await run(['vitest', 'run', '--allowOnly=false', ...reporters, ...filters], {
      env: { WACHTER_BROWSER: browser },
      live: true,
    })
    return []
  } catch (error) {
    return [`The tests failed: ${error instanceof Error ? error.message : error}`]
  }
}
