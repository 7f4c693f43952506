import type { ReadableAtom } from 'nanostores'
import type { GetToken } from './commands/get-token.js'
import type { SessionError } from './errors.js'
import type { ApiRequest } from './http/transport.js'
import type { Deployment, UiSettings } from './model/deployment.js'
import type { Organization, OrganizationMembership, Workspace, WorkspaceMembership } from './model/membership.js'
import type { Session, SessionContainer, SignIn, SignInAttempt, SignUpAttempt } from './model/session.js'
import type { SessionState } from './model/session-state.js'
import type { User } from './model/user.js'
import type { InitialState, Mode } from './options.js'
import type { Ports } from './ports.js'
import type { ClientEvents } from './state/events.js'
import type { ResourceState } from './state/resource.js'

/** What a page asks first: is it known yet, is somebody signed in, did something go wrong. */
export interface SessionView {
  /** True until the first answer, never again. */
  readonly loading: boolean
  readonly session: Session | null
  readonly error: SessionError | undefined
}

export interface MutateOptions {
  /** Shown as `pending` while it runs. Default: the path. */
  readonly kind?: string
  /** Tells from the session whether the change took place, for when no answer came. */
  readonly landed?: (container: SessionContainer) => boolean
}

/** Holds the Wacht session of this browser. Every function is bound and stays the same for the life of the client. */
export interface Client {
  readonly baseUrl: string
  readonly mode: Mode
  /** The surroundings it keeps to; features built on it keep to the same. */
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
  readonly $activeSignIn: ReadableAtom<SignIn | undefined>
  readonly $user: ReadableAtom<User | undefined>
  readonly $activeOrganization: ReadableAtom<Organization | undefined>
  readonly $activeWorkspace: ReadableAtom<Workspace | undefined>
  readonly $signInAttempts: ReadableAtom<readonly SignInAttempt[]>
  readonly $signUpAttempts: ReadableAtom<readonly SignUpAttempt[]>
  /** Loaded when listened to while the client runs; gone when the context changes. */
  readonly $organizationMemberships: ReadableAtom<ResourceState<readonly OrganizationMembership[]>>
  readonly $workspaceMemberships: ReadableAtom<ResourceState<readonly WorkspaceMembership[]>>
  /** Loaded when listened to while the client runs, with `uiOverwrites` laid over it. */
  readonly $deployment: ReadableAtom<ResourceState<Deployment>>
  /** Replaces the `uiOverwrites` of this client; undefined takes them away. The deployment itself stays as it is. */
  readonly overwriteUi: (overwrites: UiSettings | undefined) => void

  /**
   * Gives a JWT for the present context, from memory while it is fresh. Calls made while one is minted share it; calls
   * made while a change is under way wait for its end. Never gives a token of a context that has ended. Settles within
   * three times `timeoutMs`.
   *
   * @param request name of a JWT template, or `{ template, forceRefresh, signal }`
   * @throws {@link SessionError} `signed-out`, `template-not-found`, `rate-limited` (see `retryAfterMs`), `offline`,
   *   `timed-out`, `aborted`, `context-mismatch`
   * @see PROTOCOL.md §5.1
   */
  readonly getToken: GetToken
  /** Forgets every token at hand; the next `getToken` mints. For when the app knows that roles have changed. */
  readonly invalidateTokens: () => void
  /**
   * Ends every sign-in, or the one given. Here the account is gone at once, whatever the network does. Another account
   * that was active stays active.
   *
   * @throws {@link SessionError} `sign-out-unconfirmed` when the server could not be told; it will be, at the next start
   *   or when the network is back. `sign-in-not-found`
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
   * Spends a single-use ticket of the app's backend. The same ticket given twice is spent once.
   *
   * @throws {@link SessionError} `ticket-rejected`
   */
  readonly exchangeTicket: (ticket: string) => Promise<void>
  /** Asks the server for the session now. Rejects with what went wrong; the state keeps what was known. */
  readonly refetch: () => Promise<void>

  /** Calls the Frontend API: validated, timed out, with typed errors. For reads; changes go through `mutate`. */
  readonly request: <T>(request: ApiRequest<T>) => Promise<T>
  /** Asks for a change in its turn, then shows its outcome in the state, then resolves. */
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
