import { SessionError } from './errors.js'
import type { UiSettings } from './model/deployment.js'
import type { SessionContainer } from './model/session.js'
import type { KeyValueStore, Ports } from './ports.js'
import { parseUrl } from './url.js'

/** How the session is sent: a cookie in production, a dev session in the query in staging (PROTOCOL.md §1.2, §1.3). */
export type Mode = 'staging' | 'production'

/**
 * The deployment, by its publishable key or, for an emulator or a proxy, by address.
 *
 * @example
 * ```ts
 * import { createClient } from '@wachter/core'
 *
 * const client = createClient({ baseUrl: 'http://localhost:4747', mode: 'staging' })
 * ```
 */
export type DeploymentAddress =
  | { readonly publishableKey: string; readonly baseUrl?: never; readonly mode?: never }
  | { readonly baseUrl: string; readonly mode: Mode; readonly publishableKey?: never }

/** Plain serializable data that a server rendered from; see `client.dehydrate()`. */
export interface InitialState {
  readonly container?: SessionContainer | undefined
  /** When it was true, epoch ms. After a few seconds it is shown as `stale`, and the session is fetched at once. */
  readonly atMs?: number | undefined
}

/** An older initial state is not trusted: its page was cached, restored or duplicated, ms. */
const longestInitialAgeMs = 5_000

/** The container of an initial state, and whether it is too old at this moment, epoch ms. */
export function initialContainerOf(initial: InitialState | undefined, nowMs: number) {
  if (!initial?.container) return undefined
  // A server's clock may be ahead of or behind the page's.
  const ageMs = Math.abs(nowMs - (initial.atMs ?? -Infinity))
  return { container: initial.container, isOld: ageMs > longestInitialAgeMs }
}

interface ClientBehaviour {
  /** Sends every request. Default: the global `fetch`. */
  readonly fetch?: typeof fetch
  /** How long one request may take, including its retries and its body. Default 10 000. */
  readonly timeoutMs?: number
  /** How often a visible, signed-in page fetches the session by itself. Default 60 000. 0 turns it off. */
  readonly revalidateIntervalMs?: number
  /** How long before the end of a sign-in `session-expiring` fires. Default 60 000. */
  readonly expiringLeadMs?: number
  /**
   * Requests a token of this template (true: the default one) together with the first session, so that a signed-in page has
   * both after one round trip. Costs a refused request if no account is signed in. Default false.
   */
  readonly firstToken?: boolean | string
  /** Stores the last known identity, shown as `stale` until the server answers. Contains no token. Default: none. */
  readonly snapshotStore?: KeyValueStore
  /** Override the deployment's UI settings, for this client only. */
  readonly uiOverwrites?: UiSettings
  /** The same, as Wacht's own SDKs spell it. */
  readonly uiOverrides?: UiSettings
  /** The session that a server loaded for this page; see `loadInitialState`. */
  readonly initialState?: InitialState
}

/**
 * What `createClient` takes.
 *
 * @example With the last known identity after a reload
 * ```ts
 * import { type ClientOptions, createClient } from '@wachter/core'
 *
 * const snapshotStore: ClientOptions['snapshotStore'] = {
 *   get: (key) => localStorage.getItem(key) ?? undefined,
 *   set: (key, value) => localStorage.setItem(key, value),
 *   remove: (key) => localStorage.removeItem(key),
 * }
 * const client = createClient({ publishableKey: 'pk_test_…', snapshotStore })
 * ```
 */
export type ClientOptions = DeploymentAddress & ClientBehaviour & Partial<Ports>

export interface Address {
  /** Origin of the Frontend API, without a trailing slash. */
  readonly baseUrl: string
  readonly mode: Mode
}

/**
 * Reads a publishable key (PROTOCOL.md §1.1).
 *
 * @example
 * ```ts
 * import { parsePublishableKey } from '@wachter/core'
 *
 * const { baseUrl, mode } = parsePublishableKey('pk_test_aHR0cDovL2xvY2FsaG9zdDo0NzQ3')
 * console.assert(baseUrl === 'http://localhost:4747' && mode === 'staging')
 * ```
 *
 * @throws {@link SessionError} `invalid-configuration` when it is not one
 */
export function parsePublishableKey(key: string): Address {
  const [, environment, encoded = ''] = /^pk_(test|live)_([\w+/-]+)=*$/.exec(key) ?? []
  const malformed = (cause?: unknown) =>
    misconfigured(
      'publishableKey is the key of your dashboard, or the one that `npx wachter-emulator` prints: pk_test_* or pk_live_*',
      cause,
    )
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
  throw misconfigured('publishableKey is undefined: set it, or baseUrl and mode')
}

function parseBaseUrl(text: string): string {
  const { protocol, hostname, origin } = parseUrl(text) ?? {}
  // Plain http is allowed only for an emulator on this machine.
  const isLocal = /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/.test(hostname ?? '')
  if (origin && (protocol === 'https:' || (protocol === 'http:' && isLocal))) return origin
  // Without a cause: it would quote the text, and a secret key may have been given by mistake.
  throw misconfigured('The API must use https, or http on localhost')
}

const misconfigured = (message: string, cause?: unknown) =>
  new SessionError('invalid-configuration', message, { cause })
