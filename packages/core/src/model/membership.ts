import type { Json } from '../json.js'

export interface Role {
  readonly id: string
  readonly name: string
  /** Free-form `scope:verb` strings; a user's permissions are the union over their roles. */
  readonly permissions: readonly string[]
  /** Undefined for a role of the whole deployment. */
  readonly organizationId: string | undefined
  readonly workspaceId: string | undefined
}

interface Place {
  readonly id: string
  readonly createdAtMs: number | undefined
  readonly updatedAtMs: number | undefined
  readonly name: string
  readonly imageUrl: string
  readonly description: string
  readonly memberCount: number
  readonly enforceMfa: boolean
  readonly enableIpRestriction: boolean
  readonly whitelistedIps: readonly string[]
  /** What the deployment has stored for everybody to read. */
  readonly publicMetadata?: Json | undefined
}

/** Inside a session an organization is reduced: no times, no addresses (PROTOCOL.md §4.7). */
export interface Organization extends Place {
  readonly autoAssignedWorkspaceId: string | undefined
}

export interface Workspace extends Place {
  readonly enforce2fa: boolean
}

/** Why a membership may not be made active now; `type` is `"none"` or absent when it may (PROTOCOL.md §6.7). */
export interface EligibilityRestriction {
  readonly type: string
  readonly message: string
}

export interface Membership {
  readonly id: string
  readonly createdAtMs: number | undefined
  readonly updatedAtMs: number | undefined
  readonly userId: string | undefined
  readonly roles: readonly Role[]
  /** What the deployment has stored for everybody to read. */
  readonly publicMetadata?: Json | undefined
  readonly eligibilityRestriction: EligibilityRestriction | undefined
}

export interface OrganizationMembership extends Membership {
  readonly organization: Organization
}

export interface WorkspaceMembership extends Membership {
  readonly organizationId: string | undefined
  readonly organizationMembershipId: string | undefined
  readonly workspace: Workspace
  readonly organization: Organization | undefined
}

/** Whether it keeps the account out. Any type but `none` does (PROTOCOL.md §6.7). */
export const keepsOut = (restriction: EligibilityRestriction | undefined): restriction is EligibilityRestriction =>
  restriction !== undefined && restriction.type !== 'none'
