import type { Client } from '@wachter/core'

/** Where the atoms of a client contradict each other, right now. */
export function disagreements(client: Client): readonly string[] {
  const state = client.$state.get()
  const { container, status, error } = state
  const active = container?.activeSignIn
  const session = active ? container : null
  const view = client.$view.get()
  const memberships = client.$organizationMemberships.get().data
  const pairs: Readonly<Record<string, boolean>> = {
    status: !container || status === (active ? 'signed-in' : 'signed-out'),
    session: client.$session.get() === session,
    view: view.session === session && view.error === error && view.loading === (status === 'loading'),
    signIns: (container?.signIns ?? []).every((signIn, index) => client.$signIns.get()[index] === signIn),
    activeSignIn: client.$activeSignIn.get() === active,
    user: client.$user.get() === active?.user,
    organization: client.$activeOrganization.get() === active?.activeOrganizationMembership?.organization,
    workspace: client.$activeWorkspace.get() === active?.activeWorkspaceMembership?.workspace,
    memberships:
      !memberships || (active !== undefined && memberships.every(({ userId }) => userId === active.user?.id)),
  }
  return Object.keys(pairs).filter((name) => !pairs[name])
}
