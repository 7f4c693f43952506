import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../../root.js'

/**
 * A quick start, as a newcomer reads it.
 *
 * @typedef {object} QuickStart
 * @property {string[][]} commands what they type, word by word, in order
 * @property {File[]} starter what they paste before they install anything, where no starter makes an app
 * @property {File[]} files what they paste then
 */

/** @typedef {{ path: string, text: string }} File */

const docs = join(root, 'packages', 'core', 'docs')
const page = /^quick-start-(.+)\.md$/

/** What there is a quick start for. */
export async function quickStartNames() {
  return (await readdir(docs)).flatMap((file) => page.exec(file)?.[1] ?? [])
}

/**
 * @param {string} name
 * @returns {Promise<QuickStart>}
 */
export async function quickStartOf(name) {
  return readQuickStart(await readFile(join(docs, `quick-start-${name}.md`), 'utf8'))
}

/**
 * Reads a page of the docs. A block is a file if the paragraph before it begins with a path in backticks, otherwise commands.
 *
 * @param {string} markdown
 * @returns {QuickStart}
 * @throws {Error} when a block is neither
 */
export function readQuickStart(markdown) {
  /** @type {QuickStart} */
  const quickStart = { commands: [], starter: [], files: [] }
  for (const [, paragraph = '', language, text = ''] of markdown.matchAll(block)) {
    const path = /^`([^`\s]+)`/.exec(paragraph)?.[1]
    const isInstalled = quickStart.commands.some(([program, what]) => program === 'npm' && what === 'install')
    if (path) quickStart[isInstalled ? 'files' : 'starter'].push({ path, text })
    else if (language === 'sh') quickStart.commands.push(...commandsIn(text))
    else throw new Error(`The paragraph before this block does not begin with its path:\n${text}`)
  }
  return quickStart
}

/** A paragraph, if there is one, and the block after it. */
const block = /(?:^((?!```)[^\n]+(?:\n[^\n]+)*)\n\n)?^```(\w+)\n(.*?)^```$/gms

/** @param {string} text */
function commandsIn(text) {
  return text.split('\n').flatMap((line) => {
    const command = line.replace(/(^|\s)#.*/, '').trim()
    return command ? [command.split(/\s+/)] : []
  })
}

/**
 * The same command, with the packed packages in place of ours.
 *
 * @param {string[]} command
 * @param {string[]} tarballs their paths
 * @throws {Error} when one of ours was not packed
 */
export function withTarballs(command, tarballs) {
  return command.map((word) => {
    const name = /^@wachter\/([\w-]+)$/.exec(word)?.[1]
    if (!name) return word
    const tarball = tarballs.find((file) => file.includes(`wachter-${name}-`))
    if (!tarball) throw new Error(`${word} was not packed.`)
    return tarball
  })
}

/**
 * Whether a command runs until it is stopped.
 *
 * @param {string[]} command
 */
export const isServer = ([program, what]) => program === 'node' || what === 'run' || what === 'wachter-emulator'

const publishableKey = /pk_test_[\w+/=-]+/

/**
 * The key that an emulator prints.
 *
 * @param {string} output
 * @throws {Error} when there is none
 */
export function keyIn(output) {
  const [key] = publishableKey.exec(output) ?? []
  if (!key) throw new Error(`The emulator prints no key:\n${output}`)
  return key
}

/**
 * An env file for other ports, and for the key of an emulator.
 *
 * @param {string} text
 * @param {{ publishableKey: string, apiPort: number }} here
 */
export function envFor(text, here) {
  return text.replace(publishableKey, here.publishableKey).replace(/(localhost):\d+/, `$1:${here.apiPort}`)
}
