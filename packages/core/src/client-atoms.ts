import type { ReadableAtom } from 'nanostores'
import type { UiSettings } from './model/deployment.js'
import type { Organization, OrganizationMembership, Workspace, WorkspaceMembership } from './model/membership.js'
import type { Session, SignIn, SignInAttempt, SignUpAttempt } from './model/session.js'
import type { SessionState } from './model/session-state.js'
import type { User } from './model/user.js'
import type { ResourceState } from './session/lists/resource.js'
import type { SessionView } from './session/state/views.js'

/** What a client shows, as atoms that change in the same instant. */
export interface ClientAtoms {
  readonly $state: ReadableAtom<SessionState>
  readonly $view: ReadableAtom<SessionView>
  /** Null unless an unexpired sign-in is active. */
  readonly $session: ReadableAtom<Session | null>
  /** Every account of this browser session, also while none is active. */
  readonly $signIns: ReadableAtom<readonly SignIn[]>
  /** Undefined while it is not known, null when no account is active. The same holds for the next three. */
  readonly $activeSignIn: ReadableAtom<SignIn | null | undefined>
  readonly $user: ReadableAtom<User | null | undefined>
  readonly $activeOrganization: ReadableAtom<Organization | null | undefined>
  readonly $activeWorkspace: ReadableAtom<Workspace | null | undefined>
  /**
   * One stable string for the present account, organization and workspace; null while no account is known to be active. Use
   * it in the key of everything cached for a user: a part of every query key, or the `key` of a component tree.
   */
  readonly $contextKey: ReadableAtom<string | null>
  readonly $signInAttempts: ReadableAtom<readonly SignInAttempt[]>
  readonly $signUpAttempts: ReadableAtom<readonly SignUpAttempt[]>
  /** Loaded on the first listener while the client runs; cleared when the context changes. */
  readonly $organizationMemberships: ReadableAtom<ResourceState<readonly OrganizationMembership[]>>
  readonly $workspaceMemberships: ReadableAtom<ResourceState<readonly WorkspaceMembership[]>>
  /** The app's own UI settings, which override those of the deployment; see `deploymentOf`. */
  readonly $uiOverwrites: ReadableAtom<UiSettings | undefined>
}
