import type { StateSigner } from '../../providers/state-signer'
import type { Switches } from '../../switches'
import type { SigningKeys } from '../../tokens/keys'
import type { TransportData } from '../../tokens/transport-token'
import type { SessionWireData } from '../../wire/session'
import type { ProviderGrantData } from '../../world/access/provider-grants'
import type { DeploymentAddress } from '../../world/deployment/deployment'
import type { EnterpriseConnectionData } from '../../world/identity/enterprise-connections'

/** The parts of the emulator that the provider routes use. */
export interface ProviderServer {
  data: SessionWireData & TransportData & ProviderGrantData & EnterpriseConnectionData
  keys: () => Promise<SigningKeys>
  stateSigner: StateSigner
  address: DeploymentAddress
  switches: Pick<Switches, 'nasty'>
}
