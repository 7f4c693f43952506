export {
  type DeploymentView,
  deploymentView,
  type Has,
  type HasAtom,
  hasOf,
  isShown,
  type SessionCommands,
  type SessionSnapshot,
  type ShowCondition,
  sessionCommands,
} from './adapter-views.js'
export { type AuthFetchOptions, createAuthFetch } from './app-server/auth-fetch.js'
export { keepContextCookie } from './app-server/context-cookie.js'
export { keepServerCurrent, type ServerCurrentOptions } from './app-server/keep-server-current.js'
export type { Client } from './client.js'
export { createClient } from './create-client.js'
export { deploymentOf } from './deployment/deployment-of.js'
export {
  isSessionError,
  type ServerProblem,
  SessionError,
  type SessionErrorCode,
  type SessionErrorDetails,
} from './errors.js'
export type { ApiRequest, Schema } from './http/transport.js'
export type { Json } from './json.js'
export type {
  AuthSettings,
  B2bSettings,
  Deployment,
  PasswordPolicy,
  Restrictions,
  Settings,
  UiSettings,
} from './model/deployment.js'
export type {
  EligibilityRestriction,
  Organization,
  OrganizationMembership,
  Role,
  Workspace,
  WorkspaceMembership,
} from './model/membership.js'
export type { Demand, TokenDemand } from './model/permissions.js'
export type { Metadata, PermissionName, Register, RoleName } from './model/register.js'
export type {
  ProfileCompletionData,
  Session,
  SessionContainer,
  SignIn,
  SignInAttempt,
  SignUpAttempt,
} from './model/session.js'
export type { SessionEnding, SessionState, SessionStatus, SignedOutReason } from './model/session-state.js'
export type { SocialConnection, User, UserEmailAddress, UserPhoneNumber } from './model/user.js'
export {
  type ClientOptions,
  type DeploymentAddress,
  type InitialState,
  type Mode,
  parsePublishableKey,
} from './options.js'
export type { Channel, Clock, KeyValueStore, OpenChannel, Page, PageSignal, Ports } from './ports.js'
export { isPublicPath } from './server/public-paths.js'
export type { ClientEvents } from './session/events.js'
export type { CreateResource, Resource, ResourceOptions, ResourceState } from './session/lists/resource.js'
export type { MutateOptions } from './session/seams.js'
export type { SessionView } from './session/state/views.js'
export type { GetToken, TokenRequest } from './tokens/get-token.js'
