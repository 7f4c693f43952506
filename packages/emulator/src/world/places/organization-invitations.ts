import type { Lifetimes } from '../deployment/lifetimes'
import type { RowSource } from '../ids'

/** Makes the user with an e-mail address a member of an organization, and of one of its workspaces if given. */
export interface OrganizationInvitation {
  id: string
  createdAtMs: number
  /** Begins with `org.`. */
  token: string
  email: string
  organizationId: string
  roleIds: string[]
  workspaceId: string | null
  workspaceRoleIds: string[]
  expiresAtMs: number
  acceptedAtMs: number | null
}

export type NewOrganizationInvitation = Pick<OrganizationInvitation, 'email' | 'organizationId' | 'roleIds'> &
  Partial<Pick<OrganizationInvitation, 'workspaceId' | 'workspaceRoleIds'>> & {
    /** Default: `lifetimes.invitationMs`. */
    lifetimeMs?: number | undefined
  }

/** The parts of the world that organization invitations use. */
export interface OrganizationInvitationData extends RowSource {
  readonly lifetimes: Lifetimes
  /** Keyed by token. */
  organizationInvitations: Map<string, OrganizationInvitation>
}

export function addOrganizationInvitation(
  data: OrganizationInvitationData,
  { lifetimeMs = data.lifetimes.invitationMs, ...invitation }: NewOrganizationInvitation,
): OrganizationInvitation {
  const now = data.clock.now()
  const id = data.ids.next()
  const row: OrganizationInvitation = {
    id,
    createdAtMs: now,
    token: `org.invite_${id}`,
    workspaceId: null,
    workspaceRoleIds: [],
    ...invitation,
    expiresAtMs: now + lifetimeMs,
    acceptedAtMs: null,
  }
  data.organizationInvitations.set(row.token, row)
  return row
}
