export { SessionLoading, SignedIn, SignedOut } from './components.js'
export { setWachterContext, useClient } from './context.js'
export type { Reading } from './reading.js'
export {
  type SessionCommands,
  type SessionSnapshot,
  type UseSession,
  useActiveOrganization,
  useActiveWorkspace,
  useOrganizationMemberships,
  useSession,
  useSessionState,
  useSignIns,
  useUser,
  useWorkspaceMemberships,
} from './session.js'
