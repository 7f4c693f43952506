import { type RelyingParty, relyingPartyOf } from '../../webauthn/relying-party'
import { refuse } from '../../wire/refusal'
import type { DeploymentAddress, DeploymentData } from '../../world/deployment/deployment'
import type { AppContext } from './context'

/** Throws when the deployment has passkeys disabled. */
export function requirePasskeys({ data }: { data: DeploymentData }): void {
  if (data.deployment.auth_settings.passkey?.enabled) return
  throw refuse(403, 'PASSKEY_NOT_ENABLED', 'Passkeys are not enabled')
}

/** The WebAuthn relying party for the origin of a request. */
export function partyOf(c: AppContext, { address }: { address: DeploymentAddress }): RelyingParty {
  return relyingPartyOf(address, c.req.header('origin'))
}
