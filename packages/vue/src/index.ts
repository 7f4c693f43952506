export { SessionLoading, SessionUnavailable, SignedIn, SignedOut } from './components.js'
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
} from './composables.js'
export { Protect, Show, useHas } from './permissions.js'
export { createWachter, useClient } from './plugin.js'
