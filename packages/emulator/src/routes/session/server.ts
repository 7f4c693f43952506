import type { Switches } from '../../switches'
import type { AuthTokenData } from '../../tokens/auth-token'
import type { SigningKeys } from '../../tokens/keys'
import type { SessionWireData } from '../../wire/session'
import type { TicketData } from '../../world/access/tickets'
import type { DeploymentAddress } from '../../world/deployment/deployment'
import type { RateLimiter } from '../serving/rate-limiter'

/** The parts of the emulator that the session, token and ticket routes use. */
export interface SessionServer {
  data: SessionWireData & AuthTokenData & TicketData
  keys: () => Promise<SigningKeys>
  address: DeploymentAddress
  limiter: RateLimiter
  switches: Pick<Switches, 'nasty' | 'rateLimits'>
}
