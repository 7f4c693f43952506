import type { AdjustableClock } from '../clock'
import type { CodeData } from './access/codes'
import type { LockoutData } from './access/lockouts'
import type { OutboxData } from './access/outbox'
import type { ProviderGrantData } from './access/provider-grants'
import type { SigninAttemptData } from './access/signin-attempts'
import type { SignupAttemptData } from './access/signup-attempts'
import type { TicketData } from './access/tickets'
import type { TransportTokenData } from './access/transport-tokens'
import type { WaitlistData } from './access/waitlist'
import type { Deployment } from './deployment/deployment'
import type { Lifetimes } from './deployment/lifetimes'
import type { TemplateData } from './deployment/templates'
import type { UploadData } from './deployment/uploads'
import type { ConnectionCheckData } from './identity/connection-checks'
import type { EnterpriseConnectionData } from './identity/enterprise-connections'
import type { PasskeyData } from './identity/passkeys'
import type { ProviderPersonData } from './identity/provider-people'
import type { AuthenticatorData } from './identity/second-factors'
import type { SocialConnectionData } from './identity/social-connections'
import type { IdSource } from './ids'
import type { NotificationData } from './notifications/notifications'
import type { OrganizationDomainData } from './places/domains'
import type { EligibilityData } from './places/eligibility'
import type { MembershipData } from './places/memberships'
import type { OrganizationInvitationData } from './places/organization-invitations'

/** Rows, time and ids: the union of what the world's modules use. Tables are keyed by id unless stated otherwise. */
export interface WorldData
  extends TemplateData,
    UploadData,
    NotificationData,
    AuthenticatorData,
    PasskeyData,
    SocialConnectionData,
    ProviderPersonData,
    EnterpriseConnectionData,
    ConnectionCheckData,
    MembershipData,
    EligibilityData,
    OrganizationInvitationData,
    OrganizationDomainData,
    SigninAttemptData,
    SignupAttemptData,
    TransportTokenData,
    TicketData,
    CodeData,
    LockoutData,
    OutboxData,
    WaitlistData,
    ProviderGrantData {
  readonly clock: AdjustableClock
  readonly ids: IdSource
  readonly lifetimes: Lifetimes
}

/** The rows that a reset deletes. */
export type Tables = Omit<WorldData, 'clock' | 'ids' | 'lifetimes'>

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
    organizationDomains: new Map(),
    waitlist: [],
    transportRecords: new Map(),
    tickets: new Map(),
    exchangedTickets: new Map(),
    templates: new Map(),
    uploads: new Map(),
    notifications: new Map(),
    lockouts: new Map(),
    codes: [],
    enterpriseConnections: new Map(),
    failingConnectionChecks: new Map(),
    socialConnections: new Map(),
    providerPeople: new Map(),
    providerGrants: new Map(),
    providerFailures: new Map(),
    passkeys: new Map(),
    passkeyCeremonies: new Map(),
    outbox: [],
  }
}
