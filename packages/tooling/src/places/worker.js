import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../root.js'
import { run } from '../running/command.js'
import { withFolder } from '../temporary-folder.js'
import { bundle } from './bundle.js'
import { oldestWorker } from './oldest.js'

/** The oldest date, the last one that refuses `cache` in a request, and one with all of that. */
const compatibilityDates = [oldestWorker, '2024-11-10', '2026-01-01']
const apiDate = '2026-01-01'
const tooling = join(root, 'packages', 'tooling')

/**
 * Signs in and gets a token inside Workers with several compatibility dates, in the real runtime.
 *
 * @throws {import('../running/command.js').CommandError} with the runtime's output
 */
export function runInWorkers() {
  return withFolder(async (folder) => {
    for (const name of ['client', 'frontend-api']) {
      const { text } = await bundle(`export { default } from './worker/${name}.ts'`, { external: ['node:*', 'crypto'] })
      await writeFile(join(folder, `${name}.js`), text)
    }
    await writeFile(join(folder, 'config.capnp'), configuration())
    await run(['workerd', 'test', join(folder, 'config.capnp')], { cwd: tooling, timeoutMs: 60_000 })
  })
}

/** The configuration of workerd: one Worker for each date, with access to the emulator only. */
function configuration() {
  const services = compatibilityDates.map(
    (date) => `(name = "client of ${date}", worker = (${worker('client', date)}))`,
  )
  const internet = `(name = "internet", worker = (${worker('frontend-api', apiDate)}, compatibilityFlags = ["nodejs_compat"]))`
  return [
    'using Workerd = import "/workerd/workerd.capnp";',
    `const config :Workerd.Config = (services = [${[...services, internet].join(', ')}]);`,
  ].join('\n')
}

/**
 * @param {string} name
 * @param {string} date
 */
function worker(name, date) {
  return `modules = [(name = "${name}.js", esModule = embed "${name}.js")], compatibilityDate = "${date}"`
}
