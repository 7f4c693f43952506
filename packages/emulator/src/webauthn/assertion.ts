import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { badRequestBody } from '../wire/refusal'
import type { Passkey, PasskeyData } from '../world/identity/passkeys'
import { loadWebAuthn, verifiedOrUndefined } from './library'
import type { RelyingParty } from './relying-party'

/** The options for `navigator.credentials.get` with any passkey of this deployment, with a fresh challenge. */
export async function assertionOptions(data: PasskeyData, party: RelyingParty) {
  const { generateAuthenticationOptions } = await loadWebAuthn()
  return generateAuthenticationOptions({
    rpID: party.id,
    timeout: data.lifetimes.passkeyCeremonyMs,
    userVerification: 'preferred',
  })
}

/** The verified authentication info, or undefined when the assertion is invalid. */
export async function verifyAssertion(
  party: RelyingParty,
  expectedChallenge: string,
  passkey: Passkey,
  response: AuthenticationResponseJSON,
): Promise<Pick<Passkey, 'counter' | 'backedUp'> | undefined> {
  const { userHandle } = response.response
  if (userHandle && userHandle !== userHandleOf(passkey)) return undefined
  const { verifyAuthenticationResponse } = await loadWebAuthn()
  const verifying = verifyAuthenticationResponse({
    response,
    expectedChallenge,
    expectedOrigin: party.origins,
    expectedRPID: party.id,
    requireUserVerification: false,
    credential: { id: passkey.credentialId, publicKey: passkey.publicKey, counter: passkey.counter },
  })
  const result = await verifiedOrUndefined(verifying)
  if (!result?.verified) return undefined
  return { counter: result.authenticationInfo.newCounter, backedUp: result.authenticationInfo.credentialBackedUp }
}

/** Reads an assertion from the flat form fields the client posts. */
export function readAssertion(form: Record<string, unknown>): AuthenticationResponseJSON {
  const { id, rawId, type, clientDataJSON, authenticatorData, signature, userHandle } = form
  if (typeof id !== 'string' || typeof rawId !== 'string' || type !== 'public-key') throw badRequestBody()
  if (typeof clientDataJSON !== 'string' || typeof authenticatorData !== 'string' || typeof signature !== 'string') {
    throw badRequestBody()
  }
  const response = { clientDataJSON, authenticatorData, signature }
  const handle = typeof userHandle === 'string' && userHandle !== '' ? { userHandle } : {}
  return { id, rawId, type, clientExtensionResults: {}, response: { ...response, ...handle } }
}

// Ids are decimal digits, whose base64 and base64url differ only in padding.
function userHandleOf(passkey: Passkey): string {
  return btoa(passkey.userId).replaceAll('=', '')
}
