import { fileURLToPath } from 'node:url'

/** Where the peers are installed, outside the workspace. */
export const peersFolder = fileURLToPath(new URL('../../peers/', import.meta.url))

/** The adapter of each client, ours first; its entry in `peers` has the same name. */
const adapters = {
  ours: () => import('./ours.js'),
  clerk: () => import('./clerk.js'),
  'better-auth': () => import('./better-auth.js'),
  supabase: () => import('./supabase.js'),
  auth0: () => import('./auth0.js'),
  'oidc-client-ts': () => import('./oidc-client-ts.js'),
  workos: () => import('./workos.js'),
  logto: () => import('./logto.js'),
  firebase: () => import('./firebase.js'),
  supertokens: () => import('./supertokens.js'),
}

export const names = Object.keys(adapters)

/** @param {string} name @returns {Promise<import('./stage/stage.js').Adapter>} */
export const adapterOf = async (name) => (await adapters[/** @type {keyof typeof adapters} */ (name)]()).adapter

/** What an app imports of a client, as code. @param {string} file of `peers` */
export const entryCode = (file) => `export * from ${JSON.stringify(`${peersFolder}${file}`)}`
