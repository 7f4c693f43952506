import type { Switches } from '../../switches'
import type { SigningKeys } from '../../tokens/keys'
import type { CodeData } from '../../world/access/codes'
import type { DeploymentInvitationData } from '../../world/access/deployment-invitations'
import type { SessionData } from '../../world/access/sessions'
import type { WaitlistData } from '../../world/access/waitlist'
import type { DeploymentData } from '../../world/deployment/deployment'
import type { UploadData } from '../../world/deployment/uploads'
import type { UserData } from '../../world/identity/users'

/** The parts of the emulator that the deployment routes use. */
export interface DeploymentServer {
  data: SessionData & DeploymentData & UserData & CodeData & DeploymentInvitationData & WaitlistData & UploadData
  keys: () => Promise<SigningKeys>
  switches: Pick<Switches, 'nasty' | 'challenge'>
}
