import type { DeploymentInvitation } from './access/deployment-invitations'
import type { Session } from './access/sessions'
import type { SigninAttempt } from './access/signin-attempts'
import type { Signin } from './access/signins'
import type { SignupAttempt } from './access/signup-attempts'
import type { WaitlistEntry } from './access/waitlist'
import type { WorldData } from './data'
import type { Upload } from './deployment/uploads'
import type { EnterpriseConnection } from './identity/enterprise-connections'
import type { Passkey } from './identity/passkeys'
import type { ProviderPerson } from './identity/provider-people'
import type { SocialConnection } from './identity/social-connections'
import type { Authenticator, User } from './identity/users'
import type { Notification } from './notifications/notifications'
import type { OrganizationDomain } from './places/domains'
import type { OrganizationMembership, WorkspaceMembership } from './places/memberships'
import type { OrganizationInvitation } from './places/organization-invitations'
import type { Organization } from './places/organizations'
import type { Role } from './places/roles'
import type { Workspace } from './places/workspaces'

/** A plain copy of the world that is safe to print: without passwords, secrets, tickets and tokens. */
export interface WorldState {
  nowMs: number
  users: (Omit<User, 'password' | 'backupCodes' | 'authenticator'> & {
    authenticator: Omit<Authenticator, 'secret'> | null
  })[]
  organizations: Organization[]
  workspaces: Workspace[]
  roles: Role[]
  organizationMemberships: OrganizationMembership[]
  workspaceMemberships: WorkspaceMembership[]
  sessions: Session[]
  /** Includes expired ones. */
  signins: Signin[]
  signinAttempts: SigninAttempt[]
  signupAttempts: Omit<SignupAttempt, 'password' | 'inviteToken'>[]
  deploymentInvitations: Omit<DeploymentInvitation, 'token'>[]
  organizationInvitations: Omit<OrganizationInvitation, 'token'>[]
  waitlist: WaitlistEntry[]
  socialConnections: SocialConnection[]
  organizationDomains: OrganizationDomain[]
  enterpriseConnections: Omit<EnterpriseConnection, 'oidcClientSecret'>[]
  providerPeople: ProviderPerson[]
  passkeys: Omit<Passkey, 'publicKey'>[]
  /** Includes expired ones. */
  notifications: Notification[]
  uploads: Omit<Upload, 'base64'>[]
  templates: string[]
}

export function readState(data: WorldData): WorldState {
  return structuredClone({
    nowMs: data.clock.now(),
    users: [...data.users.values()].map(withoutSecrets),
    organizations: [...data.organizations.values()],
    workspaces: [...data.workspaces.values()],
    roles: [...data.roles.values()],
    organizationMemberships: [...data.organizationMemberships.values()],
    workspaceMemberships: [...data.workspaceMemberships.values()],
    sessions: [...data.sessions.values()],
    signins: [...data.signins.values()],
    signinAttempts: [...data.signinAttempts.values()],
    signupAttempts: [...data.signupAttempts.values()].map(({ password: _p, inviteToken: _t, ...row }) => row),
    deploymentInvitations: [...data.deploymentInvitations.values()].map(({ token: _token, ...row }) => row),
    organizationInvitations: [...data.organizationInvitations.values()].map(({ token: _token, ...row }) => row),
    waitlist: data.waitlist,
    socialConnections: [...data.socialConnections.values()],
    organizationDomains: [...data.organizationDomains.values()],
    enterpriseConnections: [...data.enterpriseConnections.values()].map(({ oidcClientSecret: _secret, ...row }) => row),
    providerPeople: [...data.providerPeople.values()],
    passkeys: [...data.passkeys.values()].map(({ publicKey: _key, ...row }) => row),
    notifications: [...data.notifications.values()],
    uploads: [...data.uploads.values()].map(({ base64: _content, ...row }) => row),
    templates: [...data.templates.keys()],
  })
}

function withoutSecrets({ password: _password, backupCodes: _codes, authenticator, ...user }: User) {
  if (!authenticator) return { ...user, authenticator }
  const { secret: _secret, ...shown } = authenticator
  return { ...user, authenticator: shown }
}
