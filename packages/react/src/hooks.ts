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
import { useMemo } from 'react'
import { useClient } from './provider.js'
import { useAtom } from './use-atom.js'

/** The session and what may be done with it. */
export type UseSession = SessionSnapshot

/**
 * The session of this browser and what may be done with it. The functions are there from the first render and stay the
 * same, the object stays the same while the session does. Renders again on each change of either.
 *
 * @throws {Error} outside of a `WachterProvider`
 */
export function useSession(): UseSession {
  const client = useClient()
  const view = useAtom(client.$view)
  return useMemo(() => ({ ...view, ...sessionCommands(client) }), [client, view])
}

/**
 * Everything the client knows: beside the session whether the server can be reached (`status`, `stale`), and which
 * change is under way (`pending`).
 */
export function useSessionState(): SessionState {
  return useAtom(useClient().$state)
}

/** The user that is signed in: null when none is, undefined while that is not known. */
export function useUser(): User | null | undefined {
  return useAtom(useClient().$user)
}

/** Every account of this browser session, also while none of them is active. */
export function useSignIns(): readonly SignIn[] {
  return useAtom(useClient().$signIns)
}

/** The active organization: null when there is none, undefined while that is not known. */
export function useActiveOrganization(): Organization | null | undefined {
  return useAtom(useClient().$activeOrganization)
}

/** The active workspace: null when there is none, undefined while that is not known. */
export function useActiveWorkspace(): Workspace | null | undefined {
  return useAtom(useClient().$activeWorkspace)
}

/**
 * One stable string for the present account, organization and workspace, null when no account is signed in. For the key of
 * a query or of a component that must not outlive the context.
 */
export function useContextKey(): string | null {
  return useAtom(useClient().$contextKey)
}

/** The organizations the person signed in belongs to. Loaded once somebody looks; empty when nobody is signed in. */
export function useOrganizationMemberships(): ResourceState<readonly OrganizationMembership[]> {
  return useAtom(useClient().$organizationMemberships)
}

/** The workspaces the person signed in belongs to. Loaded once somebody looks; empty when nobody is signed in. */
export function useWorkspaceMemberships(): ResourceState<readonly WorkspaceMembership[]> {
  return useAtom(useClient().$workspaceMemberships)
}

/** What the deployment offers and asks for. */
export type UseDeployment = DeploymentView

/** The deployment. Loaded once somebody looks, and then shared. */
export function useDeployment(): UseDeployment {
  return deploymentView(useAtom(useClient().$deployment))
}
