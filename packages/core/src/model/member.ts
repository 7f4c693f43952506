import type { Membership, Role, Workspace } from './membership.js'

/** What every member may know of another. Text that was never set is `""`. */
export interface PublicUser {
  readonly id: string
  readonly firstName: string
  readonly lastName: string
  readonly username: string
  readonly availability: string
  readonly hasProfilePicture: boolean
  readonly profilePictureUrl: string
  readonly email: string
  readonly phoneNumber: string
}

/** A member of an organization or workspace. `id` is that of the membership, which the actions take. */
export interface Member extends Omit<Membership, 'eligibilityRestriction'> {
  /** Undefined if the server does not tell it. */
  readonly user: PublicUser | undefined
}

/** An invitation that waits for its answer. Its token is only in the message to the invited person. */
export interface OrganizationInvitation {
  readonly id: string
  readonly createdAtMs: number | undefined
  readonly updatedAtMs: number | undefined
  readonly email: string
  readonly inviter: PublicUser | undefined
  readonly initialOrganizationRole: Role | undefined
  readonly initialWorkspaceRole: Role | undefined
  readonly workspace: Workspace | undefined
  /** When its link ends: server time, epoch ms. Undefined if the server does not tell it. */
  readonly expiresAtMs: number | undefined
  /** Whether it had ended when the list was loaded. */
  readonly expired: boolean
}
