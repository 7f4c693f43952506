export { type AuthFetchOptions, createAuthFetch } from './auth-fetch.js'
export type { Client, MutateOptions, SessionView } from './client.js'
export type { GetToken, TokenRequest } from './commands/get-token.js'
export { createClient } from './create-client.js'
export {
  isSessionError,
  type ServerProblem,
  SessionError,
  type SessionErrorCode,
  type SessionErrorDetails,
} from './errors.js'
export type { ApiRequest, Schema } from './http/transport.js'
export type {
  AuthSettings,
  B2bSettings,
  Deployment,
  PasswordPolicy,
  Restrictions,
  Settings,
  UiSettings,
} from './model/deployment.js'
export type { SignedOutReason } from './model/ending.js'
export type {
  EligibilityRestriction,
  Organization,
  OrganizationMembership,
  Role,
  Workspace,
  WorkspaceMembership,
} from './model/membership.js'
export type {
  ProfileCompletionData,
  Session,
  SessionContainer,
  SignIn,
  SignInAttempt,
  SignUpAttempt,
} from './model/session.js'
export type { SessionState, SessionStatus } from './model/session-state.js'
export type { SocialConnection, User, UserEmailAddress, UserPhoneNumber } from './model/user.js'
export {
  type ClientOptions,
  type DeploymentAddress,
  type InitialState,
  type Mode,
  parsePublishableKey,
} from './options.js'
export type { Channel, Clock, KeyValueStore, OpenChannel, Page, PageSignal, Ports } from './ports.js'
export type { ClientEvents } from './state/events.js'
export type { ResourceState } from './state/resource.js'
