import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import type { Client } from '../../client.js'
import { refuseBeyondLimit } from '../deployment/account-limit.js'
import { type ChallengeOptions, challenged } from '../inputs/challenge.js'
import { ceremonyBegun, performCeremony } from './passkey-ceremony.js'

/** What a passkey has signed, in the server's format. */
export type Assertion = Awaited<ReturnType<typeof askForAssertion>>

/** The server drops a challenge after five minutes (PROTOCOL.md §3.5); a form may be open longer, ms. */
const offerLifetimeMs = 270_000

interface AssertionNeeds {
  readonly client: Client
  readonly options: ChallengeOptions
  readonly signal: AbortSignal
}

/** Prompts for a passkey: at once, or in the suggestions of an input. */
export async function askForAssertion({ client, options, signal }: AssertionNeeds, useBrowserAutofill = false) {
  refuseBeyondLimit(client)
  const { id, rawId, type, response } = await performCeremony({
    signal,
    begin: (signal) =>
      challenged(options, (challenge) =>
        client.request({
          method: 'post',
          path: 'auth/passkey/login/begin',
          form: { ...challenge },
          schema: ceremonyBegun(),
          signal,
        }),
      ),
    run: ({ startAuthentication }, { options }) =>
      startAuthentication({
        optionsJSON: options.publicKey as PublicKeyCredentialRequestOptionsJSON,
        useBrowserAutofill,
        // The input may be anywhere, for example in a shadow tree.
        verifyBrowserAutofillInput: false,
      }),
  })
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return { id, rawId, type, clientDataJSON, authenticatorData, signature, userHandle }
}

/** Waits until a passkey is picked from the suggestions; renews the challenge before it expires. */
export async function waitForPick(needs: AssertionNeeds): Promise<Assertion> {
  const { client, signal } = needs
  const { clock } = client.ports
  const round = new AbortController()
  const end = () => round.abort()
  const timer = clock.setTimeout(end, offerLifetimeMs)
  signal.addEventListener('abort', end)
  if (signal.aborted) end()
  try {
    return await askForAssertion({ ...needs, signal: round.signal }, true)
  } catch (error) {
    // Neither cancelled nor replaced by another ceremony: the challenge expired.
    if (!round.signal.aborted || signal.aborted) throw error
  } finally {
    clock.clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
  return waitForPick(needs)
}
