/**
 * How long a caller may have to wait, in virtual milliseconds of the tab's own time (not frozen, not killed). All bounds
 * follow from the maximum time of one request, with its retries and body. No bound depends on other load.
 */
const requestMs = 10_000

/** The timeout of `getToken`. */
const tokenMs = 3 * requestMs

/**
 * A change: up to three requests before it (a stored sign-out, the switch that keeps another account active, the session),
 * up to two of its own, and the session up to twice after it.
 */
const changeMs = 7 * requestMs

/** The actions of one flow wait for each other; no page of the simulation has more of them under way. */
export const mostActions = 2

/** The maximum latency of the app's own API. */
const apiMs = 2_000

export type CallKind = 'token' | 'change' | 'action' | 'sign-out' | 'refetch' | 'api'

export const boundMs: Readonly<Record<CallKind, number>> = {
  token: tokenMs,
  change: changeMs,
  action: mostActions * changeMs,
  'sign-out': changeMs,
  refetch: changeMs,
  // At most two requests, each with a token.
  api: 2 * (tokenMs + apiMs),
}

/**
 * Requests of one tab in any minute without calls: the session once, the data loaded with it, and one failure with its
 * retries. Fewer than a poll every 5 s.
 */
export const quietRequestsPerMinute = 8

/** The same while requests fail until they are mended: two tries of an unfinished sign-out, five requests each. */
export const brokenRequestsPerMinute = 10

/** Requests of one tab in a minute, regardless of its app, the server and other tabs. */
export const mostRequestsPerMinute = 60

/** Events of a tab, by the requests they may cause. */
export type Stir =
  | CallKind
  /** It opened or became visible, or the network came back. */
  | 'wake'
  /** A fault: the request is retried with backoff. */
  | 'fault'
  /** Another tab announced a change. */
  | 'news'
  /** The state changed at the server: a tab that notices it refetches. */
  | 'turn'

export const costOf: Readonly<Record<Stir, number>> = {
  token: 4,
  change: 6,
  action: 6,
  'sign-out': 6,
  refetch: 3,
  api: 6,
  wake: 6,
  fault: 12,
  news: 3,
  turn: 4,
}

/** How long after an event it may still cause requests: a call's timeout, plus the minute in which requests are counted. */
export const stirredMs = 90_000
