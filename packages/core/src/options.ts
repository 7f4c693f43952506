import { SessionError } from './errors.js'
import type { UiSettings } from './model/deployment.js'
import type { SessionContainer } from './model/session.js'
import type { KeyValueStore, Ports } from './ports.js'
import { parseUrl } from './url.js'

/** How the session travels: a cookie in production, a dev session in the query in staging (PROTOCOL.md §1.2, §1.3). */
export type Mode = 'staging' | 'production'

/** The deployment, by its publishable key or, beside an emulator or a proxy, by address. */
export type DeploymentAddress =
  | { readonly publishableKey: string; readonly baseUrl?: never; readonly mode?: never }
  | { readonly baseUrl: string; readonly mode: Mode; readonly publishableKey?: never }

/** Plain serializable data a server rendered from; see `client.dehydrate()`. */
export interface InitialState {
  readonly container?: SessionContainer | undefined
  /** When it was true, epoch ms. One that is older than a few seconds is shown as `stale`, and asked about at once. */
  readonly atMs?: number | undefined
}

/** An older initial state is not believed: its page was cached, restored or duplicated, ms. */
const longestInitialAgeMs = 5_000

/** What an initial state tells at this moment, epoch ms. */
export function initialContainerOf(initial: InitialState | undefined, nowMs: number) {
  if (!initial?.container) return undefined
  // The clocks of a server and a page differ a little, either way.
  const ageMs = Math.abs(nowMs - (initial.atMs ?? -Infinity))
  return { container: initial.container, isOld: ageMs > longestInitialAgeMs }
}

interface ClientBehaviour {
  /** Sends every request. Default: the global `fetch`. */
  readonly fetch?: typeof fetch
  /** How long one request may take, its retries and its body included. Default 10 000. */
  readonly timeoutMs?: number
  /** How often a visible, signed-in page asks again by itself. Default 60 000. 0 turns it off. */
  readonly revalidateIntervalMs?: number
  /** How long before the end of a sign-in `session-expiring` fires. Default 60 000. */
  readonly expiringLeadMs?: number
  /**
   * Asks for this template's token (true: the default one) beside the first session, so that a signed-in page has both
   * after one round trip. Costs a refused request where nobody is signed in. Default false.
   */
  readonly firstToken?: boolean | string
  /** Keeps the identity last known, and shows it marked `stale` until the server is heard. Holds no token. Default: none. */
  readonly snapshotStore?: KeyValueStore
  /** Layered over the deployment's UI settings for this client only. */
  readonly uiOverwrites?: UiSettings
  /** The same, as Wacht's own SDKs spell it. */
  readonly uiOverrides?: UiSettings
  /** What a server already knew of this request's session. */
  readonly initialState?: InitialState
}

export type ClientOptions = DeploymentAddress & ClientBehaviour & Partial<Ports>

export interface Address {
  /** Origin of the Frontend API, without a trailing slash. */
  readonly baseUrl: string
  readonly mode: Mode
}

/**
 * Reads a publishable key (PROTOCOL.md §1.1).
 *
 * @throws {@link SessionError} `invalid-configuration` when it is not one
 */
export function parsePublishableKey(key: string): Address {
  const [, environment, encoded = ''] = /^pk_(test|live)_([\w+/-]+)=*$/.exec(key) ?? []
  const malformed = (cause?: unknown) => misconfigured('A key looks like pk_test_* or pk_live_*', cause)
  if (!environment) throw malformed()
  try {
    const baseUrl = parseBaseUrl(atob(encoded.replace(/-/g, '+').replace(/_/g, '/')))
    return { baseUrl, mode: environment === 'test' ? 'staging' : 'production' }
  } catch (cause) {
    throw malformed(cause)
  }
}

/** Where the Frontend API is, from either form of address. */
export function addressOf({ publishableKey, baseUrl, mode }: DeploymentAddress): Address {
  if (publishableKey !== undefined) return parsePublishableKey(publishableKey)
  if (mode === 'staging' || mode === 'production') return { baseUrl: parseBaseUrl(baseUrl), mode }
  throw misconfigured('Give a publishableKey, or baseUrl and mode')
}

function parseBaseUrl(text: string): string {
  const { protocol, hostname, origin } = parseUrl(text) ?? {}
  // Plain http is for an emulator on this machine only.
  const isLocal = /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/.test(hostname ?? '')
  if (origin && (protocol === 'https:' || (protocol === 'http:' && isLocal))) return origin
  // Without a cause: it would quote the text, and a secret key may have been given by mistake.
  throw misconfigured('The API must be at https, or http on localhost')
}

const misconfigured = (message: string, cause?: unknown) =>
  new SessionError('invalid-configuration', message, { cause })
