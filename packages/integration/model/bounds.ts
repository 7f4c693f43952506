/**
 * What a caller may have to wait for, in virtual milliseconds of the tab's own life (not frozen, not killed). Everything
 * follows from the time one request may take, its retries and its body included.
 */
const requestMs = 10_000

/** Finishing a noted sign-out (the sign-out, then making the other account active again), then the session. */
const retrievalMs = 3 * requestMs

/** A hold for another tab's change ends by itself. */
const holdMs = 5_000

/** The patience of `getToken`. */
const tokenMs = 3 * requestMs

/** A sign-out is two requests; each change then asks for the session up to twice. */
const changeMs = 4 * requestMs

export type CallKind = 'token' | 'change' | 'sign-out' | 'refetch'

/** In a world that keeps still. */
const quietMs: Readonly<Record<CallKind, number>> = {
  token: tokenMs,
  // Retrieves first where nothing is known yet.
  change: retrievalMs + changeMs,
  // Retrieves after a refusal.
  'sign-out': changeMs + retrievalMs,
  refetch: retrievalMs + changeMs,
}

/** Changes of this tab run one after the other; a change of another holds what waits for calm. */
const disturbanceMs = changeMs + holdMs

/** @param disturbances changes begun here or announced by another tab meanwhile; a token waits for none of them longer */
export const boundMs = (kind: CallKind, disturbances: number): number =>
  quietMs[kind] + (kind === 'token' ? 0 : disturbances * disturbanceMs)

/**
 * Requests of a whole browser in any minute: each running tab may revalidate by itself, retry what failed with growing
 * pauses, and each call or signal costs a handful.
 */
export const requestsPerMinute = (tabs: number, stirs: number): number => 12 * tabs + 10 * stirs
