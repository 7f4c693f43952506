import { type Client, type Deployment, deploymentOf } from '@wachter/core'
import { createPasskeySignIn, firstFactors, passkeyAutofillEnabled } from '@wachter/core/flows'

export const offersPasskeys = (deployment: Deployment | undefined): boolean =>
  firstFactors(deployment).includes('passkey')

/** The name of a user's next passkey, from the number of existing ones. */
export const passkeyName = (count: number): string => `Passkey ${count + 1}`

/**
 * Starts passkey autofill while no account is signed in, if the deployment enables it. A browser allows one such request
 * for a page, so the surfaces share it.
 */
export function offerPasskeys(client: Client): void {
  const passkeys = createPasskeySignIn(client)

  const offer = async () => {
    const { data } = deploymentOf(client).get()
    if (!passkeyAutofillEnabled(data) || !(await passkeys.isAutofillSupported())) return
    const { step } = passkeys.$state.get()
    if (step.kind === 'start' && !step.isOffered) void step.signIn({ autofill: true })
  }

  deploymentOf(client).subscribe(() => void offer())
  client.$activeSignIn.subscribe((signIn) => (signIn ? passkeys.cancel() : void offer()))
  // Another ceremony may have ended the previous one.
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLInputElement && target.autocomplete.includes('webauthn')) void offer()
  })
}
