import type { ReadableAtom } from 'nanostores'
import type { ApiRequest } from './http/transport.js'
import type { Deployment, UiSettings } from './model/deployment.js'
import type { Organization, OrganizationMembership, Workspace, WorkspaceMembership } from './model/membership.js'
import type { Session, SessionContainer, SignIn, SignInAttempt, SignUpAttempt } from './model/session.js'
import type { SessionState } from './model/session-state.js'
import type { User } from './model/user.js'
import type { InitialState, Mode } from './options.js'
import type { Ports } from './ports.js'
import type { ClientEvents } from './session/events.js'
import type { ResourceState } from './session/resource.js'
import type { SessionView } from './session/views.js'
import type { GetToken } from './tokens/get-token.js'

export interface MutateOptions {
  /** Shown as `pending` while it runs. Default: the path. */
  readonly kind?: string
  /** Tells from the session whether the change was applied, for when no answer came. */
  readonly applied?: (container: SessionContainer) => boolean
  /**
   * Whom the change is for. `context` (the default): the account, organization and workspace that are active when it is
   * asked for; when others are active as its turn comes, it is not sent. `session`: the browser session, whoever is active.
   */
  readonly scope?: 'context' | 'session'
}

/** Holds the Wacht session of this browser. Every function is bound and stays the same for the life of the client. */
export interface Client {
  readonly baseUrl: string
  readonly mode: Mode
  /** The surroundings it keeps to, and nothing else; features built on it keep to the same. */
  readonly ports: Ports
  /**
   * The staging session's bearer secret, to hand the session over to a hosted page; undefined while there is none, and in
   * production. Belongs into no log and on no foreign page.
   *
   * @see PROTOCOL.md §1.4
   */
  readonly devSession: () => string | undefined
  /** What the client was created with; what a server-rendered first frame shows. */
  readonly initialState: SessionState

  readonly $state: ReadableAtom<SessionState>
  readonly $view: ReadableAtom<SessionView>
  /** Null unless an unexpired sign-in is active. */
  readonly $session: ReadableAtom<Session | null>
  /** Every account of this browser session, also while none is active. */
  readonly $signIns: ReadableAtom<readonly SignIn[]>
  /** Undefined while it is not known, null when no account is active. So are those that follow. */
  readonly $activeSignIn: ReadableAtom<SignIn | null | undefined>
  readonly $user: ReadableAtom<User | null | undefined>
  readonly $activeOrganization: ReadableAtom<Organization | null | undefined>
  readonly $activeWorkspace: ReadableAtom<Workspace | null | undefined>
  /**
   * One stable string for the present account, organization and workspace; null while none is known. What is cached for
   * the person belongs under it, for example as a part of every query key, or as the `key` of a component tree.
   */
  readonly $contextKey: ReadableAtom<string | null>
  readonly $signInAttempts: ReadableAtom<readonly SignInAttempt[]>
  readonly $signUpAttempts: ReadableAtom<readonly SignUpAttempt[]>
  /** Loaded when listened to while the client runs; gone when the context changes. */
  readonly $organizationMemberships: ReadableAtom<ResourceState<readonly OrganizationMembership[]>>
  readonly $workspaceMemberships: ReadableAtom<ResourceState<readonly WorkspaceMembership[]>>
  /** Loaded when listened to while the client runs, with `uiOverwrites` laid over it. */
  readonly $deployment: ReadableAtom<ResourceState<Deployment>>
  /** The app's own UI settings, which lie over those of the deployment. */
  readonly uiOverwrites: () => UiSettings | undefined
  /** Replaces the `uiOverwrites` of this client; undefined takes them away. The deployment itself stays as it is. */
  readonly setUiOverwrites: (overwrites: UiSettings | undefined) => void

  /**
   * Gives a JWT for the present context, from memory while it is fresh. Calls made while one is minted share it; calls
   * made while a change is under way, or while a failed path backs off, wait for its end. Never gives a token of a context
   * that has ended. Settles within three times `timeoutMs`.
   *
   * @param request name of a JWT template, or `{ template, forceRefresh, signal }`
   * @throws {@link SessionError} `signed-out`, `template-not-found`, `rate-limited` (see `retryAfterMs`), `offline`,
   *   `timed-out`, `aborted`, `context-mismatch`
   * @see PROTOCOL.md §5.1
   */
  readonly getToken: GetToken
  /** Forgets every cached token, and every one that is being minted. For when the app knows that roles have changed. */
  readonly invalidateTokens: () => void
  /**
   * Ends every sign-in that is known, or the one given. Here the account is gone at once, whatever the network does.
   * Another account that was active stays active. One that signs in later is never ended by it.
   *
   * @throws {@link SessionError} `sign-out-unconfirmed` when the server could not be told: where the sign-ins are known,
   *   one page of this browser tries again until it is. `sign-in-not-found`
   * @see PROTOCOL.md §6.1
   */
  readonly signOut: (signInId?: string) => Promise<void>
  /**
   * Makes another account of this browser session active. Resolves when the state shows it.
   *
   * @throws {@link SessionError} `sign-in-not-found`, `superseded` by a later switch, `unconfirmed`
   */
  readonly switchSignIn: (signInId: string) => Promise<void>
  /**
   * Enters an organization by its id, without a workspace; without an id, leaves both.
   *
   * @throws {@link SessionError} `organization-not-found`, `organization-restricted`, `signed-out`, `superseded`, `unconfirmed`
   * @see PROTOCOL.md §6.6
   */
  readonly switchOrganization: (organizationId?: string) => Promise<void>
  /**
   * Enters a workspace by its id, and with it its organization.
   *
   * @throws {@link SessionError} `workspace-not-found`, `workspace-restricted`, `signed-out`, `superseded`, `unconfirmed`
   * @see PROTOCOL.md §6.6
   */
  readonly switchWorkspace: (workspaceId: string) => Promise<void>
  /**
   * Spends a single-use ticket of the app's backend. The same ticket given twice, also in two tabs, is spent once: both
   * calls resolve when the session shows what it brought.
   *
   * @throws {@link SessionError} `ticket-rejected`
   */
  readonly exchangeTicket: (ticket: string) => Promise<void>
  /**
   * Asks the server for the session by a request that begins after this call. The state keeps what was known when that
   * fails. Settles within three times `timeoutMs`.
   *
   * @throws {@link SessionError} what went wrong; `unconfirmed` when other tabs kept changing the session
   */
  readonly refetch: () => Promise<void>

  /** Calls the Frontend API: validated, timed out, with typed errors. For reads; changes go through `mutate`. */
  readonly request: <T>(request: ApiRequest<T>) => Promise<T>
  /**
   * Asks for a change in its turn, then shows its outcome in the state, then resolves.
   *
   * @throws {@link SessionError} `context-changed` when another account, organization or workspace is active as its turn
   *   comes; `superseded` by a sign-out; `unconfirmed` when its outcome is not known; and what the request throws
   */
  readonly mutate: <T>(request: ApiRequest<T>, options?: MutateOptions) => Promise<T>
  /** Listens to an event. Returns a function that stops. */
  readonly on: <E extends keyof ClientEvents>(type: E, listener: (event: ClientEvents[E]) => void) => () => void

  /**
   * Opens timers and listeners and asks for the session. Counted: what is started twice runs until both returned
   * functions were called.
   */
  readonly start: () => () => void
  /** Closes everything `start` opened, however often it was called. */
  readonly stop: () => void
  /** The state as plain data, for `createClient({ initialState })` elsewhere. Holds no token. */
  readonly dehydrate: () => InitialState
}
