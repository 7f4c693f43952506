import {
  type DeploymentView,
  deploymentOf,
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

/** The session and the functions that act on it, in runes and as a store of snapshots. */
export interface UseSession extends SessionSnapshot, Readable<SessionSnapshot> {}

/**
 * The session of this browser and the functions that act on it. Its properties are reactive in runes, `current.loading`; as a
 * store it is `$current.loading`. The functions never change and may be destructured; the other properties, destructured, do
 * not update.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useSession } from '@wachter/svelte'
 *
 * const current = useSession()
 * </script>
 *
 * {#if current.loading}One moment …{/if}
 * {#if current.session}<button onclick={() => current.signOut()}>Sign out</button>{/if}
 * ```
 * @example As a store
 * ```svelte
 * <script lang="ts">
 * import { useSession } from '@wachter/svelte'
 *
 * const session = useSession()
 * </script>
 *
 * {#if $session.session}{$session.session.activeSignIn.user?.firstName}{/if}
 * ```
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
 * Everything the client knows: besides the session, whether the server can be reached (`status`, `stale`), and the change under
 * way (`pending`).
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useSessionState } from '@wachter/svelte'
 *
 * const state = useSessionState()
 * </script>
 *
 * {#if state.current.status === 'unavailable' || state.current.stale}The server cannot be reached.{/if}
 * ```
 */
export function useSessionState(): Reading<SessionState> {
  return steadyReadingOf(useClient().$state)
}

/**
 * The signed-in user: null when no account is signed in, undefined while that is not known.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useUser } from '@wachter/svelte'
 *
 * const user = useUser()
 * </script>
 *
 * {#if user.current}Hello, {user.current.firstName}{/if}
 * ```
 */
export function useUser(): Reading<User | null | undefined> {
  return steadyReadingOf(useClient().$user)
}

/**
 * All accounts of this browser session, also while none is active.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useSession, useSignIns } from '@wachter/svelte'
 *
 * const { switchSignIn } = useSession()
 * const signIns = useSignIns()
 * </script>
 *
 * {#each signIns.current as { id, user } (id)}<button onclick={() => switchSignIn(id)}>{user?.firstName}</button>{/each}
 * ```
 */
export function useSignIns(): Reading<readonly SignIn[]> {
  return steadyReadingOf(useClient().$signIns)
}

/**
 * The active organization: null when there is none, undefined while that is not known.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useActiveOrganization } from '@wachter/svelte'
 *
 * const organization = useActiveOrganization()
 * </script>
 *
 * {organization.current ? organization.current.name : 'Personal account'}
 * ```
 */
export function useActiveOrganization(): Reading<Organization | null | undefined> {
  return steadyReadingOf(useClient().$activeOrganization)
}

/**
 * The active workspace: null when there is none, undefined while that is not known.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useActiveWorkspace } from '@wachter/svelte'
 *
 * const workspace = useActiveWorkspace()
 * </script>
 *
 * {#if workspace.current}{workspace.current.name}{/if}
 * ```
 */
export function useActiveWorkspace(): Reading<Workspace | null | undefined> {
  return steadyReadingOf(useClient().$activeWorkspace)
}

/**
 * One stable string for the present account, organization and workspace, null when no account is signed in. Use it in the key
 * of a query, or of a `{#key}` block that must not outlive the context.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useContextKey } from '@wachter/svelte'
 *
 * const contextKey = useContextKey()
 * </script>
 *
 * {#key contextKey.current}Nothing in here outlives a switch.{/key}
 * ```
 */
export function useContextKey(): Reading<string | null> {
  return steadyReadingOf(useClient().$contextKey)
}

/**
 * The organizations of the active account. Loaded on first use; empty when no account is signed in.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useOrganizationMemberships } from '@wachter/svelte'
 *
 * const memberships = useOrganizationMemberships()
 * </script>
 *
 * {#each memberships.current.data ?? [] as { organization } (organization.id)}{organization.name}{/each}
 * ```
 */
export function useOrganizationMemberships(): Reading<ResourceState<readonly OrganizationMembership[]>> {
  return readingOf(useClient().$organizationMemberships)
}

/**
 * The workspaces of the active account. Loaded on first use; empty when no account is signed in.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useWorkspaceMemberships } from '@wachter/svelte'
 *
 * const memberships = useWorkspaceMemberships()
 * </script>
 *
 * {#each memberships.current.data ?? [] as { workspace } (workspace.id)}{workspace.name}{/each}
 * ```
 */
export function useWorkspaceMemberships(): Reading<ResourceState<readonly WorkspaceMembership[]>> {
  return readingOf(useClient().$workspaceMemberships)
}

/** The deployment, in runes and as a store. */
export interface UseDeployment extends DeploymentView, Readable<DeploymentView> {}

/**
 * The deployment. Loaded on first use, then shared. Its properties are reactive, as those of `useSession`.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { socialProviders } from '@wachter/core/flows'
 * import { useDeployment } from '@wachter/svelte'
 *
 * const settings = useDeployment()
 * </script>
 *
 * {#each socialProviders(settings.deployment) as { name } (name)}{name}{/each}
 * ```
 */
export function useDeployment(): UseDeployment {
  const state = readingOf(deploymentOf(useClient()))
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
