/**
 * @typedef {object} Entry
 * @property {string} name as in the budget file
 * @property {string} directory the package that must be built
 * @property {string} code what a user writes to get it
 * @property {string[]} [external] what the user has anyway
 */

const client = "import { createClient } from '@wachter/core'; console.log(createClient);"

/** What a user can get from us, each with everything it pulls in. @type {Entry[]} */
export const entries = [
  { name: 'createClient', directory: 'core', code: client },
  {
    name: 'createClient and createSignIn',
    directory: 'core',
    code: `${client} import { createSignIn } from '@wachter/core/flows'; console.log(createSignIn)`,
  },
  adapter('React', 'react', ['react', 'react-dom']),
  adapter('Vue', 'vue', ['vue']),
  adapter('Svelte', 'svelte', ['svelte']),
]

/**
 * All of an adapter, on top of a client.
 *
 * @param {string} framework
 * @param {string} directory
 * @param {string[]} external
 * @returns {Entry}
 */
function adapter(framework, directory, external) {
  return {
    name: `createClient and the ${framework} adapter`,
    directory,
    code: `${client} import * as adapter from '@wachter/${directory}'; console.log(adapter)`,
    external,
  }
}
