import type { Switches } from '../../switches'
import type { InvitationWireData } from '../../wire/organizations/invitation'
import type { OutboxData } from '../../world/access/outbox'
import type { SigninData } from '../../world/access/signins'
import type { DeploymentAddress } from '../../world/deployment/deployment'
import type { ConnectionCheckData } from '../../world/identity/connection-checks'
import type { PlaceData } from '../../world/places/deletion'

/** The parts of the emulator that the routes of organizations use. */
export interface OrganizationServer {
  data: SigninData & InvitationWireData & PlaceData & ConnectionCheckData & OutboxData
  address: DeploymentAddress
  switches: Pick<Switches, 'nasty' | 'refusesListedPermissions'>
}
