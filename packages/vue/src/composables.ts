import {
  type DeploymentView,
  deploymentOf,
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

/** The session and the functions that act on it. */
export interface UseSession extends Refs<SessionView>, SessionCommands {}

/**
 * The session of this browser as refs, and the functions that act on it, which never change.
 *
 * The refs of this and all other composables follow the client until their component or effect scope ends. Created outside of
 * both, for example in a navigation guard, they keep the value of that moment.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useSession } from '@wachter/vue'
 *
 * const { loading, session, signOut } = useSession()
 * </script>
 *
 * <template>
 *   <p v-if="loading">One moment …</p>
 *   <button v-else-if="session" v-on:click="signOut()">Sign out</button>
 * </template>
 * ```
 * @example A request with a token
 * ```ts
 * import { useSession } from '@wachter/vue'
 *
 * const { getToken } = useSession()
 * const headers = async () => ({ Authorization: `Bearer ${await getToken()}` })
 * ```
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
 * Everything the client knows: besides the session, whether the server can be reached (`status`, `stale`), and the change under
 * way (`pending`).
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useSessionState } from '@wachter/vue'
 *
 * const state = useSessionState()
 * </script>
 *
 * <template><p v-if="state.status === 'unavailable' || state.stale">The server cannot be reached.</p></template>
 * ```
 */
export function useSessionState(): Readonly<Ref<SessionState>> {
  return useAtom(useClient().$state)
}

/**
 * The signed-in user: null when no account is signed in, undefined while that is not known.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useUser } from '@wachter/vue'
 *
 * const user = useUser()
 * </script>
 *
 * <template><p v-if="user">Hello, {{ user.firstName }}</p></template>
 * ```
 */
export function useUser(): Readonly<Ref<User | null | undefined>> {
  return useAtom(useClient().$user)
}

/**
 * All accounts of this browser session, also while none is active.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useSession, useSignIns } from '@wachter/vue'
 *
 * const { switchSignIn } = useSession()
 * const signIns = useSignIns()
 * </script>
 *
 * <template>
 *   <button v-for="{ id, user } in signIns" :key="id" v-on:click="switchSignIn(id)">{{ user?.firstName }}</button>
 * </template>
 * ```
 */
export function useSignIns(): Readonly<Ref<readonly SignIn[]>> {
  return useAtom(useClient().$signIns)
}

/**
 * The active organization: null when there is none, undefined while that is not known.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useActiveOrganization } from '@wachter/vue'
 *
 * const organization = useActiveOrganization()
 * </script>
 *
 * <template><p>{{ organization ? organization.name : 'Personal account' }}</p></template>
 * ```
 */
export function useActiveOrganization(): Readonly<Ref<Organization | null | undefined>> {
  return useAtom(useClient().$activeOrganization)
}

/**
 * The active workspace: null when there is none, undefined while that is not known.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useActiveWorkspace } from '@wachter/vue'
 *
 * const workspace = useActiveWorkspace()
 * </script>
 *
 * <template><p v-if="workspace">{{ workspace.name }}</p></template>
 * ```
 */
export function useActiveWorkspace(): Readonly<Ref<Workspace | null | undefined>> {
  return useAtom(useClient().$activeWorkspace)
}

/**
 * One stable string for the present account, organization and workspace, null when no account is signed in. Use it in the key
 * of a query, or of a component that must not outlive the context.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useContextKey } from '@wachter/vue'
 *
 * const contextKey = useContextKey()
 * </script>
 *
 * <template><main :key="contextKey ?? ''">Nothing in here outlives a switch.</main></template>
 * ```
 */
export function useContextKey(): Readonly<Ref<string | null>> {
  return useAtom(useClient().$contextKey)
}

/**
 * The organizations of the active account. Loaded on first use; empty when no account is signed in.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useOrganizationMemberships } from '@wachter/vue'
 *
 * const memberships = useOrganizationMemberships()
 * </script>
 *
 * <template>
 *   <p v-for="{ organization } in memberships.data" :key="organization.id">{{ organization.name }}</p>
 * </template>
 * ```
 */
export function useOrganizationMemberships(): Readonly<Ref<ResourceState<readonly OrganizationMembership[]>>> {
  return useAtom(useClient().$organizationMemberships)
}

/**
 * The workspaces of the active account. Loaded on first use; empty when no account is signed in.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useWorkspaceMemberships } from '@wachter/vue'
 *
 * const memberships = useWorkspaceMemberships()
 * </script>
 *
 * <template><p v-for="{ workspace } in memberships.data" :key="workspace.id">{{ workspace.name }}</p></template>
 * ```
 */
export function useWorkspaceMemberships(): Readonly<Ref<ResourceState<readonly WorkspaceMembership[]>>> {
  return useAtom(useClient().$workspaceMemberships)
}

/** The deployment's settings as refs, and whether they are loaded. */
export type UseDeployment = Refs<DeploymentView>

/**
 * The deployment as refs. Loaded on first use, then shared.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { socialProviders } from '@wachter/core/flows'
 * import { useDeployment } from '@wachter/vue'
 *
 * const { deployment } = useDeployment()
 * </script>
 *
 * <template><p v-for="{ name } in socialProviders(deployment)" :key="name">{{ name }}</p></template>
 * ```
 */
export function useDeployment(): UseDeployment {
  const state = useAtom(deploymentOf(useClient()))
  return {
    loading: computed(() => state.value.loading),
    deployment: computed(() => state.value.data),
    error: computed(() => state.value.error),
  }
}
