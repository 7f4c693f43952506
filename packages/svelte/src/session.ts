import type {
  Client,
  Deployment,
  Organization,
  OrganizationMembership,
  ResourceState,
  SessionError,
  SessionState,
  SessionView,
  SignIn,
  User,
  Workspace,
  WorkspaceMembership,
} from '@wachter/core'
import type { Readable } from 'svelte/store'
import { useClient } from './context.js'
import { type Reading, readingOf } from './reading.js'

/** What may be asked of a session. */
export type SessionCommands = Pick<
  Client,
  'getToken' | 'signOut' | 'switchSignIn' | 'switchOrganization' | 'switchWorkspace' | 'exchangeTicket' | 'refetch'
>

/** The session at one moment and what may be done with it. */
export interface SessionSnapshot extends SessionView, SessionCommands {}

/** The session and what may be done with it, in runes and as a store of snapshots. */
export interface UseSession extends SessionSnapshot, Readable<SessionSnapshot> {}

/**
 * The session of this browser and what may be done with it. Its properties are reactive wherever runes are:
 * `session.loading`; as a store it is `$session.loading`. The functions never change and may be taken out of it; the
 * other properties, taken out, stay what they were.
 *
 * @throws {Error} outside of components below `setWachterContext`
 */
export function useSession(): UseSession {
  const client = useClient()
  const view = readingOf(client.$view)
  const { getToken, signOut, switchSignIn, switchOrganization, switchWorkspace, exchangeTicket, refetch } = client
  const commands = { getToken, signOut, switchSignIn, switchOrganization, switchWorkspace, exchangeTicket, refetch }
  return {
    get loading() {
      return view.current.loading
    },
    get session() {
      return view.current.session
    },
    get error() {
      return view.current.error
    },
    ...commands,
    subscribe: (run) => view.subscribe((now) => run({ ...now, ...commands })),
  }
}

/**
 * Everything the client knows: beside the session whether the server can be reached (`status`, `stale`), and which
 * change is under way (`pending`).
 */
export function useSessionState(): Reading<SessionState> {
  return readingOf(useClient().$state)
}

/** The person signed in, undefined when nobody is. */
export function useUser(): Reading<User | undefined> {
  return readingOf(useClient().$user)
}

/** Every account of this browser session, also while none of them is active. */
export function useSignIns(): Reading<readonly SignIn[]> {
  return readingOf(useClient().$signIns)
}

/** The organization being worked in, undefined when there is none. */
export function useActiveOrganization(): Reading<Organization | undefined> {
  return readingOf(useClient().$activeOrganization)
}

/** The workspace being worked in, undefined when there is none. */
export function useActiveWorkspace(): Reading<Workspace | undefined> {
  return readingOf(useClient().$activeWorkspace)
}

/** The organizations the person signed in belongs to. Loaded once somebody looks; empty when nobody is signed in. */
export function useOrganizationMemberships(): Reading<ResourceState<readonly OrganizationMembership[]>> {
  return readingOf(useClient().$organizationMemberships)
}

/** The workspaces the person signed in belongs to. Loaded once somebody looks; empty when nobody is signed in. */
export function useWorkspaceMemberships(): Reading<ResourceState<readonly WorkspaceMembership[]>> {
  return readingOf(useClient().$workspaceMemberships)
}

/** What the deployment offers and asks for, at one moment. */
export interface DeploymentView {
  readonly loading: boolean
  /** With the client's `uiOverwrites` laid over it; undefined until it is known. */
  readonly deployment: Deployment | undefined
  readonly error: SessionError | undefined
}

/** The deployment, in runes and as a store. */
export interface UseDeployment extends DeploymentView, Readable<DeploymentView> {}

/** The deployment. Loaded once somebody looks, and then shared. Its properties are reactive, as those of `useSession`. */
export function useDeployment(): UseDeployment {
  const state = readingOf(useClient().$deployment)
  return {
    get loading() {
      return state.current.loading
    },
    get deployment() {
      return state.current.data
    },
    get error() {
      return state.current.error
    },
    subscribe: (run) => state.subscribe(({ loading, data: deployment, error }) => run({ loading, deployment, error })),
  }
}
