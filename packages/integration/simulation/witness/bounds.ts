/**
 * What a caller may have to wait for, in virtual milliseconds of the tab's own life (not frozen, not killed). Everything
 * follows from the time one request may take, its retries and its body included. No bound grows with what else goes on.
 */
const requestMs = 10_000

/** The patience of `getToken`. */
const tokenMs = 3 * requestMs

/**
 * Of a change: up to three requests before it (a noted sign-out, what keeps another account active, the session), up to
 * two of its own, and the session up to twice after it.
 */
const changeMs = 7 * requestMs

/** The longest the app's own API takes. */
const apiMs = 2_000

export type CallKind = 'token' | 'change' | 'sign-out' | 'refetch' | 'api'

export const boundMs: Readonly<Record<CallKind, number>> = {
  token: tokenMs,
  change: changeMs,
  'sign-out': changeMs,
  refetch: changeMs,
  // Sent twice at most, each time with a token.
  api: 2 * (tokenMs + apiMs),
}

/**
 * Requests of one tab in any minute in which nothing is asked of it: the session once, what is loaded beside it, and one
 * failure with its repeats. Fewer than a poll every 5 s.
 */
export const quietRequestsPerMinute = 8

/** Requests of one tab in a minute, whatever its app, the server and other tabs do. */
export const mostRequestsPerMinute = 60

/** What happens to a tab, by what it may cost. */
export type Stir =
  | CallKind
  /** It opened, came back, or the network did. */
  | 'wake'
  /** Something is to go wrong: it is repeated, with growing pauses. */
  | 'fault'
  /** Another tab told of a change. */
  | 'news'
  /** The truth changed at the server: what is found out is asked about. */
  | 'turn'

export const costOf: Readonly<Record<Stir, number>> = {
  token: 4,
  change: 6,
  'sign-out': 6,
  refetch: 3,
  api: 6,
  wake: 6,
  fault: 12,
  news: 3,
  turn: 4,
}

/** So long after it happened it may still cost something: a caller's patience, and a minute to count in. */
export const stirredMs = 90_000
