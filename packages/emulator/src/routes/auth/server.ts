import type { Switches } from '../../switches'
import type { SessionWireData } from '../../wire/session'
import type { CodeData } from '../../world/access/codes'
import type { LockoutData } from '../../world/access/lockouts'
import type { OutboxData } from '../../world/access/outbox'
import type { DeploymentAddress } from '../../world/deployment/deployment'
import type { EnterpriseConnectionData } from '../../world/identity/enterprise-connections'

/** The parts of the emulator that the sign-in and sign-up routes use. */
export interface AuthServer {
  data: SessionWireData & CodeData & OutboxData & LockoutData & EnterpriseConnectionData
  address: DeploymentAddress
  switches: Pick<Switches, 'nasty' | 'preparesVerifyEmail' | 'losesProfilePhone'>
}
