import type { AdjustableClock } from '../clock'
import type { Faults } from '../faults'
import type { WorldData } from './data'
import {
  type OrganizationMembership,
  organizationMembershipOf,
  removeMembership,
  type WorkspaceMembership,
  workspaceMembershipOf,
} from './memberships'
import type { Organization } from './organizations'
import type { OutboxMessage } from './outbox'
import { roleIdsOf } from './plant'
import type { RequestLog } from './request-log'
import { deleteSession } from './sessions'
import { readState, type WorldState } from './state'
import { mintTicket, type TicketType } from './tickets'
import { dropTransportTokens, expireTransportTokens } from './transport-tokens'
import { addUser, deleteUser, findUser, type NewUser, type User } from './users'
import type { Workspace } from './workspaces'

/** Everything one can do to an emulator besides calling it. What cannot be found throws. */
export interface World {
  /** The emulator's time, on top of the clock it was given. */
  readonly clock: AdjustableClock
  readonly faults: Faults
  readonly requests: RequestLog
  /** What may be turned on and off while it runs: `nasty`, `rateLimits`, `reissue`. */
  readonly switches: { nasty: boolean; rateLimits: boolean; reissue: boolean }
  /** A plain copy of everything there is, without passwords. */
  state(): WorldState
  /** Back to the seed: same ids, nobody signed in, no faults, empty logs. Keys and clock stay. */
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
  /** A disabled user cannot sign in; with `signOut`, existing sign-ins end too (default true). */
  disableUser(who: string, options?: { signOut?: boolean }): void
  enableUser(who: string): void
  deleteUser(who: string): void

  /** Replaces the roles of a membership of either kind. Roles by id or name. */
  setMembershipRoles(membershipId: string, roles: string[]): void
  setRolePermissions(roleId: string, permissions: string[]): void
  /** Removes a membership of either kind; sign-ins in it are left with a dangling id. */
  removeMembership(membershipId: string): void

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
  /** Codes and links the server would have sent. */
  outbox(): OutboxMessage[]
}

export type NewTicket =
  | { type: 'impersonation'; user: string }
  | { type: Exclude<TicketType, 'impersonation'>; payload: Record<string, unknown> }

export function createWorld(data: WorldData, parts: Pick<World, 'faults' | 'requests' | 'switches' | 'reset'>): World {
  return {
    ...parts,
    clock: data.clock,
    state: () => readState(data),
    user: (who) => userOf(data, who),
    organization: (idOrName) => byIdOrName(data.organizations, 'organization', idOrName),
    workspace: (idOrName) => byIdOrName(data.workspaces, 'workspace', idOrName),
    organizationMembership(who, organization) {
      const { id } = byIdOrName(data.organizations, 'organization', organization)
      return known(organizationMembershipOf(data, userOf(data, who).id, id), 'membership', `${who} in ${organization}`)
    },
    workspaceMembership(who, workspace) {
      const { id } = byIdOrName(data.workspaces, 'workspace', workspace)
      return known(workspaceMembershipOf(data, userOf(data, who).id, id), 'membership', `${who} in ${workspace}`)
    },
    addUser: (user) => addUser(data, user),
    disableUser(who, { signOut = true } = {}) {
      const user = userOf(data, who)
      user.disabled = true
      for (const signin of signOut ? data.signins.values() : []) {
        if (signin.userId === user.id) data.signins.delete(signin.id)
      }
    },
    enableUser(who) {
      userOf(data, who).disabled = false
    },
    deleteUser(who) {
      deleteUser(data, userOf(data, who).id)
    },
    setMembershipRoles(membershipId, roles) {
      const workspaceMembership = data.workspaceMemberships.get(membershipId)
      const membership = workspaceMembership ?? row(data.organizationMemberships, 'membership', membershipId)
      membership.roleIds = roleIdsOf(data, workspaceMembership ? 'workspace' : 'organization', membership, roles)
      membership.updatedAtMs = data.clock.now()
    },
    setRolePermissions(roleId, permissions) {
      row(data.roles, 'role', roleId).permissions = [...permissions]
    },
    removeMembership(membershipId) {
      if (!removeMembership(data, membershipId)) throw missing('membership', membershipId)
    },
    revokeSignIn(signInId) {
      if (!data.signins.delete(signInId)) throw missing('sign-in', signInId)
    },
    setSignInExpiry(signInId, atMs) {
      row(data.signins, 'sign-in', signInId).expiresAtMs = atMs
    },
    deleteSession(sessionId) {
      if (!deleteSession(data, sessionId)) throw missing('session', sessionId)
    },
    expireTransportToken(sessionId) {
      expireTransportTokens(data, row(data.sessions, 'session', sessionId).id)
    },
    dropTransportToken(sessionId) {
      dropTransportTokens(data, row(data.sessions, 'session', sessionId).id)
    },
    mintTicket(ticket) {
      const holder =
        ticket.type === 'impersonation'
          ? { userId: userOf(data, ticket.user).id, payload: {} }
          : { userId: null, payload: ticket.payload }
      return mintTicket(data, { type: ticket.type, ...holder }).secret
    },
    outbox: () => [...data.outbox],
  }
}

/** Something the world was asked about and does not have. */
export class UnknownEntity extends Error {
  constructor(kind: string, wanted: string) {
    super(`The emulator knows no ${kind} "${wanted}"`)
    this.name = 'UnknownEntity'
  }
}

function missing(kind: string, wanted: string): UnknownEntity {
  return new UnknownEntity(kind, wanted)
}

function known<Row>(found: Row | undefined, kind: string, wanted: string): Row {
  if (found === undefined) throw missing(kind, wanted)
  return found
}

function row<Row>(table: Map<string, Row>, kind: string, id: string): Row {
  return known(table.get(id), kind, id)
}

function userOf(data: WorldData, who: string): User {
  return known(findUser(data, who), 'user', who)
}

function byIdOrName<Row extends { name: string }>(table: Map<string, Row>, kind: string, wanted: string): Row {
  return known(table.get(wanted) ?? [...table.values()].find((entry) => entry.name === wanted), kind, wanted)
}
