import type { Switches } from '../../switches'
import type { SessionWireData } from '../../wire/session'
import type { CodeData } from '../../world/access/codes'
import type { LockoutData } from '../../world/access/lockouts'
import type { OutboxData } from '../../world/access/outbox'
import type { DeploymentAddress } from '../../world/deployment/deployment'
import type { EnterpriseConnectionData } from '../../world/identity/enterprise-connections'

/** What the routes for signing in and up need of the emulator. */
export interface AuthServer {
  data: SessionWireData & CodeData & OutboxData & LockoutData & EnterpriseConnectionData
  address: DeploymentAddress
  switches: Pick<Switches, 'nasty' | 'preparesVerifyEmail' | 'losesProfilePhone'>
}
