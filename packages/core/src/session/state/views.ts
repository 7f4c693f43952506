import type { SessionError } from '../../errors.js'
import { contextOf } from '../../model/context.js'
import type { Session, SignIn } from '../../model/session.js'
import type { SessionState } from '../../model/session-state.js'
import type { SessionStore } from './store.js'

/** What a page needs first: whether the session is known, the session, and the last error. */
export interface SessionView {
  /** True until it is known whether an account is signed in, also while the server cannot be reached. */
  readonly loading: boolean
  readonly session: Session | null
  readonly error: SessionError | undefined
}

/** Null unless an account is active. */
export const sessionOf = ({ container }: SessionState): Session | null =>
  container?.activeSignIn ? (container as Session) : null

/** Reads a part of the active sign-in: undefined while it is not known, null if there is none. */
const ofActive =
  <T>(read: (signIn: SignIn) => T | undefined) =>
  ({ container }: SessionState): T | null | undefined =>
    container && ((container.activeSignIn && read(container.activeSignIn)) ?? null)

/** See `Client.$contextKey`. */
const contextKeyIn =
  (baseUrl: string) =>
  ({ container }: SessionState): string | null => {
    const context = contextOf(container)
    if (!context) return null
    const { sessionId, signInId, organizationMembershipId, organizationId, workspaceMembershipId, workspaceId } =
      context
    const place = [organizationMembershipId, organizationId, workspaceMembershipId, workspaceId]
    return JSON.stringify([baseUrl, sessionId, signInId, ...place.map((id) => id ?? null)])
  }

/** Returns the previous view while nothing in it differs. */
function viewSelector(): (state: SessionState) => SessionView {
  let view: SessionView = { loading: true, session: null, error: undefined }
  return (state) => {
    const { status, error } = state
    const loading = status === 'loading' || status === 'unavailable'
    const next = { loading, session: sessionOf(state), error }
    if (view.loading !== loading || view.session !== next.session || view.error !== error) view = next
    return view
  }
}

/** The atoms of the client, one for each part of the state. All change in the same instant. */
export const createViews = ({ $state, select }: SessionStore, baseUrl: string) => ({
  $state,
  $view: select(viewSelector()),
  $session: select(sessionOf),
  $signIns: select(({ container }) => container?.signIns ?? none),
  $activeSignIn: select(ofActive((signIn) => signIn)),
  $user: select(ofActive(({ user }) => user)),
  $activeOrganization: select(ofActive((signIn) => signIn.activeOrganizationMembership?.organization)),
  $activeWorkspace: select(ofActive((signIn) => signIn.activeWorkspaceMembership?.workspace)),
  $contextKey: select(contextKeyIn(baseUrl)),
  $signInAttempts: select(({ container }) => container?.signInAttempts ?? none),
  $signUpAttempts: select(({ container }) => container?.signUpAttempts ?? none),
})

const none: readonly never[] = []
