/** For backends that receive tokens. Never part of a page. */
export type { Json } from '../json.js'
export type { Permissions, TokenDemand } from '../model/permissions.js'
export type { Metadata, PermissionName, Register } from '../model/register.js'
export { createKeyCache, type KeyCache, type KeySet } from './key-sets.js'
export { type VerifiedToken, type VerifyOptions, verifyToken } from './verify-token.js'
