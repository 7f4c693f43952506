import type { Switches } from '../../switches'
import type { MembershipWireData } from '../../wire/membership'
import type { SigninData } from '../../world/access/signins'
import type { DeploymentAddress } from '../../world/deployment/deployment'
import type { PlaceData } from '../../world/places/deletion'

/** The parts of the emulator that the routes of workspaces use. */
export interface WorkspaceServer {
  data: SigninData & MembershipWireData & PlaceData
  address: DeploymentAddress
  switches: Pick<Switches, 'nasty' | 'refusesListedPermissions'>
}
