import type { SessionContainer } from './session.js'

/** The context that the server mints a token for (PROTOCOL.md §5.1). Two contexts are equal if all fields are equal. */
export interface AuthContext {
  readonly sessionId: string
  readonly signInId: string
  readonly userId: string | undefined
  readonly organizationMembershipId: string | undefined
  readonly organizationId: string | undefined
  readonly workspaceMembershipId: string | undefined
  readonly workspaceId: string | undefined
}

/** The context of a session, or undefined when no account is signed in. */
export function contextOf(container: SessionContainer | undefined): AuthContext | undefined {
  const signIn = container?.activeSignIn
  if (!signIn) return undefined
  return {
    sessionId: container.id,
    signInId: signIn.id,
    userId: signIn.userId ?? signIn.user?.id,
    organizationMembershipId: signIn.activeOrganizationMembershipId,
    // The server keeps the id of a removed membership (PROTOCOL.md §6.6): then there is no organization.
    organizationId: signIn.activeOrganizationMembership?.organization.id,
    workspaceMembershipId: signIn.activeWorkspaceMembershipId,
    workspaceId: signIn.activeWorkspaceMembership?.workspace.id,
  }
}

export function sameContext(a: AuthContext | undefined, b: AuthContext | undefined): boolean {
  if (!a || !b) return a === b
  return (Object.keys(a) as (keyof AuthContext)[]).every((key) => a[key] === b[key])
}
