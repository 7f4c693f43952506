import { CommandError, run } from './running/command.js'
import { runSteps } from './running/steps.js'

const oldestNode = 20

/**
 * Prepares a fresh clone: checks Node, provides pnpm and installs all packages. Ends the process with one sentence when
 * that fails. Afterwards `pnpm` is on the path of every command.
 */
export async function bootstrap() {
  if (Number.parseInt(process.versions.node, 10) < oldestNode) {
    giveUp([`Node ${oldestNode} or newer is needed, this is ${process.versions.node}.`])
  }
  const { failures } = await runSteps([
    {
      name: 'find pnpm 12',
      failure: 'pnpm 12 is neither on this machine nor to be had from the npm registry.',
      run: findPnpm,
    },
    {
      name: 'install the packages',
      after: ['find pnpm 12'],
      failure: 'The packages could not be installed.',
      run: async () => {
        const install = ['pnpm', 'install', '--frozen-lockfile']
        await fromCacheOrNetwork([...install, '--offline'], install)
      },
    },
  ])
  if (failures.length > 0) giveUp(failures)
}

/**
 * Prints the failures and ends the process.
 *
 * @param {string[]} failures
 * @returns {never}
 */
export function giveUp(failures) {
  for (const failure of failures) console.error(failure)
  process.exit(1)
}

async function findPnpm() {
  const version = await run(['pnpm', '--version']).catch(() => '')
  if (version.startsWith('12.')) return
  // npm puts the package on the path of the command it runs; print that path.
  const ask = ['--yes', '--package', 'pnpm@12', '--', 'node', '-p', 'process.env.PATH']
  const path = await fromCacheOrNetwork(['npm', 'exec', '--offline', ...ask], ['npm', 'exec', ...ask])
  process.env.PATH = path.trim()
}

/**
 * Uses the network only for packages that are not cached, and pings the registry first: without a network, npm and pnpm
 * take minutes to fail.
 *
 * @param {string[]} offline
 * @param {string[]} online
 */
async function fromCacheOrNetwork(offline, online) {
  try {
    return await run(offline)
  } catch {
    await requireRegistry()
    return run(online)
  }
}

async function requireRegistry() {
  try {
    await run(['npm', 'ping', '--fetch-retries=0', '--fetch-timeout=10000'])
  } catch (error) {
    // Some registries do not answer pings, so stop only if the network fails.
    const unreachable = /ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ECONNREFUSED|ETIMEDOUT|network timeout/
    if (error instanceof CommandError && unreachable.test(error.output)) {
      throw new Error('The npm registry cannot be reached: is there a network?')
    }
  }
}
