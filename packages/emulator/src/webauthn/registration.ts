import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import { badRequestBody } from '../wire/refusal'
import type { DeploymentData } from '../world/deployment/deployment'
import { type Passkey, type PasskeyData, passkeysOf } from '../world/identity/passkeys'
import type { User } from '../world/identity/users'
import { loadWebAuthn, verifiedOrUndefined } from './library'
import type { RelyingParty } from './relying-party'

// EdDSA, ES256 and RS256. Told, because by default the library asks the runtime for more and Node warns about that.
const supportedAlgorithmIDs = [-8, -7, -257]

/** What registering a passkey needs of the world. */
type RegistrationData = PasskeyData & DeploymentData

/** What a browser needs to make a passkey for this user, with a fresh challenge. */
export async function registrationOptions(data: RegistrationData, party: RelyingParty, user: User) {
  const { generateRegistrationOptions } = await loadWebAuthn()
  const email = user.emailAddresses.find((row) => row.id === user.primaryEmailAddressId)?.email
  return generateRegistrationOptions({
    rpName: data.deployment.ui_settings.app_name,
    rpID: party.id,
    userName: email ?? (user.username || user.id),
    userDisplayName: `${user.firstName} ${user.lastName}`.trim(),
    userID: new TextEncoder().encode(user.id),
    timeout: data.lifetimes.passkeyCeremonyMs,
    attestationType: 'none',
    // Discoverable, because signing in starts without knowing who it will be.
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
    supportedAlgorithmIDs,
    excludeCredentials: passkeysOf(data, user.id).map(({ credentialId: id, transports }) => ({ id, transports })),
  })
}

type NewCredential = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'backedUp'>

/** The credential a browser made, or undefined when its proof does not hold. */
export async function verifyRegistration(
  party: RelyingParty,
  expectedChallenge: string,
  response: RegistrationResponseJSON,
): Promise<NewCredential | undefined> {
  const { verifyRegistrationResponse } = await loadWebAuthn()
  const verifying = verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin: party.origins,
    expectedRPID: party.id,
    requireUserVerification: false,
    supportedAlgorithmIDs,
  })
  const info = (await verifiedOrUndefined(verifying))?.registrationInfo
  if (!info) return undefined
  const { id: credentialId, publicKey, counter } = info.credential
  const transports = response.response.transports ?? []
  return { credentialId, publicKey, counter, transports, backedUp: info.credentialBackedUp }
}

/** A registration as the client posts it, in JSON. */
export function readRegistration(json: Record<string, unknown>): RegistrationResponseJSON {
  const { id, rawId, type, response } = json
  if (typeof id !== 'string' || typeof rawId !== 'string' || type !== 'public-key') throw badRequestBody()
  const { clientDataJSON, attestationObject, transports } = (response ?? {}) as Record<string, unknown>
  if (typeof clientDataJSON !== 'string' || typeof attestationObject !== 'string') throw badRequestBody()
  const known = Array.isArray(transports) ? transports.filter((entry) => typeof entry === 'string') : []
  return {
    id,
    rawId,
    type,
    clientExtensionResults: {},
    response: { clientDataJSON, attestationObject, transports: known },
  }
}
