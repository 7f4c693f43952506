export { createPasskeys, type PasskeysFlow } from './passkeys.js'
export type * from './passkeys-steps.js'
