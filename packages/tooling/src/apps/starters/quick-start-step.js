import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { tarballsIn } from '../../packages.js'
import { run } from '../../running/command.js'
import { withFolder } from '../../temporary-folder.js'
import { freePort, serve } from '../app-server.js'
import { envFor, isServer, keyIn, quickStartOf, withTarballs } from './quick-start.js'
import { withVisitor } from './visitor.js'

/** Nothing is asked, and nothing is fetched that this machine has. */
const env = {
  npm_config_yes: 'true',
  npm_config_prefer_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  TANSTACK_CLI_TELEMETRY_DISABLED: '1',
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
  const { commands, starter, files } = await quickStartOf(name)
  const cwd = await createApp(commands, { starter, tarballs: await tarballsIn(tarballs), folder })

  /** @type {Awaited<ReturnType<typeof serve>>[]} */
  const running = []
  /** @param {(port: number) => string[]} command @param {number} [port] */
  const start = async (command, port) => {
    const usedPort = port ?? (await freePort())
    const address = { cwd, env: { ...env, PORT: String(usedPort) }, url: `http://localhost:${usedPort}` }
    const server = await serve(command(usedPort), address)
    running.push(server)
    return server
  }
  /** @param {string} script */
  const startApp = (script) => start((port) => ['npm', 'run', script, '--', '--port', String(port)])

  try {
    const emulator = await start((port) => ['npx', 'wachter-emulator', '--port', String(port)])
    const apiPort = await freePort()
    const here = { publishableKey: keyIn(emulator.output()), apiPort }
    const filled = files.map(({ path, text }) => ({ path, text: path.startsWith('.env') ? envFor(text, here) : text }))
    await paste(filled, cwd)
    const { scripts } = JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8'))
    for (const script of ['lint', 'typecheck', 'build', 'check'].filter((one) => one in scripts))
      await run(['npm', 'run', script], { cwd, env })

    for (const command of commands.filter(([program]) => program === 'node')) await start(() => command, apiPort)
    const built = await startApp('start' in scripts ? 'start' : 'preview')
    await withVisitor(built, (visitor) => visitor.comeAndGo())
    await built.stop()

    const app = await startApp('dev')
    const edit = (/** @type {number} */ count) => editClient(count, cwd, files)
    await withVisitor(app, (visitor) => visitor.comeAndGo({ edit }))
    await emulator.stop()
    await withVisitor(app, (visitor) => visitor.findItUnavailable())
  } finally {
    await Promise.all(running.map(({ stop }) => stop()))
  }
}

/**
 * Runs the commands that end.
 *
 * @param {string[][]} commands
 * @param {{ starter: import('./quick-start.js').File[], tarballs: string[], folder: string }} options
 * @returns {Promise<string>} the folder of the app
 */
async function createApp(commands, { starter, tarballs, folder }) {
  let cwd = folder
  for (const command of commands.filter((one) => !isServer(one))) {
    if (command[0] === 'cd') {
      cwd = join(cwd, command[1] ?? '')
      await paste(starter, cwd)
    } else await run(withTarballs(command, tarballs), { cwd, env })
  }
  return cwd
}

/**
 * @param {import('./quick-start.js').File[]} files
 * @param {string} cwd
 */
async function paste(files, cwd) {
  for (const { path, text } of files) {
    const file = join(cwd, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}

/**
 * Edits the module that creates the client, while a page that uses it is open.
 *
 * @param {number} count of the edits so far, with this one: `edits` in the page, when it has run it; `clients` has all it had
 * @param {string} cwd
 * @param {import('./quick-start.js').File[]} files
 * @returns {Promise<boolean>} whether there is such a module: where a framework's wrapper creates the client, there is none
 */
async function editClient(count, cwd, files) {
  const module = files.find(({ text }) => text.includes('createClient('))
  if (!module) return false
  const addition = `globalThis.edits = ${count}\n;(globalThis.clients ??= new Set()).add(client)\n`
  await writeFile(join(cwd, module.path), module.text + addition)
  return true
}
