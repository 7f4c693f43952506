import { SessionError } from './errors.js'
import type { UiSettings } from './model/deployment.js'
import type { SessionContainer } from './model/session.js'
import type { Ports } from './ports.js'

/** How the session travels: a cookie in production, a dev session in the query in staging (PROTOCOL.md §1.2, §1.3). */
export type Mode = 'staging' | 'production'

/** The deployment, by its publishable key or, beside an emulator or a proxy, by address. */
export type DeploymentAddress =
  | { readonly publishableKey: string; readonly baseUrl?: never; readonly mode?: never }
  | { readonly baseUrl: string; readonly mode: Mode; readonly publishableKey?: never }

/** Plain serializable data a server rendered from; see `client.dehydrate()`. */
export interface InitialState {
  readonly container?: SessionContainer
}

export interface ClientBehaviour {
  /** Sends every request. Default: the global `fetch`. */
  readonly fetch?: typeof fetch
  /** How long one request may take, its retries and its body included. Default 10 000. */
  readonly timeoutMs?: number
  /** How often a visible, signed-in page asks again by itself. Default 60 000. 0 turns it off. */
  readonly revalidateIntervalMs?: number
  /** How long before the end of a sign-in `session-expiring` fires. Default 60 000. */
  readonly expiringLeadMs?: number
  /** Layered over the deployment's UI settings for this client only. */
  readonly uiOverwrites?: UiSettings
  /** What a server already knew of this request's session. */
  readonly initialState?: InitialState
}

export type ClientOptions = DeploymentAddress & ClientBehaviour & Partial<Ports>

export interface Address {
  /** Origin of the Frontend API, without a trailing slash. */
  readonly baseUrl: string
  readonly mode: Mode
}

const form = 'pk_test_… or pk_live_… as the Wacht dashboard shows it'

/**
 * Reads a publishable key (PROTOCOL.md §1.1).
 *
 * @throws {@link SessionError} `invalid-configuration` when it is not one
 */
export function parsePublishableKey(key: string): Address {
  const [, environment, encoded] = /^pk_(test|live)_([\w+/=-]+)$/.exec(String(key).trim()) ?? []
  if (!environment || !encoded) throw misconfigured(`The publishable key is malformed; expected ${form}`)
  let decoded: string
  try {
    decoded = atob(encoded.replace(/=+$/, '').replace(/-/g, '+').replace(/_/g, '/'))
  } catch (cause) {
    throw misconfigured(`The publishable key does not hold an address; expected ${form}`, cause)
  }
  return { baseUrl: parseBaseUrl(decoded), mode: environment === 'test' ? 'staging' : 'production' }
}

/** Where the Frontend API is, from either form of address. */
export const addressOf = (options: DeploymentAddress): Address => {
  if (options.publishableKey !== undefined) return parsePublishableKey(options.publishableKey)
  if (options.mode !== 'staging' && options.mode !== 'production') {
    throw misconfigured('Give a publishableKey, or a baseUrl with mode "staging" or "production"')
  }
  return { baseUrl: parseBaseUrl(options.baseUrl), mode: options.mode }
}

function parseBaseUrl(text: string): string {
  let url: URL
  try {
    url = new URL(text)
  } catch (cause) {
    throw misconfigured('The address of the Frontend API is not a URL', cause)
  }
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|.*\.localhost)$/.test(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) {
    throw misconfigured('The Frontend API must be reached over https; http is for localhost only')
  }
  return url.origin
}

const misconfigured = (message: string, cause?: unknown) =>
  new SessionError('invalid-configuration', message, { cause })
