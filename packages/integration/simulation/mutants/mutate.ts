import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Mutant, mutants } from './mutants.js'

/**
 * Breaks each guard of the core in a copy, and prints the invariant that detects it, or the test if the simulation does not
 * play the case. Fails if none does. With an argument, tries only the mutants whose name contains it.
 */
const core = fileURLToPath(new URL('../../../core', import.meta.url))
const longestMs = 150_000
/** Timeout of one test file, which takes some seconds. */
const longestTestMs = 60_000

async function sourcesOf({ file, from, to }: Mutant, folder: string): Promise<string> {
  const sources = join(folder, 'src')
  await cp(join(core, 'src'), sources, { recursive: true })
  await cp(join(core, 'package.json'), join(folder, 'package.json'))
  await symlink(join(core, 'node_modules'), join(folder, 'node_modules'))
  const path = join(sources, file)
  const parts = (await readFile(path, 'utf8')).split(from)
  if (parts.length !== 2) throw new Error(`What to break stands ${parts.length - 1} times in ${file}: ${from}`)
  await writeFile(path, parts.join(to))
  return sources
}

/** The first failure of a core; undefined when the simulation finds none. */
const verdictOn = (sources: string) =>
  new Promise<string | undefined>((resolve, reject) => {
    const env = { ...process.env, CORE_SOURCES: sources }
    const child = fork(fileURLToPath(new URL('mutant-trial.ts', import.meta.url)), { env })
    const watchdog = setTimeout(() => child.kill('SIGKILL'), longestMs)
    let verdict: string | undefined
    child.on('message', ({ failure }: { failure?: string }) => {
      verdict = failure
    })
    child.on('exit', (code) => {
      clearTimeout(watchdog)
      // Without an exit code, it was killed because it was stuck. Any other exit is a mutant that does not load.
      if (code === null) resolve('b: a history that never ends')
      else if (code === 0) resolve(verdict)
      else reject(new Error('The mutant cannot be tried'))
    })
  })

const config = `export default {
  ssr: { resolve: { conditions: ['@wachter/source', 'module', 'node', 'development'] } },
}`

/** The core's test that fails on the mutant; undefined when none does. */
async function failingTest(folder: string, file: string): Promise<string | undefined> {
  await cp(join(core, 'test'), join(folder, 'test'), { recursive: true })
  await writeFile(join(folder, 'vitest.config.js'), config)
  await writeFile(join(folder, 'tsconfig.json'), '{}')
  const report = join(folder, 'report.json')
  const child = spawn('vitest', ['run', '--root', folder, '--reporter=json', `--outputFile=${report}`, file])
  const watchdog = setTimeout(() => child.kill('SIGKILL'), longestTestMs)
  const [code] = await once(child, 'exit')
  clearTimeout(watchdog)
  if (code === null) return 'test: one that never ends'
  const { testResults } = JSON.parse(await readFile(report, 'utf8')) as Report
  if (testResults.length === 0) throw new Error(`There is no ${file}`)
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed')
  return failed && `test: ${failed.fullName}`
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

const [wanted = ''] = process.argv.slice(2)
let survivors = 0
for (const mutant of mutants.filter(({ name }) => name.includes(wanted))) {
  const folder = await mkdtemp(join(tmpdir(), 'mutant-'))
  try {
    const sources = await sourcesOf(mutant, folder)
    const verdict = await (mutant.test ? failingTest(folder, mutant.test) : verdictOn(sources))
    if (!verdict) survivors++
    console.log(
      `${verdict ? 'caught' : 'SURVIVES'}  ${mutant.name}${verdict ? `\n        ${verdict.split('\n')[0]}` : ''}`,
    )
  } finally {
    await rm(folder, { recursive: true })
  }
}
console.log(`${survivors} of ${mutants.length} survive`)
process.exitCode = survivors > 0 ? 1 : 0
