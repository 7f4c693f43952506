import type { Client, Deployment } from '@wachter/core'
import { createPasskeySignIn, firstFactors, passkeyAutofillEnabled } from '@wachter/core/flows'

export const offersPasskeys = (deployment: Deployment | undefined): boolean =>
  firstFactors(deployment).includes('passkey')

/** What the next passkey of somebody is called, who has so many. */
export const passkeyName = (count: number): string => `Passkey ${count + 1}`

/**
 * Offers passkeys in the fields that take them, while nobody is signed in and the deployment likes it. A browser has one
 * such offer for all of a page, so this is none of a single surface.
 */
export function offerPasskeys(client: Client): void {
  const passkeys = createPasskeySignIn(client)

  const offer = async () => {
    const { data } = client.$deployment.get()
    if (!passkeyAutofillEnabled(data) || !(await passkeys.isAutofillSupported())) return
    const { step } = passkeys.$state.get()
    if (step.kind === 'start' && !step.isOffered) void step.signIn({ autofill: true })
  }

  client.$deployment.subscribe(() => void offer())
  client.$activeSignIn.subscribe((signIn) => (signIn ? passkeys.cancel() : void offer()))
  // Another ceremony has ended the one before.
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLInputElement && target.autocomplete.includes('webauthn')) void offer()
  })
}
