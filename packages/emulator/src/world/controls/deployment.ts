import {
  addDeploymentInvitation,
  type DeploymentInvitationData,
  type NewDeploymentInvitation,
} from '../access/deployment-invitations'
import { type OutboxData, sendLink, sendOrganizationInvitation } from '../access/outbox'
import { joinWaitlist, type WaitlistData, type WaitlistEntry } from '../access/waitlist'
import {
  changeDeployment,
  type Deployment,
  type DeploymentAddress,
  type DeploymentData,
  type DeploymentOverrides,
  frontendUrl,
} from '../deployment/deployment'
import { addOrganizationInvitation, type OrganizationInvitationData } from '../places/organization-invitations'
import type { OrganizationData } from '../places/organizations'
import { type RoleData, roleIdsOf } from '../places/roles'
import type { WorkspaceData } from '../places/workspaces'
import { knownByName } from './lookup'

/** Changes the deployment's settings, invitations and waitlist. */
export interface DeploymentControls {
  /** A copy of the settings as they are now. */
  deployment(): Deployment
  /**
   * Changes settings at any depth until the next reset. Lists are replaced as a whole.
   *
   * @throws {TypeError} for an unknown setting or a value of the wrong type
   */
  changeDeployment(overrides: DeploymentOverrides): void
  /** Invites a person to sign up, also past a waitlist. Sends the link. */
  inviteToDeployment(invitation: NewDeploymentInvitation): Invited
  /** Invites a person to an organization, and to one of its workspaces if given. Sends the link. */
  inviteToOrganization(invitation: NewInvitation): Invited
  /** The people on the waitlist, oldest first. */
  waitlist(): WaitlistEntry[]
  joinWaitlist(person: { email: string; firstName?: string; lastName?: string }): { id: string }
}

interface Invited {
  id: string
  /** The token in the link. */
  token: string
}

/** The input for an invitation to an organization. Places and roles by id or name. */
export interface NewInvitation {
  email: string
  organization: string
  /** Default: `Member`. */
  roles?: string[]
  workspace?: string
  /** Default: `Member`. */
  workspaceRoles?: string[]
  /** Default: `lifetimes.invitationMs`. A negative value creates an expired invitation. */
  lifetimeMs?: number
}

/** The parts of the world that these controls use. */
type DeploymentControlData = DeploymentData &
  DeploymentInvitationData &
  OrganizationInvitationData &
  OrganizationData &
  WorkspaceData &
  RoleData &
  OutboxData &
  WaitlistData

export function createDeploymentControls(data: DeploymentControlData, address: DeploymentAddress): DeploymentControls {
  return {
    deployment: () => structuredClone(data.deployment),
    changeDeployment: (overrides) => changeDeployment(data.deployment, overrides),
    inviteToDeployment(invitation) {
      const { id, token, email } = addDeploymentInvitation(data, invitation)
      const link = new URL(data.deployment.ui_settings.sign_up_page_url || `${frontendUrl(address)}/sign-up`)
      link.searchParams.set('invite_token', token)
      sendLink(data, { to: email, link: link.href, purpose: 'deployment-invitation' })
      return { id, token }
    },
    inviteToOrganization({ email, roles = ['Member'], workspaceRoles = ['Member'], lifetimeMs, ...place }) {
      const organizationId = knownByName(data.organizations, 'organization', place.organization).id
      const workspaceId = place.workspace ? knownByName(data.workspaces, 'workspace', place.workspace).id : null
      const roleIds = roleIdsOf(data, 'organization', { organizationId }, roles)
      const workspaceRoleIds = workspaceId
        ? roleIdsOf(data, 'workspace', { organizationId, workspaceId }, workspaceRoles)
        : []
      const invitation = { email, organizationId, roleIds, workspaceId, workspaceRoleIds, lifetimeMs }
      const sent = addOrganizationInvitation(data, invitation)
      sendOrganizationInvitation(data, address, sent)
      return { id: sent.id, token: sent.token }
    },
    waitlist: () => structuredClone(data.waitlist),
    joinWaitlist: (person) => structuredClone(joinWaitlist(data, person)),
  }
}
