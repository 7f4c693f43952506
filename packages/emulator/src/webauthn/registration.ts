import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import { badRequestBody } from '../wire/refusal'
import type { DeploymentData } from '../world/deployment/deployment'
import { type Passkey, type PasskeyData, passkeysOf } from '../world/identity/passkeys'
import type { User } from '../world/identity/users'
import { loadWebAuthn, verifiedOrUndefined } from './library'
import type { RelyingParty } from './relying-party'

// EdDSA, ES256 and RS256. Set explicitly, because the library's default makes Node print a warning.
const supportedAlgorithmIDs = [-8, -7, -257]

/** The parts of the world that passkey registration uses. */
type RegistrationData = PasskeyData & DeploymentData

/** The options for `navigator.credentials.create` for this user, with a fresh challenge. */
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
    // Discoverable, because a sign-in starts without knowing the user.
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
    supportedAlgorithmIDs,
    excludeCredentials: passkeysOf(data, user.id).map(({ credentialId: id, transports }) => ({ id, transports })),
  })
}

type NewCredential = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'backedUp'>

/** The verified credential, or undefined when the registration is invalid. */
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

/** Reads a registration from the JSON the client posts. */
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
