/** For backends that receive tokens. Never part of a page. */
export type { Json } from '../json.js'
export type { Demand, Permissions } from '../model/permissions.js'
export { createKeyCache, type KeyCache, type KeySet } from './key-sets.js'
export {
  type Metadata,
  type Register,
  type VerifiedToken,
  type VerifyOptions,
  verifyToken,
} from './verify-token.js'
