import {
  isExpired,
  type OrganizationInvitation,
  type OrganizationInvitationData,
} from '../../world/places/organization-invitations'
import type { MembershipWireData } from '../membership'
import { reducedWorkspaceToWire } from '../place'
import { roleToWire } from '../role'
import { timeToWire } from '../time'
import { publicUserOf } from '../user'

/** The parts of the world that invitations on the wire use. */
export type InvitationWireData = MembershipWireData & OrganizationInvitationData

/** An invitation as the organization's managers see it: without its token, which only the invited person gets. */
export function invitationToWire(data: InvitationWireData, invitation: OrganizationInvitation) {
  const workspace = data.workspaces.get(invitation.workspaceId ?? '')
  const role = data.roles.get(invitation.roleIds[0] ?? '')
  const workspaceRole = data.roles.get(invitation.workspaceRoleIds[0] ?? '')
  return {
    id: invitation.id,
    created_at: timeToWire(invitation.createdAtMs),
    updated_at: timeToWire(invitation.updatedAtMs),
    organization_id: invitation.organizationId,
    email: invitation.email,
    initial_organization_role_id: role?.id ?? null,
    initial_organization_role: role ? roleToWire(role) : null,
    inviter_id: invitation.inviterUserId,
    inviter: publicUserOf(data, invitation.inviterUserId ?? ''),
    workspace_id: workspace?.id ?? null,
    workspace: workspace ? reducedWorkspaceToWire(data, workspace) : null,
    initial_workspace_role_id: workspaceRole?.id ?? null,
    initial_workspace_role: workspaceRole ? roleToWire(workspaceRole) : null,
    expires_at: timeToWire(invitation.expiresAtMs),
    expired: isExpired(data, invitation),
  }
}
