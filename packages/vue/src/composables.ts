import {
  type DeploymentView,
  type Organization,
  type OrganizationMembership,
  type ResourceState,
  type SessionCommands,
  type SessionState,
  type SessionView,
  type SignIn,
  sessionCommands,
  type User,
  type Workspace,
  type WorkspaceMembership,
} from '@wachter/core'
import { computed, type Ref } from 'vue'
import { useClient } from './plugin.js'
import { useAtom } from './use-atom.js'

/** The properties of a view as refs. */
type Refs<View> = { readonly [Name in keyof View]: Readonly<Ref<View[Name]>> }

/** The session and what may be done with it. */
export interface UseSession extends Refs<SessionView>, SessionCommands {}

/**
 * The session of this browser as refs, and the functions to do something with it, which are the same everywhere.
 *
 * The refs of this and all other composables follow the client until their component or effect scope ends. Made outside
 * of both, in a navigation guard for example, they show what is known at that moment.
 *
 * @throws {Error} outside of an app that uses `createWachter`
 */
export function useSession(): UseSession {
  const client = useClient()
  const view = useAtom(client.$view)
  return {
    loading: computed(() => view.value.loading),
    session: computed(() => view.value.session),
    error: computed(() => view.value.error),
    ...sessionCommands(client),
  }
}

/**
 * Everything the client knows: beside the session whether the server can be reached (`status`, `stale`), and which
 * change is under way (`pending`).
 */
export function useSessionState(): Readonly<Ref<SessionState>> {
  return useAtom(useClient().$state)
}

/** The user that is signed in: null when none is, undefined while that is not known. */
export function useUser(): Readonly<Ref<User | null | undefined>> {
  return useAtom(useClient().$user)
}

/** Every account of this browser session, also while none of them is active. */
export function useSignIns(): Readonly<Ref<readonly SignIn[]>> {
  return useAtom(useClient().$signIns)
}

/** The active organization: null when there is none, undefined while that is not known. */
export function useActiveOrganization(): Readonly<Ref<Organization | null | undefined>> {
  return useAtom(useClient().$activeOrganization)
}

/** The active workspace: null when there is none, undefined while that is not known. */
export function useActiveWorkspace(): Readonly<Ref<Workspace | null | undefined>> {
  return useAtom(useClient().$activeWorkspace)
}

/**
 * One stable string for the present account, organization and workspace, null when no account is signed in. For the key of
 * a query or of a component that must not outlive the context.
 */
export function useContextKey(): Readonly<Ref<string | null>> {
  return useAtom(useClient().$contextKey)
}

/** The organizations the person signed in belongs to. Loaded once somebody looks; empty when nobody is signed in. */
export function useOrganizationMemberships(): Readonly<Ref<ResourceState<readonly OrganizationMembership[]>>> {
  return useAtom(useClient().$organizationMemberships)
}

/** The workspaces the person signed in belongs to. Loaded once somebody looks; empty when nobody is signed in. */
export function useWorkspaceMemberships(): Readonly<Ref<ResourceState<readonly WorkspaceMembership[]>>> {
  return useAtom(useClient().$workspaceMemberships)
}

/** What the deployment offers and asks for. */
export type UseDeployment = Refs<DeploymentView>

/** The deployment as refs. Loaded once somebody looks, and then shared. */
export function useDeployment(): UseDeployment {
  const state = useAtom(useClient().$deployment)
  return {
    loading: computed(() => state.value.loading),
    deployment: computed(() => state.value.data),
    error: computed(() => state.value.error),
  }
}
