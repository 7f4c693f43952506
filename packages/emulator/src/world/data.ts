import type { AdjustableClock } from '../clock'
import type { ProviderFailure, ProviderGrant } from '../providers/grants'
import type { ProviderPerson } from '../providers/people'
import type { SigninAttempt } from './attempts'
import type { Code } from './codes'
import type { Deployment } from './deployment'
import type { DeploymentInvitation } from './deployment-invitations'
import type { EnterpriseConnection } from './enterprise-connections'
import type { IdSource } from './ids'
import type { Lifetimes } from './lifetimes'
import type { Lockout } from './lockouts'
import type { OrganizationMembership, WorkspaceMembership } from './memberships'
import type { OrganizationInvitation } from './organization-invitations'
import type { Organization } from './organizations'
import type { OutboxMessage } from './outbox'
import type { Passkey, PasskeyCeremony } from './passkeys'
import type { Role } from './roles'
import type { Session } from './sessions'
import type { Signin } from './signins'
import type { SignupAttempt } from './signup-attempts'
import type { SocialConnection } from './social'
import type { Template } from './templates'
import type { ExchangedTicket, Ticket } from './tickets'
import type { TransportRecord } from './transport-tokens'
import type { Authenticator, User } from './users'
import type { WaitlistEntry } from './waitlist'
import type { Workspace } from './workspaces'

/** The rows a reset throws away. Keyed by id unless said. */
export interface Tables {
  deployment: Deployment
  users: Map<string, User>
  organizations: Map<string, Organization>
  workspaces: Map<string, Workspace>
  roles: Map<string, Role>
  organizationMemberships: Map<string, OrganizationMembership>
  workspaceMemberships: Map<string, WorkspaceMembership>
  sessions: Map<string, Session>
  signins: Map<string, Signin>
  signinAttempts: Map<string, SigninAttempt>
  /** Shown to their users, not yet proven. */
  pendingAuthenticators: Map<string, Authenticator & { userId: string }>
  signupAttempts: Map<string, SignupAttempt>
  /** Keyed by token, like the invitations of organizations. */
  deploymentInvitations: Map<string, DeploymentInvitation>
  organizationInvitations: Map<string, OrganizationInvitation>
  waitlist: WaitlistEntry[]
  /** Keyed by the rotating id a transport token carries. */
  transportRecords: Map<string, TransportRecord>
  /** Keyed by the secret. */
  tickets: Map<string, Ticket>
  /** What the tickets of vendor rooms have handed over. Keyed by session and type. */
  exchangedTickets: Map<string, ExchangedTicket>
  /** Keyed by name. */
  templates: Map<string, Template>
  /** Keyed by lower-cased identifier. */
  lockouts: Map<string, Lockout>
  /** Outstanding codes and tokens, oldest first. */
  codes: Code[]
  enterpriseConnections: Map<string, EnterpriseConnection>
  socialConnections: Map<string, SocialConnection>
  /** Who has an account at the fake providers. Keyed by lower-cased e-mail address. */
  providerPeople: Map<string, ProviderPerson>
  /** Keyed by authorization code. */
  providerGrants: Map<string, ProviderGrant>
  /** Keyed by provider, or by id of an enterprise connection. */
  providerFailures: Map<string, ProviderFailure>
  passkeys: Map<string, Passkey>
  /** Keyed by kind and session. */
  passkeyCeremonies: Map<string, PasskeyCeremony>
  outbox: OutboxMessage[]
}

/** Everything the operations of this folder work on: rows, time, ids. */
export interface WorldData extends Tables {
  readonly clock: AdjustableClock
  readonly ids: IdSource
  readonly lifetimes: Lifetimes
}

export function emptyTables(deployment: Deployment): Tables {
  return {
    deployment,
    users: new Map(),
    organizations: new Map(),
    workspaces: new Map(),
    roles: new Map(),
    organizationMemberships: new Map(),
    workspaceMemberships: new Map(),
    sessions: new Map(),
    signins: new Map(),
    signinAttempts: new Map(),
    pendingAuthenticators: new Map(),
    signupAttempts: new Map(),
    deploymentInvitations: new Map(),
    organizationInvitations: new Map(),
    waitlist: [],
    transportRecords: new Map(),
    tickets: new Map(),
    exchangedTickets: new Map(),
    templates: new Map(),
    lockouts: new Map(),
    codes: [],
    enterpriseConnections: new Map(),
    socialConnections: new Map(),
    providerPeople: new Map(),
    providerGrants: new Map(),
    providerFailures: new Map(),
    passkeys: new Map(),
    passkeyCeremonies: new Map(),
    outbox: [],
  }
}
