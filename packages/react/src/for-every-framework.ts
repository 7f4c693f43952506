/** What an app finds beside the provider of its framework. */
export {
  SessionLoading,
  type SessionLoadingProps,
  SessionUnavailable,
  type SessionUnavailableProps,
  SignedIn,
  type SignedInProps,
  SignedOut,
  type SignedOutProps,
} from './components.js'
export {
  type UseDeployment,
  type UseSession,
  useActiveOrganization,
  useActiveWorkspace,
  useContextKey,
  useDeployment,
  useOrganizationMemberships,
  useSession,
  useSessionState,
  useSignIns,
  useUser,
  useWorkspaceMemberships,
} from './hooks.js'
export { Protect, Show, type ShowProps, useHas } from './permissions.js'
export { useClient } from './provider.js'
