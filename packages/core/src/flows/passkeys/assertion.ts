import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import type { Client } from '../../client.js'
import { refuseBeyondLimit } from '../deployment/account-limit.js'
import { type ChallengeOptions, challenged } from '../engine/challenge.js'
import { ceremonyBegun, performCeremony } from './passkey-ceremony.js'

/** What a passkey has signed, as the server takes it. */
export type Assertion = Awaited<ReturnType<typeof askForAssertion>>

/** The server forgets a challenge after five minutes (PROTOCOL.md §3.5); a form may stand open for longer. */
const offerLifetimeMs = 270_000

interface AssertionNeeds {
  readonly client: Client
  readonly options: ChallengeOptions
  readonly signal: AbortSignal
}

/** Asks the person for a passkey: at once, or in the suggestions of an input. */
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
        // Where it is, in a shadow tree for example, is for the page to know.
        verifyBrowserAutofillInput: false,
      }),
  })
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return { id, rawId, type, clientDataJSON, authenticatorData, signature, userHandle }
}

/** Waits for one to be picked among the suggestions, with a challenge that never gets too old. */
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
    // Neither cancelled nor overtaken by another ceremony: it was its time.
    if (!round.signal.aborted || signal.aborted) throw error
  } finally {
    clock.clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
  return waitForPick(needs)
}
