import type { Client } from '../client.js'
import { SessionError } from '../errors.js'
import { fromWire } from '../model/from-wire.js'
import { session } from '../wire/session.js'

export type SignInInput =
  | { readonly strategy: 'plain_email'; readonly email: string; readonly password: string }
  | { readonly strategy: 'plain_username'; readonly username: string; readonly password: string }

export interface SignInFlow {
  /**
   * Signs an account in. Resolves when the session shows the new identity.
   *
   * @throws {@link SessionError} `invalid-credentials` for a wrong password and for an unknown identifier alike,
   *   `user-already-signed-in`, `user-disabled`, `incomplete` when the server wants further steps
   * @see PROTOCOL.md §3.3, §6.2
   */
  start(input: SignInInput): Promise<void>
}

export const createSignIn = (client: Client): SignInFlow => ({
  async start(input) {
    // Without an answer, only an account that was not here before tells that the sign-in took place.
    if (!client.$state.get().container) await client.refetch()
    const known = client.$signIns.get().map(({ id }) => id)
    const answer = await client.mutate(
      { method: 'post', path: 'auth/signin', form: { ...input }, schema: session },
      { kind: 'sign-in', landed: ({ activeSignIn }) => activeSignIn !== undefined && !known.includes(activeSignIn.id) },
    )
    // The attempt just made is the last of the answer (PROTOCOL.md §6.2).
    const attempt = fromWire(answer?.signin_attempts.at(-1))
    if (attempt && !attempt.completed) {
      throw new SessionError('incomplete', `The sign-in needs a further step: ${attempt.currentStep}`, {
        data: attempt,
      })
    }
  },
})
