import type { ClientAtoms } from './client-atoms.js'
import type { UiSettings } from './model/deployment.js'
import type { Demand } from './model/permissions.js'
import type { Session } from './model/session.js'
import type { SessionState } from './model/session-state.js'
import type { InitialState, Mode } from './options.js'
import type { Ports } from './ports.js'
import type { ClientEvents } from './session/events.js'
import type { ClientSeams } from './session/seams.js'
import type { GetToken } from './tokens/get-token.js'

/** The Wacht session of this browser. Every function is bound and stays the same for the life of the client. */
export interface Client extends ClientAtoms, ClientSeams {
  readonly baseUrl: string
  readonly mode: Mode
  /** Everything of its environment that the client uses; features built on the client use the same. */
  readonly ports: Ports
  /**
   * Returns the staging session's bearer secret, for a hosted page to continue the session; undefined while there is none,
   * and in production. Never log it or pass it to a page that is not yours.
   *
   * @see PROTOCOL.md §1.4
   */
  readonly devSession: () => string | undefined
  /** The state the client was created with, which a server-rendered first frame shows. */
  readonly initialState: SessionState

  /** Replaces the `$uiOverwrites` of this client; undefined removes them. The deployment itself is not changed. */
  readonly setUiOverwrites: (overwrites: UiSettings | undefined) => void

