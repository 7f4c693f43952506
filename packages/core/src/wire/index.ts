/** The shapes of Wacht's Frontend API as zod schemas: strict about what matters, tolerant about the rest. */
import * as attempts from './attempt.js'
import * as deployments from './deployment.js'
import * as envelopes from './envelope.js'
import { forZod } from './for-zod.js'
import * as memberships from './membership.js'
import * as sessions from './session.js'
import * as users from './user.js'

export type { WireDeployment } from './deployment.js'
export type { WireOrganizationMembership, WireWorkspaceMembership } from './membership.js'
export type { WireSession, WireSessionToken, WireSignIn } from './session.js'
export type { WireUser } from './user.js'

export const signInAttempt = forZod(attempts.signInAttempt)
export const signUpAttempt = forZod(attempts.signUpAttempt)
export const deployment = forZod(deployments.deployment)
export const refusal = forZod(envelopes.refusal)
export const success = forZod(envelopes.success)
export const organization = forZod(memberships.organization)
export const organizationMembership = forZod(memberships.organizationMembership)
export const organizationMemberships = forZod(memberships.organizationMemberships)
export const role = forZod(memberships.role)
export const workspace = forZod(memberships.workspace)
export const workspaceMembership = forZod(memberships.workspaceMembership)
export const workspaceMemberships = forZod(memberships.workspaceMemberships)
export const session = forZod(sessions.session)
export const sessionToken = forZod(sessions.sessionToken)
export const signIn = forZod(sessions.signIn)
export const ticketExchange = forZod(sessions.ticketExchange)
export const user = forZod(users.user)
