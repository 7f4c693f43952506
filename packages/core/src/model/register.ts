import type { Json } from '../json.js'

/**
 * What your deployment has, for the types of every package: the names of its permissions and roles, and what its JWT templates
 * add. Declare it once, in a file with an `import` or `export`. What you leave out stays text, and any JSON object.
 *
 * @example
 * ```ts
 * declare module '@wachter/core' {
 *   interface Register {
 *     permissions: 'invoices:read' | 'invoices:write' | 'organization:admin' | 'organization:manage'
 *     roles: 'Admin' | 'Member' | 'Billing'
 *     metadata: { readonly plan: 'free' | 'pro' }
 *   }
 * }
 * ```
 */
// biome-ignore lint/suspicious/noEmptyInterface: an app extends it
export interface Register {}

/** The name of a permission: one that the app has registered, or any text. */
export type PermissionName = Register extends { readonly permissions: infer T extends string } ? T : string

/** The name of a role: one that the app has registered, or any text. */
export type RoleName = Register extends { readonly roles: infer T extends string } ? T : string

/** The metadata that an app has registered, or any JSON object. */
export type Metadata = Register extends { readonly metadata: infer T } ? T : { readonly [name: string]: Json }
