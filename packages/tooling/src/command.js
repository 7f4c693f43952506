import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the whole workspace. */
export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** A command that ended badly; `output` is everything it printed. */
export class CommandError extends Error {
  /**
   * @param {string} message
   * @param {string} output
   */
  constructor(message, output) {
    super(message)
    this.name = 'CommandError'
    this.output = output
  }
}

/**
 * The environment of every command: the workspace's own tools and its own Node come first.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function environment() {
  // npm tells its scripts which folder they belong to; an npm inside them must look at its own.
  const { npm_config_local_prefix: _, ...env } = process.env
  // A log file or a runner's page shows colours as noise.
  const colour = process.stdout.isTTY || env.FORCE_COLOR ? {} : { NO_COLOR: '1' }
  return { ...env, ...colour, PATH: join(root, 'node_modules', '.bin') + delimiter + (env.PATH ?? '') }
}

/**
 * Runs a command to its end and returns what it printed to stdout.
 *
 * @param {string[]} commandLine
 * @param {{ cwd?: string, env?: Record<string, string>, live?: boolean, timeoutMs?: number }} [options] `live` prints as it
 *   comes and returns nothing; what takes longer than `timeoutMs` is ended
 * @returns {Promise<string>}
 * @throws {CommandError} when it cannot be started or ends with anything but 0
 */
export function run(commandLine, { cwd = root, env = {}, live = false, timeoutMs } = {}) {
  const [command = '', ...args] = commandLine
  const out = live ? 'inherit' : 'pipe'
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...environment(), ...env },
      stdio: ['ignore', out, out],
      ...(timeoutMs && { timeout: timeoutMs }),
      // npm and npx are scripts on Windows, which only a shell can start.
      shell: process.platform === 'win32',
    })
    let output = ''
    let answer = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text
        if (stream === child.stdout) answer += text
      })
    }
    child.on('error', (error) => reject(new CommandError(`${command} could not be started: ${error.message}`, output)))
    child.on('close', (code, signal) => {
      if (code === 0) resolve(answer)
      else reject(new CommandError(`${command} ended with ${signal ?? code}`, output))
    })
  })
}
