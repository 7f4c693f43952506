import type { AdjustableClock } from '../clock'
import type { Faults } from '../faults'
import type { Switches } from '../switches'
import type { WorldData } from './data'
import type { DeploymentAddress } from './deployment'
import { createDeploymentControls, type DeploymentControls } from './deployment-controls'
import { known, knownById, knownByName, knownUser, UnknownEntity } from './lookup'
import {
  addOrganizationMembership,
  addWorkspaceMembership,
  type OrganizationMembership,
  organizationMembershipOf,
  removeMembership,
  type WorkspaceMembership,
  workspaceMembershipOf,
} from './memberships'
import type { Organization } from './organizations'
import { roleIdsOf } from './plant'
import { createProviderControls, type ProviderControls } from './provider-controls'
import type { RequestLog } from './request-log'
import { deleteSession } from './sessions'
import { signOutEverywhere } from './signins'
import { readState, type WorldState } from './state'
import { mintTicket, type TicketType } from './tickets'
import { dropTransportTokens, expireTransportTokens } from './transport-tokens'
import { addUser, deleteUser, type NewUser, setAuthenticator, type User } from './users'
import { createVerificationControls, type VerificationControls } from './verification-controls'
import type { Workspace } from './workspaces'

/**
 * Everything one can do to an emulator besides calling it. What cannot be found throws. What it returns are copies, but for
 * `switches` and the faults, which are there to be turned and released.
 */
export interface World extends DeploymentControls, ProviderControls, VerificationControls {
  /** The emulator's time, on top of the clock it was given. */
  readonly clock: AdjustableClock
  readonly faults: Faults
  readonly requests: RequestLog
  /** What may be turned on and off while it runs. */
  readonly switches: Switches
  /** A plain copy of everything there is, without passwords. */
  state(): WorldState
  /** Back to the seed: same ids, nobody signed in, settings and switches as at first, no faults, empty logs. Keys and clock stay. */
  reset(): void

  /** By id, e-mail address or username. */
  user(who: string): Readonly<User>
  /** By id or name. */
  organization(idOrName: string): Readonly<Organization>
  /** By id or name. */
  workspace(idOrName: string): Readonly<Workspace>
  organizationMembership(who: string, organization: string): Readonly<OrganizationMembership>
  workspaceMembership(who: string, workspace: string): Readonly<WorkspaceMembership>

  addUser(user: NewUser): Readonly<User>
  /** A disabled user cannot sign in, and existing sign-ins end unless `signOut` is false. */
  disableUser(who: string, options?: { signOut?: boolean }): void
  enableUser(who: string): void
  deleteUser(who: string): void
  /** Gives or takes a second factor, which lifts or brings MFA restrictions. */
  setAuthenticator(who: string, present: boolean): void

  /** Makes someone a member of an organization, or of a workspace of one they are in. Roles by id or name. */
  addMembership(who: string, place: { organization: string } | { workspace: string }, roles: string[]): { id: string }
  /** Replaces the roles of a membership of either kind. Roles by id or name. */
  setMembershipRoles(membershipId: string, roles: string[]): void
  setRolePermissions(roleId: string, permissions: string[]): void
  /** Removes a membership of either kind; sign-ins in it are left with a dangling id. */
  removeMembership(membershipId: string): void
  /** Changes who may enter an organization or workspace, by id or name. */
  setEntryRules(place: { organization: string } | { workspace: string }, rules: EntryRules): void

  /** Ends a sign-in from outside, as another device or the backend would. */
  revokeSignIn(signInId: string): void
  /** Moves the end of a sign-in. */
  setSignInExpiry(signInId: string, atMs: number): void
  /** Deletes a browser session: its token now starts a new anonymous one. */
  deleteSession(sessionId: string): void
  /** Ages a session's transport tokens: the next use exchanges them. */
  expireTransportToken(sessionId: string): void
  /** Forgets a session's transport tokens, as the server does a month after they expired. */
  dropTransportToken(sessionId: string): void

  /** Mints a single-use ticket for `GET /session/ticket/exchange` and returns its secret. */
  mintTicket(ticket: NewTicket): string
}

export interface EntryRules {
  enforceMfa?: boolean
  /** An empty list lifts the IP restriction. */
  whitelistedIps?: string[]
}

export type NewTicket =
  | { type: 'impersonation'; user: string }
  | { type: Exclude<TicketType, 'impersonation'>; payload: Record<string, unknown> }

