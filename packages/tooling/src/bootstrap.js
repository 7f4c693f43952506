import { delimiter, dirname } from 'node:path'
import { CommandError, run } from './command.js'
import { runSteps } from './steps.js'

const oldestNode = 20

// Two quick retries: a stranger without a network should not wait a minute and a half to be told so.
const patience = {
  npm_config_fetch_retry_mintimeout: '2000',
  npm_config_fetch_retry_maxtimeout: '5000',
  PNPM_CONFIG_FETCH_RETRY_MINTIMEOUT: '2000',
  PNPM_CONFIG_FETCH_RETRY_MAXTIMEOUT: '5000',
}

/**
 * Brings a bare clone to where everything else can run: the right Node, a pnpm, all packages. Ends the process with one
 * sentence when that cannot be had.
 * Afterwards `pnpm` is on the path of every command.
 */
export async function bootstrap() {
  if (Number.parseInt(process.versions.node, 10) < oldestNode) {
    giveUp([`Node ${oldestNode} or newer is needed, this is ${process.versions.node}.`])
  }
  const failures = await runSteps([
    {
      name: 'find pnpm 12',
      failure: 'pnpm 12 could not be found on this machine, nor fetched from the npm registry.',
      run: findPnpm,
    },
    {
      name: 'install the packages',
      after: ['find pnpm 12'],
      failure: 'The packages could not be installed.',
      run: async () => {
        await fetching(['pnpm', 'install', '--frozen-lockfile'])
      },
    },
  ])
  if (failures[0]) giveUp([failures[0]])
}

/**
 * Says why nothing more can be done, and ends the process.
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
  const path = await fetching(['npx', '--yes', '--package', 'pnpm@12', '--call', 'command -v pnpm'])
  process.env.PATH = dirname(path.trim()) + delimiter + process.env.PATH
}

/**
 * Runs a command that needs the registry, and says so plainly when there is no way to it.
 *
 * @param {string[]} commandLine
 */
async function fetching(commandLine) {
  try {
    return await run(commandLine, { env: patience })
  } catch (error) {
    const offline = /ENOTFOUND|EAI_AGAIN|ENETUNREACH|ECONNREFUSED|ETIMEDOUT|dns error|error sending request/i
    if (!(error instanceof CommandError) || !offline.test(error.output)) throw error
    throw new CommandError('The npm registry cannot be reached: is there a network?', error.output)
  }
}
