export { Protect, SessionLoading, SessionUnavailable, Show, SignedIn, SignedOut } from './components.js'
export { setWachterContext, useClient } from './context.js'
export { useHas } from './permissions.js'
export type { Reading } from './reading.svelte.js'
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
} from './session.js'
