import { createSession, type Session } from '../access/sessions'
import { createSignin, enterOrganization, enterWorkspace, type SigninData } from '../access/signins'
import type { Lifetimes } from '../deployment/lifetimes'
import type { User } from '../identity/users'
import {
  type EligibilityData,
  organizationRestriction,
  type Restriction,
  workspaceRestriction,
} from '../places/eligibility'
import {
  type OrganizationMembership,
  organizationMembershipOf,
  type WorkspaceMembership,
  workspaceMembershipOf,
} from '../places/memberships'
import { known, knownByName, knownUser } from './lookup'

/** A browser session with people signed in. */
export interface NewSession {
  /** Who is signed in, by username, e-mail address or id; of several, the last one is active. */
  as: string | readonly string[]
  /** The active organization of the last one, by name or id. Default: where they were last. */
  organization?: string
  /** The active workspace, by name or id; with its organization. */
  workspace?: string
}

type StartData = SigninData & EligibilityData & { readonly lifetimes: Lifetimes }

// As a test's own browser would be seen.
const origin = { ip: '127.0.0.1', userAgent: '' }

/** Signs people in without the steps of a sign-in. Nothing has changed if it throws. */
export function startSession(data: StartData, { as, organization, workspace }: NewSession): Session {
  const users = [...new Set([as].flat().map((who) => knownUser(data, who)))]
  const active = users.at(-1)
  if (!active) throw new TypeError('Name somebody to sign in')
  const disabled = users.find((user) => user.disabled)
  if (disabled) throw new Error(`${nameOf(disabled)} is disabled`)
  const inOrganization = organization === undefined ? undefined : organizationOf(data, active, organization)
  const inWorkspace = workspace === undefined ? undefined : workspaceOf(data, active, workspace, inOrganization)

  const session = createSession(data)
  const signins = users.map((user) => createSignin(data, session, user, origin, data.lifetimes.signInMs))
  const last = signins.at(-1)
  if (last && inWorkspace) enterWorkspace(data, last, inWorkspace)
  else if (last && inOrganization) enterOrganization(data, last, inOrganization)
  return session
}

function organizationOf(data: StartData, user: User, wanted: string): OrganizationMembership {
  const { id } = knownByName(data.organizations, 'organization', wanted)
  const membership = known(organizationMembershipOf(data, user.id, id), 'membership', `${nameOf(user)} in ${wanted}`)
  refuseRestricted(organizationRestriction(data, membership, origin.ip), user, wanted)
  return membership
}

function workspaceOf(
  data: StartData,
  user: User,
  wanted: string,
  inOrganization: OrganizationMembership | undefined,
): WorkspaceMembership {
  const { id, organizationId } = knownByName(data.workspaces, 'workspace', wanted)
  if (inOrganization && inOrganization.organizationId !== organizationId) {
    throw new Error(`The workspace ${wanted} is in another organization`)
  }
  const membership = known(workspaceMembershipOf(data, user.id, id), 'membership', `${nameOf(user)} in ${wanted}`)
  refuseRestricted(workspaceRestriction(data, membership, origin.ip), user, wanted)
  return membership
}

function refuseRestricted({ type, message }: Restriction, user: User, place: string): void {
  if (type !== 'none') throw new Error(`${nameOf(user)} may not enter ${place}: ${message}`)
}

function nameOf(user: User): string {
  return user.username || user.emailAddresses[0]?.email || user.id
}