export function createWorld(
  data: WorldData,
  address: DeploymentAddress,
  parts: Pick<World, 'faults' | 'requests' | 'switches' | 'reset'>,
): World {
  const organization = (wanted: string) => knownByName(data.organizations, 'organization', wanted)
  const workspace = (wanted: string) => knownByName(data.workspaces, 'workspace', wanted)
  return {
    ...parts,
    ...createDeploymentControls(data, address),
    ...createProviderControls(data),
    ...createVerificationControls(data),
    clock: data.clock,
    state: () => readState(data),
    organization: (wanted) => structuredClone(organization(wanted)),
    workspace: (wanted) => structuredClone(workspace(wanted)),
    user: (who) => structuredClone(knownUser(data, who)),
    organizationMembership(who, wanted) {
      const found = organizationMembershipOf(data, knownUser(data, who).id, organization(wanted).id)
      return structuredClone(known(found, 'membership', `${who} in ${wanted}`))
    },
    workspaceMembership(who, wanted) {
      const found = workspaceMembershipOf(data, knownUser(data, who).id, workspace(wanted).id)
      return structuredClone(known(found, 'membership', `${who} in ${wanted}`))
    },
    addUser: (user) => structuredClone(addUser(data, user)),
    disableUser(who, { signOut = true } = {}) {
      const user = knownUser(data, who)
      user.disabled = true
      if (signOut) signOutEverywhere(data, user.id)
    },
    enableUser(who) {
      knownUser(data, who).disabled = false
    },
    deleteUser(who) {
      deleteUser(data, knownUser(data, who).id)
    },
    setAuthenticator(who, present) {
      setAuthenticator(data, knownUser(data, who), present)
    },
    addMembership(who, place, roles) {
      const userId = knownUser(data, who).id
      if ('organization' in place) {
        const owner = { organizationId: organization(place.organization).id }
        const roleIds = roleIdsOf(data, 'organization', owner, roles)
        return structuredClone(addOrganizationMembership(data, { userId, ...owner, roleIds }))
      }
      const { id: workspaceId, organizationId } = workspace(place.workspace)
      const roleIds = roleIdsOf(data, 'workspace', { organizationId, workspaceId }, roles)
      return structuredClone(addWorkspaceMembership(data, { userId, organizationId, workspaceId, roleIds }))
    },
    setMembershipRoles(membershipId, roles) {
      const workspaceMembership = data.workspaceMemberships.get(membershipId)
      const membership = workspaceMembership ?? knownById(data.organizationMemberships, 'membership', membershipId)
      membership.roleIds = roleIdsOf(data, workspaceMembership ? 'workspace' : 'organization', membership, roles)
      membership.updatedAtMs = data.clock.now()
    },
    setRolePermissions(roleId, permissions) {
      knownById(data.roles, 'role', roleId).permissions = [...permissions]
    },
    removeMembership(membershipId) {
      if (!removeMembership(data, membershipId)) throw new UnknownEntity('membership', membershipId)
    },
    setEntryRules(place, { enforceMfa, whitelistedIps }) {
      const row = 'organization' in place ? organization(place.organization) : workspace(place.workspace)
      row.enforceMfa = enforceMfa ?? row.enforceMfa
      row.whitelistedIps = [...(whitelistedIps ?? row.whitelistedIps)]
      row.enableIpRestriction = row.whitelistedIps.length > 0
    },
    revokeSignIn(signInId) {
      if (!data.signins.delete(signInId)) throw new UnknownEntity('sign-in', signInId)
    },
    setSignInExpiry(signInId, atMs) {
      knownById(data.signins, 'sign-in', signInId).expiresAtMs = atMs
    },
    deleteSession(sessionId) {
      if (!deleteSession(data, sessionId)) throw new UnknownEntity('session', sessionId)
    },
    expireTransportToken(sessionId) {
      expireTransportTokens(data, knownById(data.sessions, 'session', sessionId).id)
    },
    dropTransportToken(sessionId) {
      dropTransportTokens(data, knownById(data.sessions, 'session', sessionId).id)
    },
    mintTicket(ticket) {
      const isImpersonation = ticket.type === 'impersonation'
      return mintTicket(data, {
        type: ticket.type,
        userId: isImpersonation ? knownUser(data, ticket.user).id : null,
        payload: isImpersonation ? {} : ticket.payload,
      }).secret
    },
  }
}
