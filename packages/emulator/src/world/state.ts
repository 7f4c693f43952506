import type { ProviderPerson } from '../providers/people'
import type { SigninAttempt } from './attempts'
import type { WorldData } from './data'
import type { DeploymentInvitation } from './deployment-invitations'
import type { EnterpriseConnection } from './enterprise-connections'
import type { OrganizationMembership, WorkspaceMembership } from './memberships'
import type { OrganizationInvitation } from './organization-invitations'
import type { Organization } from './organizations'
import type { Passkey } from './passkeys'
import type { Role } from './roles'
import type { Session } from './sessions'
import type { Signin } from './signins'
import type { SignupAttempt } from './signup-attempts'
import type { SocialConnection } from './social'
import type { Authenticator, User } from './users'

import type { WaitlistEntry } from './waitlist'
import type { Workspace } from './workspaces'

/** A plain copy of the world, safe to print: no passwords, no tickets, nothing a token could be made of. */
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
  /** With those that have expired. */
  signins: Signin[]
  signinAttempts: SigninAttempt[]
  signupAttempts: Omit<SignupAttempt, 'password' | 'inviteToken'>[]
  deploymentInvitations: Omit<DeploymentInvitation, 'token'>[]
  organizationInvitations: Omit<OrganizationInvitation, 'token'>[]
  waitlist: WaitlistEntry[]
  socialConnections: SocialConnection[]
  enterpriseConnections: EnterpriseConnection[]
  providerPeople: ProviderPerson[]
  passkeys: Omit<Passkey, 'publicKey'>[]
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
    enterpriseConnections: [...data.enterpriseConnections.values()],
    providerPeople: [...data.providerPeople.values()],
    passkeys: [...data.passkeys.values()].map(({ publicKey: _key, ...row }) => row),
    templates: [...data.templates.keys()],
  })
}

function withoutSecrets({ password: _password, backupCodes: _codes, authenticator, ...user }: User) {
  if (!authenticator) return { ...user, authenticator }
  const { secret: _secret, ...shown } = authenticator
  return { ...user, authenticator: shown }
}
