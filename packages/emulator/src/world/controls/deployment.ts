import {
  addDeploymentInvitation,
  type DeploymentInvitationData,
  type NewDeploymentInvitation,
} from '../access/deployment-invitations'
import { type OutboxData, sendLink } from '../access/outbox'
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

/** What one can do to the deployment and to who may come in. */
export interface DeploymentControls {
  /** A copy of the settings as they are now. */
  deployment(): Deployment
  /**
   * Changes settings, however deep, until the next reset. Lists are replaced as a whole.
   *
   * @throws {TypeError} for a setting there is not
   */
  changeDeployment(overrides: DeploymentOverrides): void
  /** Invites somebody to sign up, which lets them past a waitlist. Sends the link. */
  inviteToDeployment(invitation: NewDeploymentInvitation): Invited
  /** Invites somebody to an organization, and to a workspace of it if one is named. Sends the link. */
  inviteToOrganization(invitation: NewInvitation): Invited
  /** Who waits, the first first. */
  waitlist(): WaitlistEntry[]
  joinWaitlist(person: { email: string; firstName?: string; lastName?: string }): { id: string }
}

interface Invited {
  id: string
  /** What the link carries. */
  token: string
}

/** An invitation to an organization as one writes it down. Places and roles by id or name. */
export interface NewInvitation {
  email: string
  organization: string
  /** Default: `Member`. */
  roles?: string[]
  workspace?: string
  /** Default: `Member`. */
  workspaceRoles?: string[]
  /** Default: `lifetimes.invitationMs`. A negative one makes an invitation that has expired. */
  lifetimeMs?: number
}

/** What changing the deployment and inviting people needs of the world. */
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
      const { id, token } = addOrganizationInvitation(data, invitation)
      const link = `${frontendUrl(address)}/invite?${new URLSearchParams({ token })}`
      sendLink(data, { to: email, link, purpose: 'organization-invitation' })
      return { id, token }
    },
    waitlist: () => structuredClone(data.waitlist),
    joinWaitlist: (person) => structuredClone(joinWaitlist(data, person)),
  }
}
