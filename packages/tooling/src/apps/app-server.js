import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { CommandError } from '../running/command.js'
import { environment, spawnable } from '../running/platform.js'

/** How long an app may take until it answers, ms. */
const longestStartMs = 30_000

/** @returns {Promise<number>} a port that nothing listens on */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/**
 * Starts a server and waits until it answers.
 *
 * @param {string[]} commandLine
 * @param {{ cwd: string, env: Record<string, string>, url: string }} options
 * @throws {CommandError} with what it printed, when it ends or does not answer
 */
export async function serve(commandLine, { cwd, env, url }) {
  const { command, args, options } = spawnable(commandLine)
  const child = spawn(command, args, {
    cwd,
    env: { ...environment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: what a script starts ends with it.
    detached: process.platform !== 'win32',
    ...options,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text))
  const ended = new Promise((resolve) => child.on('close', resolve))
  const stop = async () => {
    if (child.pid !== undefined && child.exitCode === null) {
      try {
        if (process.platform === 'win32') child.kill()
        else process.kill(-child.pid)
      } catch {
        // It has ended meanwhile.
      }
    }
    await ended
  }

  for (const endMs = Date.now() + longestStartMs; ; await pause(100)) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return { url, stop, output: () => output }
    if (child.exitCode !== null || Date.now() > endMs) {
      await stop()
      throw new CommandError(`${commandLine.join(' ')} does not answer`, output)
    }
  }
}
