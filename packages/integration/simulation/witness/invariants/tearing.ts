import type { Client } from '@wachter/core'
import type { Tab } from '../../world/tab.js'
import type { Violate } from '../violation.js'

/** Invariant (f): the atoms agree, at every notification. */
export function watchTearing(violate: Violate, alsoCheck: (tab: Tab) => void) {
  const check = (tab: Tab) => {
    for (const what of disagreements(tab.client)) violate('f: torn state', `${tab.name}: ${what}`)
    alsoCheck(tab)
  }
  return {
    check,
    /** `lists`: also loads and checks the memberships. */
    watch(tab: Tab, lists: boolean) {
      const { client } = tab
      const atoms = [
        client.$state,
        client.$view,
        client.$session,
        client.$signIns,
        client.$activeSignIn,
        client.$user,
        client.$activeOrganization,
        client.$activeWorkspace,
        ...(lists ? [client.$organizationMemberships] : []),
      ]
      tab.enter(() => {
        tab.rooms?.onShow(() => check(tab))
        for (const $atom of atoms) ($atom as { listen(l: () => void): unknown }).listen(() => check(tab))
      })
    },
  }
}

/** The current contradictions between a client's atoms. */
function disagreements(client: Client): readonly string[] {
  const state = client.$state.get()
  const { container, status, error } = state
  const active = container?.activeSignIn
  const session = active ? container : null
  const view = client.$view.get()
  const memberships = client.$organizationMemberships.get().data
  // Null means known to be absent, undefined not known; here both count as absent.
  const known = <T>($atom: { get(): T }): T | undefined => $atom.get() ?? undefined
  const isUnknown = status === 'loading' || (status === 'unavailable' && view.loading)
  const pairs: Readonly<Record<string, boolean>> = {
    status: !container || status === (active ? 'signed-in' : 'signed-out'),
    session: known(client.$session) === (session ?? undefined),
    view: view.session === session && view.error === error && view.loading === isUnknown,
    signIns: (container?.signIns ?? []).every((signIn, index) => client.$signIns.get()[index] === signIn),
    activeSignIn: known(client.$activeSignIn) === active,
    user: known(client.$user) === active?.user,
    organization: known(client.$activeOrganization) === active?.activeOrganizationMembership?.organization,
    workspace: known(client.$activeWorkspace) === active?.activeWorkspaceMembership?.workspace,
    memberships:
      !memberships || (active !== undefined && memberships.every(({ userId }) => userId === active.user?.id)),
  }
  return Object.keys(pairs).filter((name) => !pairs[name])
}
