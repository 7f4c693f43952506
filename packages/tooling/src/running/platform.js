import { posix, win32 } from 'node:path'
import { root } from '../root.js'

/** The path module of a platform, which need not be this one. */
export const pathsOf = (/** @type {NodeJS.Platform} */ platform) => (platform === 'win32' ? win32 : posix)

/**
 * What `spawn` must be given to start a command. On Windows npm, pnpm and the tools of the workspace are batch files, which
 * only cmd.exe starts, from one line of text.
 *
 * @param {readonly string[]} commandLine
 * @param {NodeJS.Platform} [platform]
 * @returns {{ command: string, args: string[], options: { shell?: true } }}
 * @throws {Error} when cmd.exe would read an argument as something else
 */
export function spawnable([command = '', ...args], platform = process.platform) {
  if (platform !== 'win32' || command.toLowerCase().endsWith('.exe')) return { command, args, options: {} }
  return { command: [command, ...args].map(quoted).join(' '), args: [], options: { shell: true } }
}

/** @param {string} word */
function quoted(word) {
  // Both are read even between quotes, and a second time by the batch file: there is no safe way to write them.
  if (/["%\r\n]/.test(word)) throw new Error(`cmd.exe cannot be given this argument: ${word}`)
  // A backslash before the closing quote would take it for a part of the word.
  return /^[\w@:./\\-]+$/.test(word) ? word : `"${word.replace(/\\+$/, '$&$&')}"`
}

/** Whose tools a command finds: those of the workspace, its Node among them, and those of this package. */
const toolFolders = [root, `${root}packages/tooling`]

/**
 * The environment of every command: the workspace's own tools and its own Node come first.
 *
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform, isTerminal?: boolean }} [machine]
 * @returns {NodeJS.ProcessEnv}
 */
export function environment({ env = process.env, platform = process.platform, isTerminal } = {}) {
  // npm tells its scripts which folder they belong to; an npm inside them must look at its own.
  const { npm_config_local_prefix: _, ...rest } = env
  // Windows writes it `Path`; a copy of the environment is no longer blind to case, and must not have both.
  const path =
    platform === 'win32' ? (Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH') : 'PATH'
  // A log file or a runner's page shows colours as noise.
  const colour = (isTerminal ?? process.stdout.isTTY) || env.FORCE_COLOR ? {} : { NO_COLOR: '1' }
  const { delimiter, join } = pathsOf(platform)
  const tools = toolFolders.map((folder) => join(folder, 'node_modules', '.bin'))
  return { ...rest, ...colour, [path]: [...tools, env[path] ?? ''].join(delimiter) }
}

/**
 * The Node of the workspace itself, where its package puts it: a program, which needs no shell on any platform.
 *
 * @param {NodeJS.Platform} [platform]
 */
export function workspaceNode(platform = process.platform) {
  return pathsOf(platform).join(root, 'node_modules', 'node', 'bin', platform === 'win32' ? 'node.exe' : 'node')
}
