import type { Switches } from '../../switches'
import type { SigninData } from '../../world/access/signins'
import type { DeploymentAddress, DeploymentData } from '../../world/deployment/deployment'
import type { NotificationData } from '../../world/notifications/notifications'
import type { NotificationStreams } from '../../world/notifications/streams'

/** The parts of the emulator that the notification routes use. */
export interface NotificationServer {
  data: SigninData & NotificationData & DeploymentData
  address: DeploymentAddress
  switches: Pick<Switches, 'nasty'>
  streams: NotificationStreams
}
