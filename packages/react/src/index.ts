export {
  SessionLoading,
  type SessionLoadingProps,
  SignedIn,
  type SignedInProps,
  SignedOut,
  type SignedOutProps,
} from './components.js'
export {
  type SessionCommands,
  type UseDeployment,
  type UseSession,
  useActiveOrganization,
  useActiveWorkspace,
  useDeployment,
  useOrganizationMemberships,
  useSession,
  useSessionState,
  useSignIns,
  useUser,
  useWorkspaceMemberships,
} from './hooks.js'
export { useClient, WachterProvider, type WachterProviderProps } from './provider.js'