  /**
   * Returns a JWT for the present context, from memory while it is fresh. Calls made while one is being minted share it;
   * calls made during a change, or during backoff, wait for its end. Never returns a token of a previous context. Settles
   * within three times `timeoutMs`.
   *
   * @example
   * ```ts
   * await fetch('/api/invoices', { headers: { Authorization: `Bearer ${await client.getToken()}` } })
   * ```
   * @example With the claims of a JWT template
   * ```ts
   * const token = await client.getToken('hasura')
   * ```
   * @example Newly minted, with a way to give up
   * ```ts
   * const controller = new AbortController()
   * const token = await client.getToken({ forceRefresh: true, signal: controller.signal })
   * ```
   *
   * @param request name of a JWT template, or `{ template, forceRefresh, signal }`
   * @throws {@link SessionError} `signed-out`, `template-not-found`, `rate-limited` (see `retryAfterMs`), `offline`,
   *   `timed-out`, `aborted`, `context-mismatch`
   * @see PROTOCOL.md §5.1
   */
  readonly getToken: GetToken
  /**
   * Whether the active account may do something, by its roles in the active organization and workspace. It is computed from
   * the session and asks nothing. Everything given must hold. It answers no while the session is not known, when no account is
   * active, and to a question that is empty or not understood. For what a page shows: a backend checks its own tokens.
   *
   * @example
   * ```ts
   * if (client.has({ permission: 'invoices:write' })) console.log('You may edit')
   * ```
   * @example One of several, in one organization
   * ```ts
   * const may = client.has({ anyOf: ['organization:admin', 'organization:manage'], organization: '42' })
   * console.log(may)
   * ```
   *
   * @see PROTOCOL.md §4.7, §5.1
   */
  readonly has: (demand: Demand) => boolean
  /** Drops every cached token, and every one being minted. Call it when the app knows that roles have changed. */
  readonly invalidateTokens: () => void
  /**
   * Signs out every known account, or the one given. The account is gone here at once, even if the network is down.
   * Another account that was active stays active. It never ends a sign-in that begins later.
   *
   * @example Every account
   * ```ts
   * await client.signOut()
   * ```
   * @example One account of several
   * ```ts
   * const [first] = client.$signIns.get()
   * if (first) await client.signOut(first.id)
   * ```
   * @example While offline, the request is retried later
   * ```ts
   * import { isSessionError } from '@wachter/core'
   *
   * await client.signOut().catch((error: unknown) => {
   *   if (!isSessionError(error) || error.code !== 'sign-out-unconfirmed') throw error
   * })
   * ```
   *
   * @throws {@link SessionError} `sign-out-unconfirmed` when the server could not be reached: if the sign-ins are known,
   *   one page of this browser retries until it succeeds. `sign-in-not-found`
   * @see PROTOCOL.md §6.1
   */
  readonly signOut: (signInId?: string) => Promise<void>
  /**
   * Makes another account of this browser session active. Resolves when the state shows it.
   *
   * @example
   * ```ts
   * const grace = client.$signIns.get().find(({ user }) => user?.username === 'grace')
   * if (grace) await client.switchSignIn(grace.id)
   * ```
   *
   * @throws {@link SessionError} `sign-in-not-found`, `superseded` by a later switch, `unconfirmed`
   */
  readonly switchSignIn: (signInId: string) => Promise<void>
  /**
   * Enters an organization by its id, without a workspace. Without an id, leaves both.
   *
   * @example
   * ```ts
   * const [membership] = client.$organizationMemberships.get().data ?? []
   * if (membership) await client.switchOrganization(membership.organization.id)
   * ```
   * @example Back to the personal account
   * ```ts
   * await client.switchOrganization()
   * ```
   *
   * @throws {@link SessionError} `not-eligible` with the membership's `EligibilityRestriction` as `data`: this address or a
   *   missing second factor keeps the account out; `organization-restricted` for another refusal; `organization-not-found`,
   *   `signed-out`, `superseded`, `unconfirmed`
   * @see PROTOCOL.md §6.6
   */
  readonly switchOrganization: (organizationId?: string) => Promise<void>
  /**
   * Enters a workspace by its id, and with it its organization.
   *
   * @throws {@link SessionError} `not-eligible`, `workspace-restricted`, `workspace-not-found`, `signed-out`, `superseded`,
   *   `unconfirmed`; see `switchOrganization`
   * @see PROTOCOL.md §6.6
   */
  readonly switchWorkspace: (workspaceId: string) => Promise<void>
  /**
   * Exchanges a single-use ticket of the app's backend for a sign-in. A ticket given twice, also in two tabs, is exchanged
   * once: both calls resolve when the session shows the account.
   *
   * @example
   * ```ts
   * const ticket = new URLSearchParams(location.search).get('ticket')
   * if (ticket) await client.exchangeTicket(ticket)
   * ```
   *
   * @throws {@link SessionError} `ticket-rejected`
   */
  readonly exchangeTicket: (ticket: string) => Promise<void>
  /**
   * Fetches the session with a request that begins after this call. If it fails, the state keeps what was known. Settles
   * within three times `timeoutMs`.
   *
   * @throws {@link SessionError} the error of the request; `unconfirmed` when other tabs kept changing the session
   */
  readonly refetch: () => Promise<void>

  /**
   * Resolves when it is known who is signed in, with the session or null: for the guards of a router. Fetches the session
   * if it is not known, whether the client was started or not.
   *
   * @example
   * ```ts
   * const guard = async () => {
   *   const session = await client.ready()
   *   return session ? true : '/sign-in'
   * }
   * ```
   * @throws {@link SessionError} the error of the request when the server cannot be asked: then it is not known
   */
  readonly ready: () => Promise<Session | null>

  /**
   * Subscribes to an event. Returns a function that unsubscribes.
   *
   * @example
   * ```ts
   * const stop = client.on('signed-out', ({ reason }) => location.assign(`/sign-in?reason=${reason}`))
   * ```
   */
  readonly on: <E extends keyof ClientEvents>(type: E, listener: (event: ClientEvents[E]) => void) => () => void

  /**
   * Starts timers and listeners and fetches the session. Counted: after two calls the client runs until both returned
   * functions were called.
   */
  readonly start: () => () => void
  /** Stops everything that `start` started, however often it was called. */
  readonly stop: () => void
  /** Returns the state as plain data for `createClient({ initialState })` elsewhere. Contains no token. */
  readonly dehydrate: () => InitialState
}
