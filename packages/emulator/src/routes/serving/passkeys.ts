import { type RelyingParty, relyingPartyOf } from '../../webauthn/relying-party'
import { refuse } from '../../wire/refusal'
import type { DeploymentAddress, DeploymentData } from '../../world/deployment/deployment'
import type { AppContext } from './context'

/** Throws where the deployment has passkeys turned off. */
export function requirePasskeys({ data }: { data: DeploymentData }): void {
  if (data.deployment.auth_settings.passkey?.enabled) return
  throw refuse(403, 'PASSKEY_NOT_ENABLED', 'Passkeys are not enabled')
}

/** The relying party for the page a request comes from. */
export function partyOf(c: AppContext, { address }: { address: DeploymentAddress }): RelyingParty {
  return relyingPartyOf(address, c.req.header('origin'))
}
