import type { Switches } from '../../switches'
import type { InvitationWireData } from '../../wire/organizations/invitation'
import type { OutboxData } from '../../world/access/outbox'
import type { SigninData } from '../../world/access/signins'
import type { DeploymentAddress } from '../../world/deployment/deployment'

/** The parts of the emulator that the routes of organizations use. */
export interface OrganizationServer {
  data: SigninData & InvitationWireData & OutboxData
  address: DeploymentAddress
  switches: Pick<Switches, 'nasty' | 'refusesListedPermissions'>
}
