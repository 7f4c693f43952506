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
import { useMemo } from 'react'
import { useClient } from './provider.js'
import { useAtom } from './use-atom.js'

/** The session and the functions that act on it. */
export type UseSession = SessionSnapshot

/**
 * The session of this browser and the functions that act on it. The functions exist from the first render and never change.
 * The object stays the same while the session does; each change of the session renders again.
 *
 * @example
 * ```tsx
 * import { useSession } from '@wachter/react'
 *
 * function Account() {
 *   const { loading, session, signOut } = useSession()
 *   if (loading) return <p>One moment …</p>
 *   if (!session) return <a href="/sign-in">Sign in</a>
 *   return <button onClick={() => signOut()}>Sign out</button>
 * }
 * ```
 * @example A request with a token
 * ```tsx
 * import { useSession } from '@wachter/react'
 *
 * function Invoices() {
 *   const { getToken } = useSession()
 *   const load = async () => fetch('/api/invoices', { headers: { Authorization: `Bearer ${await getToken()}` } })
 *   return <button onClick={load}>Load</button>
 * }
 * ```
 *
 * @throws {Error} outside of a `WachterProvider`
 */
export function useSession(): UseSession {
  const client = useClient()
  const view = useAtom(client.$view)
  return useMemo(() => ({ ...view, ...sessionCommands(client) }), [client, view])
}

/**
 * Everything the client knows: besides the session, whether the server can be reached (`status`, `stale`), and the change under
 * way (`pending`).
 *
 * @example
 * ```tsx
 * import { useSessionState } from '@wachter/react'
 *
 * function Notice() {
 *   const { status, pending, stale } = useSessionState()
 *   if (status === 'unavailable' || stale) return <p>The server cannot be reached.</p>
 *   return pending ? <p>One moment …</p> : null
 * }
 * ```
 */
export function useSessionState(): SessionState {
  return useAtom(useClient().$state)
}

/**
 * The signed-in user: null when no account is signed in, undefined while that is not known.
 *
 * @example
 * ```tsx
 * import { useUser } from '@wachter/react'
 *
 * function Greeting() {
 *   const user = useUser()
 *   return user ? <p>Hello, {user.firstName}</p> : null
 * }
 * ```
 */
export function useUser(): User | null | undefined {
  return useAtom(useClient().$user)
}

/**
 * All accounts of this browser session, also while none is active.
 *
 * @example
 * ```tsx
 * import type { SignIn } from '@wachter/core'
 * import { useSession, useSignIns } from '@wachter/react'
 *
 * function Accounts() {
 *   const { switchSignIn } = useSession()
 *   const choose = ({ id, user }: SignIn) => <button key={id} onClick={() => switchSignIn(id)}>{user?.firstName}</button>
 *   return <menu>{useSignIns().map(choose)}</menu>
 * }
 * ```
 */
export function useSignIns(): readonly SignIn[] {
  return useAtom(useClient().$signIns)
}

/**
 * The active organization: null when there is none, undefined while that is not known.
 *
 * @example
 * ```tsx
 * import { useActiveOrganization } from '@wachter/react'
 *
 * function Place() {
 *   const organization = useActiveOrganization()
 *   return <p>{organization ? organization.name : 'Personal account'}</p>
 * }
 * ```
 */
export function useActiveOrganization(): Organization | null | undefined {
  return useAtom(useClient().$activeOrganization)
}

/**
 * The active workspace: null when there is none, undefined while that is not known.
 *
 * @example
 * ```tsx
 * import { useActiveWorkspace } from '@wachter/react'
 *
 * function Place() {
 *   const workspace = useActiveWorkspace()
 *   return workspace ? <p>{workspace.name}</p> : null
 * }
 * ```
 */
export function useActiveWorkspace(): Workspace | null | undefined {
  return useAtom(useClient().$activeWorkspace)
}

/**
 * One stable string for the present account, organization and workspace, null when no account is signed in. Use it in the key
 * of a query, or of a component that must not outlive the context.
 *
 * @example
 * ```tsx
 * import { useContextKey } from '@wachter/react'
 *
 * function App() {
 *   const contextKey = useContextKey()
 *   return <main key={contextKey}>Nothing in here outlives a switch.</main>
 * }
 * ```
 */
export function useContextKey(): string | null {
  return useAtom(useClient().$contextKey)
}

/**
 * The organizations of the active account. Loaded on first use; empty when no account is signed in.
 *
 * @example
 * ```tsx
 * import { useOrganizationMemberships, useSession } from '@wachter/react'
 *
 * function Organizations() {
 *   const { data = [] } = useOrganizationMemberships()
 *   const { switchOrganization } = useSession()
 *   return data.map(({ organization: { id, name } }) => (
 *     <button key={id} onClick={() => switchOrganization(id)}>{name}</button>
 *   ))
 * }
 * ```
 */
export function useOrganizationMemberships(): ResourceState<readonly OrganizationMembership[]> {
  return useAtom(useClient().$organizationMemberships)
}

/**
 * The workspaces of the active account. Loaded on first use; empty when no account is signed in.
 *
 * @example
 * ```tsx
 * import { useSession, useWorkspaceMemberships } from '@wachter/react'
 *
 * function Workspaces() {
 *   const { data = [] } = useWorkspaceMemberships()
 *   const { switchWorkspace } = useSession()
 *   return data.map(({ workspace: { id, name } }) => (
 *     <button key={id} onClick={() => switchWorkspace(id)}>{name}</button>
 *   ))
 * }
 * ```
 */
export function useWorkspaceMemberships(): ResourceState<readonly WorkspaceMembership[]> {
  return useAtom(useClient().$workspaceMemberships)
}

/** The deployment's settings, and whether they are loaded. */
export type UseDeployment = DeploymentView

/**
 * The deployment. Loaded on first use, then shared.
 *
 * @example
 * ```tsx
 * import { socialProviders } from '@wachter/core/flows'
 * import { useDeployment } from '@wachter/react'
 *
 * function Providers() {
 *   const { deployment } = useDeployment()
 *   const names = socialProviders(deployment).map(({ name }) => name)
 *   return <p>Sign in with {names.join(', ')}</p>
 * }
 * ```
 */
export function useDeployment(): UseDeployment {
  return deploymentView(useAtom(deploymentOf(useClient())))
}
