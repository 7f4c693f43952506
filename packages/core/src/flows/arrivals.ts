import type { Client } from '../client.js'
import type { SessionContainer, SignInAttempt } from '../model/session.js'

/** Tells what is new in a session. */
export interface Arrivals {
  readonly attempt: (container: SessionContainer) => SignInAttempt | undefined
  readonly account: (container: SessionContainer) => boolean
}

/** Takes note of who is here before something is asked that brings an account, or an attempt with steps to go. */
export async function noteArrivals(client: Client): Promise<Arrivals> {
  if (!client.$state.get().container) await client.refetch()
  const attempts = client.$signInAttempts.get().map(({ id }) => id)
  const accounts = client.$signIns.get().map(({ id }) => id)
  return {
    attempt: ({ signInAttempts }) => signInAttempts.filter(({ id }) => !attempts.includes(id)).at(-1),
    account: ({ activeSignIn }) => activeSignIn !== undefined && !accounts.includes(activeSignIn.id),
  }
}

/** The last entry of an attempt is the newest (PROTOCOL.md §6.2). */
export const findAttempt = (client: Client, attemptId: string | undefined): SignInAttempt | undefined =>
  client.$signInAttempts
    .get()
    .filter(({ id }) => id === attemptId)
    .at(-1)
