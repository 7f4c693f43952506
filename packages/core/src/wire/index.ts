/** The shapes of Wacht's Frontend API as zod schemas: strict about what matters, tolerant about the rest. */
export { signInAttempt, signUpAttempt } from './attempt.js'
export { deployment, type WireDeployment } from './deployment.js'
export { refusal, success } from './envelope.js'
export {
  organization,
  organizationMembership,
  organizationMemberships,
  role,
  type WireOrganizationMembership,
  type WireWorkspaceMembership,
  workspace,
  workspaceMembership,
  workspaceMemberships,
} from './membership.js'
export {
  session,
  sessionToken,
  signIn,
  ticketExchange,
  type WireSession,
  type WireSessionToken,
  type WireSignIn,
} from './session.js'
export { user, type WireUser } from './user.js'
