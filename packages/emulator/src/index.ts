export type { BrowserFetchOptions } from './browser-fetch'
export type { AdjustableClock, Clock } from './clock'
export { createEmulator, type Emulator, type EmulatorOptions } from './create-emulator'
export type { Fault, FaultRule, Faults } from './faults'
export type { ProviderFailure } from './providers/grants'
export type { NewProviderPerson, ProviderPerson } from './providers/people'
export type { Connection } from './routes/server'
export {
  defaultSeed,
  type Seed,
  type SeedOrganization,
  type SeedPlace,
  type SeedTemplate,
  seedPassword,
  seedTotpSecret,
} from './seed'
export type { ChallengeMode, Switches } from './switches'
export { totpCode } from './totp'
export type { Deployment, DeploymentOverrides } from './world/deployment'
export type { NewInvitation } from './world/deployment-controls'
export type { NewDeploymentInvitation } from './world/deployment-invitations'
export type { NewEnterpriseConnection } from './world/enterprise'
export type { EnterpriseConnection } from './world/enterprise-connections'
export type { Lifetimes } from './world/lifetimes'
export { UnknownEntity } from './world/lookup'
export type { OutboxMessage } from './world/outbox'
export type { Passkey } from './world/passkeys'
export type { ProviderControls } from './world/provider-controls'
export type { LoggedRequest, RequestLog } from './world/request-log'
export type { WorldState } from './world/state'
export type { TemplateMetadata } from './world/templates'
export type { NewUser } from './world/users'
export type { EntryRules, NewTicket, World } from './world/world'
