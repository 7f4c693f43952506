import { spawn } from 'node:child_process'
import { root } from '../root.js'
import { environment, spawnable } from './platform.js'

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
 * Runs a command to its end and returns what it printed to stdout.
 *
 * @param {string[]} commandLine
 * @param {{ cwd?: string, env?: Record<string, string>, live?: boolean, timeoutMs?: number }} [options] `live` prints as it
 *   comes and returns nothing; what takes longer than `timeoutMs` is ended
 * @returns {Promise<string>}
 * @throws {CommandError} when it cannot be started or ends with anything but 0
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
