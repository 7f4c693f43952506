import type { User, UserData } from '../identity/users'
import type { MembershipData, OrganizationMembership, WorkspaceMembership } from '../places/memberships'
import { activate, type Session, type SessionData } from './sessions'

export interface Signin {
  id: string
  createdAtMs: number
  updatedAtMs: number
  sessionId: string
  userId: string
  /** May refer to a removed membership: the server keeps the id until the next switch. */
  activeOrganizationMembershipId: string | null
  activeWorkspaceMembershipId: string | null
  expiresAtMs: number
  lastActiveAtMs: number
  ipAddress: string
  browser: string
  device: string
}

/** The origin of a request, as a sign-in stores it. */
export interface Origin {
  ip: string
  userAgent: string
}

const lastActiveStepMs = 5 * 60_000

/** The parts of the world that sign-ins use. */
export interface SigninData extends SessionData, UserData, MembershipData {
  signins: Map<string, Signin>
}

/** Signs a user in and makes the new sign-in active, in the user's most recent context. */
export function createSignin(
  data: SigninData,
  session: Session,
  user: User,
  origin: Origin,
  lifetimeMs: number,
): Signin {
  const now = data.clock.now()
  const signin: Signin = {
    id: data.ids.next(),
    createdAtMs: now,
    updatedAtMs: now,
    sessionId: session.id,
    userId: user.id,
    activeOrganizationMembershipId: existing(data.organizationMemberships, user.activeOrganizationMembershipId),
    activeWorkspaceMembershipId: existing(data.workspaceMemberships, user.activeWorkspaceMembershipId),
    expiresAtMs: now + lifetimeMs,
    lastActiveAtMs: now,
    ipAddress: origin.ip,
    browser: browserOf(origin.userAgent),
    device: /Mobile|Android|iPhone/.test(origin.userAgent) ? 'Mobile' : 'Desktop',
  }
  data.signins.set(signin.id, signin)
  activate(data, session, signin.id)
  return signin
}

/** Newest first. */
export function unexpiredSignins(data: SigninData, sessionId: string): Signin[] {
  return [...data.signins.values()].filter((row) => row.sessionId === sessionId && isUnexpired(data, row)).reverse()
}

/** A user's sign-ins on every device, newest first. */
export function unexpiredSigninsOfUser(data: SigninData, userId: string): Signin[] {
  return [...data.signins.values()].filter((row) => row.userId === userId && isUnexpired(data, row)).reverse()
}

/** The active sign-in, unless it has expired or was removed. */
export function activeSigninOf(data: SigninData, session: Session): Signin | undefined {
  return unexpiredSignins(data, session.id).find((signin) => signin.id === session.activeSigninId)
}

/** Updates the last activity, but rarely, so that not every request writes. */
export function touch(data: SigninData, signin: Signin): void {
  const now = data.clock.now()
  if (now - signin.lastActiveAtMs >= lastActiveStepMs) signin.lastActiveAtMs = now
}

/** Enters an organization and leaves any workspace; `undefined` leaves both. */
export function enterOrganization(data: SigninData, signin: Signin, membership: OrganizationMembership | undefined) {
  setContext(data, signin, membership?.id ?? null, null)
}

/** Enters a workspace and its organization; `undefined` leaves both. */
export function enterWorkspace(data: SigninData, signin: Signin, membership: WorkspaceMembership | undefined) {
  setContext(data, signin, membership?.organizationMembershipId ?? null, membership?.id ?? null)
}

/** Ends one sign-in of the session. Afterwards no sign-in is active, even if another one was. */
export function signOutOne(data: SigninData, session: Session, signinId: string): void {
  data.signins.delete(signinId)
  activate(data, session, null)
}

/** Ends every sign-in of a user, on every device. */
export function signOutEverywhere(data: SigninData, userId: string): void {
  for (const signin of data.signins.values()) {
    if (signin.userId === userId) data.signins.delete(signin.id)
  }
}

/** Ends every sign-in. The session itself remains, anonymous. */
export function signOutAll(data: SigninData, session: Session): void {
  for (const signin of data.signins.values()) {
    if (signin.sessionId === session.id) data.signins.delete(signin.id)
  }
  activate(data, session, null)
}

function setContext(data: SigninData, signin: Signin, organization: string | null, workspace: string | null) {
  const now = data.clock.now()
  for (const row of [signin, data.users.get(signin.userId)]) {
    if (!row) continue
    row.activeOrganizationMembershipId = organization
    row.activeWorkspaceMembershipId = workspace
    row.updatedAtMs = now
  }
}

function isUnexpired(data: SigninData, signin: Signin): boolean {
  return signin.expiresAtMs > data.clock.now()
}

function existing(table: Map<string, unknown>, id: string | null): string | null {
  return id !== null && table.has(id) ? id : null
}

function browserOf(userAgent: string): string {
  return ['Firefox', 'Edg', 'Chrome', 'Safari'].find((name) => userAgent.includes(name)) ?? 'Unknown'
}
