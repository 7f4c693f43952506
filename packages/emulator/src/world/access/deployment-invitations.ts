import type { Lifetimes } from '../deployment/lifetimes'
import type { RowSource } from '../ids'

/** Lets one person sign up although the deployment has a waitlist. */
export interface DeploymentInvitation {
  id: string
  createdAtMs: number
  token: string
  email: string
  firstName: string
  lastName: string
  expiresAtMs: number
  acceptedAtMs: number | null
}

export interface NewDeploymentInvitation {
  email: string
  firstName?: string
  lastName?: string
  /** Default: `lifetimes.invitationMs`. */
  lifetimeMs?: number
}

/** The parts of the world that invitations to sign up use. */
export interface DeploymentInvitationData extends RowSource {
  readonly lifetimes: Lifetimes
  /** Keyed by token. */
  deploymentInvitations: Map<string, DeploymentInvitation>
}

export function addDeploymentInvitation(
  data: DeploymentInvitationData,
  invitation: NewDeploymentInvitation,
): DeploymentInvitation {
  const now = data.clock.now()
  const id = data.ids.next()
  const row: DeploymentInvitation = {
    id,
    createdAtMs: now,
    token: `invite_${id}`,
    email: invitation.email,
    firstName: invitation.firstName ?? '',
    lastName: invitation.lastName ?? '',
    expiresAtMs: now + (invitation.lifetimeMs ?? data.lifetimes.invitationMs),
    acceptedAtMs: null,
  }
  data.deploymentInvitations.set(row.token, row)
  return row
}

/** Finds an invitation that is still valid. */
export function findDeploymentInvitation(
  data: DeploymentInvitationData,
  token: string,
): DeploymentInvitation | undefined {
  const row = data.deploymentInvitations.get(token)
  return row && row.acceptedAtMs === null && row.expiresAtMs > data.clock.now() ? row : undefined
}

export function consumeInvitation(data: DeploymentInvitationData, token: string): void {
  const row = data.deploymentInvitations.get(token)
  if (row) row.acceptedAtMs ??= data.clock.now()
}
