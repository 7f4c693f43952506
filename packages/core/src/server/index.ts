/** For servers. Never part of a page. */
export type { Demand, Permissions } from '../model/permissions.js'
export { createKeyCache, type KeyCache, type KeySet } from '../verify/key-sets.js'
export { type Auth, isAuth, type SignedInAuth, type SignedOutAuth } from './auth.js'
export { type AuthenticateOptions, type Authentication, authenticateRequest } from './authenticate-request.js'
export { loadInitialState } from './load-initial-state.js'
export { createProtection, type Protect, type ProtectionOptions } from './protect.js'
export { serializeInitialState } from './serialize.js'
export { createServerCache, type ServerCache, type Snapshot } from './server-cache.js'
