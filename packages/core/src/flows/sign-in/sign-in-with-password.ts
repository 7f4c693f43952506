import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import { createSignIn } from './sign-in.js'

/** An e-mail address or a username, with its password. */
export type PasswordCredentials =
  | { readonly email: string; readonly password: string }
  | { readonly username: string; readonly password: string }

/**
 * Signs in with one call, for scripts and tests; pages should use {@link createSignIn}. Resolves when the session shows the
 * account.
 *
 * @example
 * ```ts
 * import { signInWithPassword } from '@wachter/core/flows'
 *
 * await signInWithPassword(client, { email: 'ada@example.com', password: '…' })
 * const token = await client.getToken()
 * ```
 *
 * @throws {@link SessionError} `invalid-credentials` for a wrong password and an unknown identifier alike,
 *   `user-already-signed-in`, `user-disabled`; `incomplete` when further steps are required, with the step as `data`
 */
export async function signInWithPassword(client: Client, credentials: PasswordCredentials): Promise<void> {
  if (!client.$state.get().container) await client.refetch()
  const { step } = createSignIn(client).$state.get()
  if (step.kind !== 'start') throw new SessionError('out-of-step', 'A sign-in is in progress')
  const after = await step.password(credentials)
  if (after.error) throw after.error.cause
  const { kind } = after.step
  if (kind !== 'complete')
    throw new SessionError('incomplete', `The sign-in needs a further step: ${kind}`, { data: after.step })
}
