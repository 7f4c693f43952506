import {
  type DeploymentView,
  deploymentView,
  type Organization,
  type OrganizationMembership,
  type ResourceState,
  type SessionSnapshot,
  type SessionState,
  type SignIn,
  sessionCommands,
  type User,
  type Workspace,
  type WorkspaceMembership,
} from '@wachter/core'
import type { Readable } from 'svelte/store'
import { useClient } from './context.js'
import { type Reading, readingOf, steadyReadingOf } from './reading.svelte.js'

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
  const view = steadyReadingOf(client.$view)
  const commands = sessionCommands(client)
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
  return steadyReadingOf(useClient().$state)
}

/** The user that is signed in: null when none is, undefined while that is not known. */
export function useUser(): Reading<User | null | undefined> {
  return steadyReadingOf(useClient().$user)
}

/** Every account of this browser session, also while none of them is active. */
export function useSignIns(): Reading<readonly SignIn[]> {
  return steadyReadingOf(useClient().$signIns)
}

/** The active organization: null when there is none, undefined while that is not known. */
export function useActiveOrganization(): Reading<Organization | null | undefined> {
  return steadyReadingOf(useClient().$activeOrganization)
}

/** The active workspace: null when there is none, undefined while that is not known. */
export function useActiveWorkspace(): Reading<Workspace | null | undefined> {
  return steadyReadingOf(useClient().$activeWorkspace)
}

/**
 * One stable string for the present account, organization and workspace, null when no account is signed in. For the key of
 * a query or of a `{#key}` block that must not outlive the context.
 */
export function useContextKey(): Reading<string | null> {
  return steadyReadingOf(useClient().$contextKey)
}

/** The organizations the person signed in belongs to. Loaded once somebody looks; empty when nobody is signed in. */
export function useOrganizationMemberships(): Reading<ResourceState<readonly OrganizationMembership[]>> {
  return readingOf(useClient().$organizationMemberships)
}

/** The workspaces the person signed in belongs to. Loaded once somebody looks; empty when nobody is signed in. */
export function useWorkspaceMemberships(): Reading<ResourceState<readonly WorkspaceMembership[]>> {
  return readingOf(useClient().$workspaceMemberships)
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
    subscribe: (run) => state.subscribe((now) => run(deploymentView(now))),
  }
}
