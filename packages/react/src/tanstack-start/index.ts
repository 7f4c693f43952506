export {
  SessionLoading,
  type SessionLoadingProps,
  SessionUnavailable,
  type SessionUnavailableProps,
  SignedIn,
  type SignedInProps,
  SignedOut,
  type SignedOutProps,
} from '../components.js'
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
} from '../hooks.js'
export { useClient } from '../provider.js'
export { WachterProvider, type WachterProviderProps } from './provider.js'
export { requireSignIn } from './require-sign-in.js'
