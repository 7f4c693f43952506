import type { Switches } from '../../switches'
import type { SigninWireData } from '../../wire/signin'
import type { CodeData } from '../../world/access/codes'
import type { OutboxData } from '../../world/access/outbox'
import type { SigninData } from '../../world/access/signins'
import type { DeploymentAddress } from '../../world/deployment/deployment'
import type { UploadData } from '../../world/deployment/uploads'
import type { EnterpriseConnectionData } from '../../world/identity/enterprise-connections'
import type { AuthenticatorData } from '../../world/identity/second-factors'
import type { NotificationData } from '../../world/notifications/notifications'

/** The parts of the emulator that the active user's routes use. */
export interface MeServer {
  data: SigninWireData &
    SigninData &
    CodeData &
    OutboxData &
    AuthenticatorData &
    EnterpriseConnectionData &
    UploadData &
    NotificationData
  address: DeploymentAddress
  switches: Pick<Switches, 'nasty'>
}
