import type { WatchedServer } from '../../world/server.js'
import type { Tab } from '../../world/tab.js'
import type { Violate } from '../violation.js'

/** The memberships from a moment on. */
interface Version {
  readonly moment: number
  /** By user. */
  readonly lists: ReadonlyMap<string, string>
}

/**
 * Invariant (c): at rest a list is one the server had after the last change the tab made or was told of, and after it
 * entered its current context. No client is told of changes made elsewhere.
 */
export function watchLists({ server, violate }: { readonly server: WatchedServer; readonly violate: Violate }) {
  const versions: Version[] = []
  const changedAt = new Map<Tab, number>()

  const note = () => {
    const lists = new Map<string, string>()
    const { users, organizationMemberships, roles } = server.rows()
    for (const user of users) {
      const own = organizationMemberships.filter(({ userId }) => userId === user.id)
      const nameOf = (id: string) => roles.find((role) => role.id === id)?.name ?? ''
      lists.set(user.id, contentOf(own.map(({ id, roleIds }) => ({ id, roles: roleIds.map(nameOf) }))))
    }
    versions.push({ moment: server.moment(), lists })
  }
  note()

  return {
    note,
    /** Lists from before this moment are out of date: now, or when another tab announced its change. */
    changed: (tab: Tab, moment = server.moment()) => changedAt.set(tab, Math.max(moment, changedAt.get(tab) ?? 0)),
    checkEnd(tab: Tab) {
      const userId = tab.client.$state.get().container?.activeSignIn?.userId
      if (!userId || !tab.isRunning()) return
      const { data, loading, error } = tab.client.$organizationMemberships.get()
      const shown = data && contentOf(data.map(({ id, roles }) => ({ id, roles: roles.map(({ name }) => name) })))
      const since = changedAt.get(tab) ?? 0
      const isAllowed = versions.some(({ lists }, index) => {
        const end = versions[index + 1]?.moment ?? Number.POSITIVE_INFINITY
        return end > since && lists.get(userId) === shown
      })
      if (isAllowed) return
      const what = shown ?? (loading ? 'nothing, loading' : `nothing, ${error?.code}`)
      violate(
        'c: a list that does not converge',
        `${tab.name} shows ${what}, true is ${versions.at(-1)?.lists.get(userId)}`,
      )
    },
  }
}

const contentOf = (rows: readonly { readonly id: string; readonly roles: readonly string[] }[]): string =>
  rows
    .map(({ id, roles }) => `${id.slice(-4)} ${[...roles].sort().join('+')}`)
    .sort()
    .join(', ')
