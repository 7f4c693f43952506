import { signInAttempt, signUpAttempt } from './attempt.js'
import { organizationMembership, workspaceMembership } from './membership.js'
import {
  count,
  id,
  list,
  maybe,
  type Output,
  object,
  opaque,
  ref,
  strictList,
  strictMaybe,
  text,
  time,
} from './primitives.js'
import { user } from './user.js'

/** PROTOCOL.md §4.3: snake_case, whatever the published types say. */
export const signIn = object({
  id,
  created_at: time,
  updated_at: time,
  session_id: ref,
  user_id: ref,
  active_organization_membership_id: ref,
  active_workspace_membership_id: ref,
  user: maybe(user),
  active_organization_membership: maybe(organizationMembership),
  active_workspace_membership: maybe(workspaceMembership),
  expires_at: time,
  last_active_at: time,
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
 * PROTOCOL.md §4.2. The active sign-in is left out when nobody is signed in; one that cannot be read must not pass for that.
 */
export const session = object({
  id,
  created_at: time,
  updated_at: time,
  signins: strictList(signIn),
  active_signin: strictMaybe(signIn),
  signin_attempts: list(signInAttempt),
  signup_attempts: list(signUpAttempt),
})

/** PROTOCOL.md §4.9. `expires` is epoch ms, the only numeric time on the wire. */
export const sessionToken = object({ token: id, expires: count })

/** PROTOCOL.md §3.2. Failure may hide in an HTTP 200. */
export const ticketExchange = object({ success: opaque, message: text })

/** What a sign-out answers: the session of before (PROTOCOL.md §3.2). */
export const signOutAnswer = object({ id })

export type WireSession = Output<typeof session>
export type WireSignIn = Output<typeof signIn>
export type WireSessionToken = Output<typeof sessionToken>
