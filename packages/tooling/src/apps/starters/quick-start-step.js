import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { tarballsIn } from '../../packages.js'
import { CommandError, run } from '../../running/command.js'
import { withFolder } from '../../temporary-folder.js'
import { freePort, serve } from '../app-server.js'
import { envFor, isServer, quickStartOf, withTarballs } from './quick-start.js'
import { withVisitor } from './visitor.js'

/** Nothing is asked, and nothing is fetched that this machine has. */
const env = {
  npm_config_yes: 'true',
  npm_config_prefer_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  NEXT_TELEMETRY_DISABLED: '1',
}

/**
 * Does what a quick start says, in a new app from the starter it names, and visits what was built, then the dev server.
 *
 * @param {string} name
 * @param {string} tarballs the folder of the packed packages
 * @returns {import('../../running/steps.js').Step}
 */
export function quickStartStep(name, tarballs) {
  return {
    name: `quick-start ${name}`,
    after: ['pack', 'browser'],
    failure: `The quick start for ${name} does not work.`,
    run: () => withFolder((folder) => follow(name, tarballs, folder)),
  }
}

/**
 * @param {string} name
 * @param {string} tarballs
 * @param {string} folder
 */
async function follow(name, tarballs, folder) {
  const { commands, files } = await quickStartOf(name)
  const packed = await tarballsIn(tarballs)
  let cwd = folder
  for (const command of commands.filter((one) => !isServer(one))) {
    if (command[0] === 'cd') cwd = join(cwd, command[1] ?? '')
    else await run(withTarballs(command, packed), { cwd, env })
  }

  const emulatorPort = await freePort()
  const emulator = await serve(['npx', 'wachter-emulator', '--port', String(emulatorPort)], {
    cwd,
    env,
    url: `http://localhost:${emulatorPort}`,
  })
  const running = [emulator]
  try {
    const publishableKey = /pk_test_\w+/.exec(emulator.output())?.[0]
    if (!publishableKey) throw new CommandError('The emulator prints no key', emulator.output())
    const apiPort = await freePort()
    for (const { path, text } of files) {
      const file = join(cwd, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, path.startsWith('.env') ? envFor(text, { publishableKey, apiPort }) : text)
    }
    const { scripts } = JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8'))
    for (const script of ['build', 'check'].filter((one) => one in scripts))
      await run(['npm', 'run', script], { cwd, env })

    for (const command of commands.filter(([program]) => program === 'node'))
      running.push(await serve(command, { cwd, env, url: `http://localhost:${apiPort}` }))

    /** @param {string} script */
    const start = async (script) => {
      const port = await freePort()
      const address = { cwd, env: { ...env, PORT: String(port) }, url: `http://localhost:${port}` }
      const app = await serve(['npm', 'run', script, '--', '--port', String(port)], address)
      running.push(app)
      return app
    }
    const built = await start('start' in scripts ? 'start' : 'preview')
    await withVisitor(built, (visitor) => visitor.comeAndGo())
    await built.stop()

    const app = await start('dev')
    await withVisitor(app, async (visitor) => {
      await visitor.comeAndGo({ edit: (count) => editClient(count, cwd, files) })
    })
    await emulator.stop()
    await withVisitor(app, (visitor) => visitor.findItUnavailable())
  } finally {
    await Promise.all(running.map(({ stop }) => stop()))
  }
}

/**
 * Edits the module that creates the client, while a page that uses it is open.
 *
 * @param {number} count of the edits so far, with this one: `edits` in the page, when it has run it; `clients` has all it had
 * @param {string} cwd
 * @param {import('./quick-start.js').QuickStart['files']} files
 * @returns {Promise<boolean>} whether there is such a module: where a framework's wrapper creates the client, there is none
 */
async function editClient(count, cwd, files) {
  const module = files.find(({ text }) => text.includes('createClient('))
  if (!module) return false
  const addition = `globalThis.edits = ${count}\n;(globalThis.clients ??= new Set()).add(client)\n`
  await writeFile(join(cwd, module.path), module.text + addition)
  return true
}
