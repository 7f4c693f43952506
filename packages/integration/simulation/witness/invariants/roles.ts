import type { WatchedServer } from '../../world/server.js'
import type { Tab } from '../../world/tab.js'
import type { Violate } from '../violation.js'

/** The permissions of a membership from a moment on. */
interface Version {
  readonly moment: number
  readonly permissions: string
}

export type Roles = ReturnType<typeof watchRoles>

const keyOfPermissions = (permissions: readonly string[]): string => [...new Set(permissions)].sort().join(' ')

/** Invariant (a): no token carries the old permissions once its tab shows the new ones. */
export function watchRoles({ server, violate }: { readonly server: WatchedServer; readonly violate: Violate }) {
  const versions = new Map<string, Version[]>()

  const note = () => {
    const { organizationMemberships, roles } = server.rows()
    for (const { id, roleIds } of organizationMemberships) {
      const permissions = keyOfPermissions(roles.flatMap((role) => (roleIds.includes(role.id) ? role.permissions : [])))
      const known = versions.get(id) ?? []
      if (known.at(-1)?.permissions === permissions) continue
      versions.set(id, [...known, { moment: server.moment(), permissions }])
    }
  }
  note()

  const shownBy = (tab: Tab) => {
    const membership = tab.client.$state.get().container?.activeSignIn?.activeOrganizationMembership
    return (
      membership && { id: membership.id, permissions: keyOfPermissions(membership.roles.flatMap((r) => r.permissions)) }
    )
  }

  return {
    note,
    check(tab: Tab, { claims, moment }: { claims: Readonly<Record<string, unknown>>; moment: number }) {
      const shown = shownBy(tab)
      const { organization } = (claims.permissions ?? {}) as { organization?: readonly string[] }
      if (!shown || !organization || keyOfPermissions(organization) === shown.permissions) return
      const known = versions.get(shown.id) ?? []
      // The oldest possible version: permissions that were removed and restored may be shown from before.
      const shownSince = known.find(({ permissions }) => permissions === shown.permissions)?.moment ?? 0
      if (shownSince > moment) {
        violate(
          'a: a token with roles of before',
          `${tab.name} shows ${shown.permissions}, the token has ${organization}`,
        )
      }
    },
    /** Whether a tab shows the current permissions of its membership. */
    areShown(tab: Tab): boolean {
      const shown = shownBy(tab)
      return !shown || versions.get(shown.id)?.at(-1)?.permissions === shown.permissions
    },
  }
}
