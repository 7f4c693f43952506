import type { Client } from '../../client.js'
import type { SessionContainer, SignInAttempt } from '../../model/session.js'

/** Finds what is new in a session. */
export interface Arrivals {
  readonly attempt: (container: SessionContainer) => SignInAttempt | undefined
  readonly account: (container: SessionContainer) => boolean
}

/** Decides from a later session whether an account was added; never if the accounts before are not known. */
export function watchAccounts(client: Client): Arrivals['account'] {
  const known = client.$state.get().container?.signIns.map(({ id }) => id)
  return ({ activeSignIn }) => known !== undefined && activeSignIn !== undefined && !known.includes(activeSignIn.id)
}

/** The server may list an attempt twice; the last entry is the newest (PROTOCOL.md §6.2). */
export const lastOf = <A extends { readonly id: string }>(attempts: readonly A[], id: string | undefined) =>
  attempts.filter((one) => one.id === id).at(-1)

/** Records the accounts and attempts before a request that adds an account, or an attempt with remaining steps. */
export async function noteArrivals(client: Client): Promise<Arrivals> {
  if (!client.$state.get().container) await client.refetch()
  const attempts = client.$signInAttempts.get().map(({ id }) => id)
  return {
    attempt: ({ signInAttempts }) => signInAttempts.filter(({ id }) => !attempts.includes(id)).at(-1),
    account: watchAccounts(client),
  }
}

export const findAttempt = (client: Client, attemptId: string | undefined): SignInAttempt | undefined =>
  lastOf(client.$signInAttempts.get(), attemptId)
