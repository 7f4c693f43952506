import { signInAttempt, signUpAttempt } from './attempt.js'
import { organizationMembership, workspaceMembership } from './membership.js'
import {
  as,
  count,
  id,
  list,
  maybe,
  type Output,
  object,
  opaque,
  record,
  ref,
  strictList,
  strictMaybe,
  text,
  time,
} from './primitives.js'
import { user } from './user.js'

/** PROTOCOL.md §4.3: snake_case, although the published types differ. */
export const signIn = object({
  ...record,
  session_id: ref,
  user_id: ref,
  active_organization_membership_id: ref,
  active_workspace_membership_id: ref,
  user: maybe(user),
  active_organization_membership: maybe(organizationMembership),
  active_workspace_membership: maybe(workspaceMembership),
  expires_at: as('expiresAtMs', time),
  last_active_at: as('lastActiveAtMs', time),
  ip_address: text,
  browser: text,
  device: text,
  city: text,
  region: text,
  region_code: text,
  country: text,
  country_code: text,
})

/**
 * PROTOCOL.md §4.2. The active sign-in is absent when no account is active; an unreadable one must not count as absent.
 */
export const session = object({
  ...record,
  signins: as('signIns', strictList(signIn)),
  active_signin: as('activeSignIn', strictMaybe(signIn)),
  signin_attempts: as('signInAttempts', list(signInAttempt)),
  signup_attempts: as('signUpAttempts', list(signUpAttempt)),
})

/** PROTOCOL.md §4.9. `expires` is epoch ms, the only numeric time on the wire. */
export const sessionToken = object({ token: id, expires: count })

/** PROTOCOL.md §3.2. Failure may hide in an HTTP 200. */
export const ticketExchange = object({ success: opaque, message: text })

/** The answer to a sign-out: the previous session (PROTOCOL.md §3.2). */
export const signOutAnswer = object({ id })

export type WireSession = Output<typeof session>
export type WireSignIn = Output<typeof signIn>
export type WireSessionToken = Output<typeof sessionToken>
