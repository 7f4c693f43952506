/**
 * @typedef {object} Entry
 * @property {string} name as in the budget file
 * @property {string} directory the package that must be built
 * @property {string} code the code that imports it
 * @property {string[]} [external] packages that the user has anyway
 * @property {string} [beside] the entry it is added to: its own size is the difference
 */

const client = "import { createClient } from '@wachter/core'; console.log(createClient);"

/** The entries a user can import, each with its dependencies. @type {Entry[]} */
export const entries = [
  { name: 'createClient', directory: 'core', code: client },
  ...[
    'createSignIn',
    'createSignUp',
    'createPasswordReset',
    'createProviderSignIn',
    'createPasskeySignIn',
    'createInvitation',
    'createWaitlist',
    'createHostedPages',
  ].map((name) => feature(name, 'flows')),
  ...['createNotifications', 'createUnreadCount', 'onNotification'].map((name) => feature(name, 'notifications')),
  ...['createOrganizations', 'createWorkspaces', 'createEnterpriseConnections', 'createActiveTenancy'].map((name) =>
    feature(name, 'tenancy'),
  ),
  {
    name: 'createClient and all of tenancy',
    directory: 'core',
    code: `${client} import * as tenancy from '@wachter/core/tenancy'; console.log(tenancy)`,
    beside: 'createClient',
  },
  ...[
    'createProfile',
    'createPassword',
    'createEmailAddresses',
    'createPhoneNumbers',
    'createAuthenticator',
    'createBackupCodes',
    'createPasskeys',
    'createSocialConnections',
    'createAccountSignIns',
    'createAccountDeletion',
  ].map((name) => feature(name, 'account')),
  adapter('React', 'react', ['react', 'react-dom']),
  adapter('Vue', 'vue', ['vue']),
  adapter('Svelte', 'svelte', ['svelte']),
]

/**
 * One flow, on top of a client.
 *
 * @param {string} name
 * @param {string} subpath
 * @returns {Entry}
 */
function feature(name, subpath) {
  return {
    name: `createClient and ${name}`,
    directory: 'core',
    code: `${client} import { ${name} } from '@wachter/core/${subpath}'; console.log(${name})`,
    beside: 'createClient',
  }
}

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
