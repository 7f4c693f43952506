import type { AdjustableClock } from '../clock'
import type { Faults } from '../faults/faults'
import type { Switches } from '../switches'
import { createDeploymentControls, type DeploymentControls } from './controls/deployment'
import { createNotificationControls, type NotificationControls } from './controls/notifications'
import { createPlaceControls, type PlaceControls } from './controls/places'
import { createProviderControls, type ProviderControls } from './controls/providers'
import type { RequestLog } from './controls/request-log'
import { createSessionControls, type OpenedSession, type SessionControls } from './controls/sessions'
import type { NewSession } from './controls/start-session'
import { createUserControls, type UserControls } from './controls/users'
import { createVerificationControls, type VerificationControls } from './controls/verification'
import type { WorldData } from './data'
import type { DeploymentAddress } from './deployment/deployment'
import type { NotificationStreams } from './notifications/streams'
import { readState, type WorldState } from './state'

/**
 * Reads and changes an emulator's state, besides its API. Throws {@link UnknownEntity} for an entity that does not exist.
 * Returns copies, except `switches` and faults, which are live.
 */
export interface World
  extends UserControls,
    PlaceControls,
    SessionControls,
    DeploymentControls,
    ProviderControls,
    NotificationControls,
    VerificationControls {
  /** The emulator's time, on top of the clock it was given. */
  readonly clock: AdjustableClock
  readonly faults: Faults
  readonly requests: RequestLog
  /** Settings that can change while the emulator runs. */
  readonly switches: Switches
  /**
   * Opens a browser session in which people are signed in, for a browser to take over.
   *
   * @throws {Error} when one of them is disabled, or may not enter the organization or workspace
   */
  openSession(session: NewSession): Promise<OpenedSession>
  /** A plain copy of everything there is, without passwords. */
  state(): WorldState
  /** Restores the seed: same ids, no sign-ins, no streams, initial settings and switches, no faults, empty logs. Keeps keys and clock. */
  reset(): void
}

interface WorldParts extends Pick<World, 'faults' | 'requests' | 'switches' | 'openSession' | 'reset'> {
  data: WorldData
  address: DeploymentAddress
  streams: NotificationStreams
}

/** Lists each control by name, so that a duplicate name is a type error. */
export function createWorld({
  data,
  address,
  streams,
  faults,
  requests,
  switches,
  openSession,
  reset,
}: WorldParts): World {
  const users = createUserControls(data)
  const places = createPlaceControls(data)
  const sessions = createSessionControls(data)
  const deployment = createDeploymentControls(data, address)
  const providers = createProviderControls(data)
  const notifications = createNotificationControls(data, streams)
  const verification = createVerificationControls(data)
  return {
    clock: data.clock,
    faults,
    requests,
    switches,
    openSession,
    state: () => readState(data),
    reset,

    user: users.user,
    addUser: users.addUser,
    disableUser: users.disableUser,
    enableUser: users.enableUser,
    deleteUser: users.deleteUser,
    setAuthenticator: users.setAuthenticator,

    organization: places.organization,
    workspace: places.workspace,
    organizationMembership: places.organizationMembership,
    workspaceMembership: places.workspaceMembership,
    addMembership: places.addMembership,
    setMembershipRoles: places.setMembershipRoles,
    setRolePermissions: places.setRolePermissions,
    removeMembership: places.removeMembership,
    setEntryRules: places.setEntryRules,
    organizationDomain: places.organizationDomain,
    setDnsRecord: places.setDnsRecord,

    revokeSignIn: sessions.revokeSignIn,
    setSignInExpiry: sessions.setSignInExpiry,
    deleteSession: sessions.deleteSession,
    expireTransportToken: sessions.expireTransportToken,
    dropTransportToken: sessions.dropTransportToken,
    mintTicket: sessions.mintTicket,

    deployment: deployment.deployment,
    changeDeployment: deployment.changeDeployment,
    inviteToDeployment: deployment.inviteToDeployment,
    inviteToOrganization: deployment.inviteToOrganization,
    waitlist: deployment.waitlist,
    joinWaitlist: deployment.joinWaitlist,

    addProviderPerson: providers.addProviderPerson,
    removeProviderPerson: providers.removeProviderPerson,
    failProviderNext: providers.failProviderNext,
    addEnterpriseConnection: providers.addEnterpriseConnection,
    enterpriseConnection: providers.enterpriseConnection,
    removeEnterpriseConnection: providers.removeEnterpriseConnection,
    setFailingConnectionChecks: providers.setFailingConnectionChecks,
    passkeys: providers.passkeys,

    sendNotification: notifications.sendNotification,
    notificationStreams: notifications.notificationStreams,
    closeNotificationStreams: notifications.closeNotificationStreams,

    outbox: verification.outbox,
    clearOutbox: verification.clearOutbox,
    setVerified: verification.setVerified,
    setSecondFactorPolicy: verification.setSecondFactorPolicy,
    totpCode: verification.totpCode,
    startOauthSignup: verification.startOauthSignup,
    mintChallengeToken: verification.mintChallengeToken,
  }
}
