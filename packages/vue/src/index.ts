export { SessionLoading, SignedIn, SignedOut } from './components.js'
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
} from './composables.js'
export { createWachter, useClient } from './plugin.js'
