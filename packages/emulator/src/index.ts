export type { BrowserFetchOptions } from './browser-fetch'
export type { AdjustableClock, Clock } from './clock'
export type { Connection, OpenStream, StreamCarrier } from './connection'
export { createEmulator, type Emulator, type EmulatorOptions } from './create-emulator'
export type { Fault, FaultRule, Faults } from './faults/faults'
export type { SavedState } from './saving/saved-state'
export type { ChallengeMode, Switches } from './switches'
export type { NewDeploymentInvitation } from './world/access/deployment-invitations'
export type { OutboxMessage } from './world/access/outbox'
export type { ProviderFailure } from './world/access/provider-grants'
export type { NewInvitation } from './world/controls/deployment'
export { UnknownEntity } from './world/controls/lookup'
export type { NewNotification } from './world/controls/notifications'
export type { EntryRules } from './world/controls/places'
export type { ProviderControls } from './world/controls/providers'
export type { LoggedRequest, RequestLog } from './world/controls/request-log'
export type { NewTicket, OpenedSession } from './world/controls/sessions'
export type { NewSession } from './world/controls/start-session'
export type { Deployment, DeploymentOverrides } from './world/deployment/deployment'
export type { Lifetimes } from './world/deployment/lifetimes'
export type { TemplateMetadata } from './world/deployment/templates'
export type { EnterpriseConnection, NewEnterpriseConnection } from './world/identity/enterprise-connections'
export type { Passkey } from './world/identity/passkeys'
export type { NewProviderPerson, ProviderPerson } from './world/identity/provider-people'
export { totpCode } from './world/identity/totp'
export type { NewUser } from './world/identity/users'
export type { Notification } from './world/notifications/notifications'
export {
  defaultSeed,
  type Seed,
  type SeedOrganization,
  type SeedPlace,
  type SeedTemplate,
  seedPassword,
  seedTotpSecret,
} from './world/seed'
export type { WorldState } from './world/state'
export type { World } from './world/world'
