import { posix, win32 } from 'node:path'
import { root } from '../root.js'

/** The path module of any platform. */
export const pathsOf = (/** @type {NodeJS.Platform} */ platform) => (platform === 'win32' ? win32 : posix)

/**
 * The arguments of `spawn` that start a command. On Windows, npm, pnpm and the workspace's tools are batch files, which only
 * cmd.exe can start, from one line of text.
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
  // cmd.exe interprets these even between quotes, and the batch file does so again: they cannot be escaped safely.
  if (/["%\r\n]/.test(word)) throw new Error(`cmd.exe cannot be given this argument: ${word}`)
  // Double the final backslashes, because one would escape the closing quote.
  return /^[\w@:./\\-]+$/.test(word) ? word : `"${word.replace(/\\+$/, '$&$&')}"`
}

/** The folders whose tools are on a command's path: the workspace, which has its own Node, and this package. */
const toolFolders = [root, `${root}packages/tooling`]

/**
 * The environment of every command: the workspace's own tools and its own Node come first.
 *
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform, isTerminal?: boolean }} [machine]
 * @returns {NodeJS.ProcessEnv}
 */
export function environment({ env = process.env, platform = process.platform, isTerminal } = {}) {
  // npm sets the folder of its scripts in this variable; an npm inside them must use its own folder.
  const { npm_config_local_prefix: _, ...rest } = env
  // Windows calls it `Path`; a copy of the environment is case-sensitive, and must not have both.
  const path =
    platform === 'win32' ? (Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH') : 'PATH'
  // Log files and CI pages do not render colours.
  const colour = (isTerminal ?? process.stdout.isTTY) || env.FORCE_COLOR ? {} : { NO_COLOR: '1' }
  const { delimiter, join } = pathsOf(platform)
  const tools = toolFolders.map((folder) => join(folder, 'node_modules', '.bin'))
  return { ...rest, ...colour, [path]: [...tools, env[path] ?? ''].join(delimiter) }
}

/**
 * The path of the workspace's own Node: an executable, which needs no shell on any platform.
 *
 * @param {NodeJS.Platform} [platform]
 */
export function workspaceNode(platform = process.platform) {
  return pathsOf(platform).join(root, 'node_modules', 'node', 'bin', platform === 'win32' ? 'node.exe' : 'node')
}
