import type { Lifetimes } from '../deployment/lifetimes'
import type { RowSource } from '../ids'

/** Makes the user with an e-mail address a member of an organization, and of one of its workspaces if given. */
export interface OrganizationInvitation {
  id: string
  createdAtMs: number
  updatedAtMs: number
  /** Begins with `org.`. */
  token: string
  email: string
  organizationId: string
  inviterUserId: string | null
  roleIds: string[]
  workspaceId: string | null
  workspaceRoleIds: string[]
  expiresAtMs: number
  acceptedAtMs: number | null
}

export type NewOrganizationInvitation = Pick<OrganizationInvitation, 'email' | 'organizationId' | 'roleIds'> &
  Partial<Pick<OrganizationInvitation, 'inviterUserId' | 'workspaceId' | 'workspaceRoleIds'>> & {
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
    updatedAtMs: now,
    token: `org.invite_${id}`,
    inviterUserId: null,
    workspaceId: null,
    workspaceRoleIds: [],
    ...invitation,
    expiresAtMs: now + lifetimeMs,
    acceptedAtMs: null,
  }
  data.organizationInvitations.set(row.token, row)
  return row
}

/** The invitations that nobody has accepted yet, newest first. Includes expired ones. */
export function openInvitations(data: OrganizationInvitationData, organizationId: string): OrganizationInvitation[] {
  return [...data.organizationInvitations.values()]
    .filter((row) => row.organizationId === organizationId && row.acceptedAtMs === null)
    .reverse()
}

export function isExpired(data: OrganizationInvitationData, invitation: OrganizationInvitation): boolean {
  return invitation.expiresAtMs <= data.clock.now()
}

/** Gives an invitation a new token and a new lifetime. The previous token is no longer valid. */
export function renewInvitation(data: OrganizationInvitationData, invitation: OrganizationInvitation): void {
  const now = data.clock.now()
  data.organizationInvitations.delete(invitation.token)
  invitation.token = `org.invite_${data.ids.next()}`
  invitation.updatedAtMs = now
  invitation.expiresAtMs = now + data.lifetimes.invitationMs
  data.organizationInvitations.set(invitation.token, invitation)
}
