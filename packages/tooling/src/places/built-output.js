import { CommandError } from '../running/command.js'
import { bundle, readModule } from './bundle.js'
import { guarded } from './guarded.js'
import { ecmaVersion, oldestBrowsers, oldestNode } from './oldest.js'
import { tooNew } from './too-new.js'
import { namesIn, usesOf } from './uses.js'

const page = ['core', 'core/account', 'core/flows', 'core/notifications', 'core/tenancy', 'core/wire']

/**
 * Everything we build, each with its dependencies. The emulator runs in the stranger's project, on this Node.
 *
 * @type {{ imports: string[], places: import('./compat-data.js').Places, external?: string[], platform?: 'node' }[]}
 */
const running = [
  { imports: page, places: oldestBrowsers },
  {
    imports: [...page, 'react', 'react/account', 'react/flows', 'react/notifications', 'react/tenancy'],
    places: oldestBrowsers,
    external: ['react', 'react-dom'],
  },
  {
    imports: [...page, 'vue', 'vue/account', 'vue/flows', 'vue/notifications', 'vue/tenancy'],
    places: oldestBrowsers,
    external: ['vue'],
  },
  {
    imports: [...page, 'svelte', 'svelte/account', 'svelte/flows', 'svelte/notifications', 'svelte/tenancy'],
    places: oldestBrowsers,
    external: ['svelte', 'svelte/*'],
  },
  { imports: ['core/server', 'core/verify'], places: oldestNode, platform: 'node' },
]

/**
 * Checks that the oldest supported browsers and Node can run the build.
 *
 * @throws {CommandError} that names each feature that is too new, where it is missing and which package uses it
 */
export async function checkBuiltOutput() {
  const found = []
  for (const { imports, places, ...options } of running) {
    const bundled = await bundle(importing(imports), options)
    const sentences = tooNew(bundled.text, ecmaVersion, places)
    for (const [name, sentence] of sentences) {
      for (const user of await users(name, bundled.files)) found.push({ name, user, sentence })
    }
  }
  const complaints = complain(found, guarded)
  if (complaints.length > 0) throw new CommandError('The built output needs newer places', complaints.join('\n'))
}

/**
 * @typedef {object} Finding
 * @property {string} name
 * @property {string} user the package that uses it
 * @property {string} sentence
 */

/**
 * Returns the complaints, without duplicates: findings that no guard covers, and guards that cover nothing.
 *
 * @param {Finding[]} found
 * @param {typeof guarded} guards
 */
export function complain(found, guards) {
  const covered = (/** @type {Finding} */ { name, user }) =>
    guards.some((guard) => guard.name === name && guard.in === user)
  const idle = guards.filter((guard) => !found.some(({ name, user }) => guard.name === name && guard.in === user))
  return [
    ...new Set(found.filter((finding) => !covered(finding)).map(({ sentence, user }) => `${user}: ${sentence}`)),
    ...idle.map((guard) => `${guard.name} of ${guard.in} is listed as guarded, but is not used there.`),
  ]
}

/**
 * The packages that use a feature, found in the modules that the bundle contains.
 *
 * @param {string} name
 * @param {string[]} files
 */
async function users(name, files) {
  const word = new RegExp(`\\b${name.split('.').at(-1)}\\b`)
  const found = new Set()
  for (const file of files) {
    const code = await readModule(file)
    if (word.test(code) && namesIn(usesOf(code, ecmaVersion)).has(name)) found.add(packageOf(file))
  }
  return found
}

/**
 * The name of the package that a file belongs to.
 *
 * @param {string} file an absolute path in the platform's format
 */
export function packageOf(file) {
  const path = file.replaceAll('\\', '/')
  const [, installed] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? []
  return installed ?? `@wachter/${/.*packages\/([^/]+)/.exec(path)?.[1]}`
}

/** @param {string[]} paths below our scope */
function importing(paths) {
  const names = paths.map((_, index) => `entry${index}`)
  const lines = paths.map((path, index) => `import * as ${names[index]} from '@wachter/${path}'`)
  return `${lines.join('\n')}\nconsole.log(${names.join(', ')})`
}
