import { spawn } from 'node:child_process'
import { root } from '../root.js'
import { environment, spawnable } from './platform.js'

/** A failed command; `output` is everything it printed. */
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
 * Runs a command and returns its stdout.
 *
 * @param {string[]} commandLine
 * @param {{ cwd?: string, env?: Record<string, string>, live?: boolean, timeoutMs?: number }} [options] `live` prints the
 *   output at once and returns nothing; after `timeoutMs` the command is killed
 * @returns {Promise<string>}
 * @throws {CommandError} when it cannot be started or its exit code is not 0
 */
export async function run(commandLine, { cwd = root, env = {}, live = false, timeoutMs } = {}) {
  const [name] = commandLine
  const { command, args, options } = spawnable(commandLine)
  const out = live ? 'inherit' : 'pipe'
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...environment(), ...env },
      stdio: ['ignore', out, out],
      ...(timeoutMs && { timeout: timeoutMs }),
      ...options,
    })
    let output = ''
    let answer = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text
        if (stream === child.stdout) answer += text
      })
    }
    child.on('error', (error) => reject(new CommandError(`${name} could not be started: ${error.message}`, output)))
    child.on('close', (code, signal) => {
      if (code === 0) resolve(answer)
      else reject(new CommandError(`${name} ended with ${signal ?? code}`, output))
    })
  })
}
