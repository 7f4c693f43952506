import type { RoomSteps } from '../../world/rooms.js'
import type { WatchedServer } from '../../world/server.js'
import { type Tab, tupleOf } from '../../world/tab.js'
import type { Violate } from '../violation.js'

interface PlaceNeeds {
  readonly server: WatchedServer
  readonly violate: Violate
}

/**
 * Invariant (n): members, organizations, notifications and permissions are those of the context that the same tab shows. At
 * rest members, organizations and notifications are those of the server.
 */
export function watchPlaces({ server, violate }: PlaceNeeds) {
  /** The organization of every membership there ever was. */
  const organizationOf = new Map<string, string>()
  const recipientOf = new Map<string, Recipient>()
  const permissions = new Set<string>()

  const note = () => {
    const { organizationMemberships, notifications, roles } = server.rows()
    for (const { id, organizationId } of organizationMemberships) organizationOf.set(id, organizationId)
    for (const row of notifications) recipientOf.set(row.id, row)
    for (const role of roles) for (const permission of role.permissions) permissions.add(permission)
  }
  note()

  /** What does not belong to the context that the tab shows. */
  const strangersIn = ({ members, organizations, notifications }: RoomSteps, tab: Tab): readonly string[] => {
    const signIn = tab.client.$state.get().container?.activeSignIn
    const { userId, organizationId, workspaceId } = tupleOf(tab.client) ?? nowhere
    const found: string[] = []
    if ('organization' in members && members.organization.id !== organizationId) found.push('a list of members')
    for (const { id } of ('members' in members && members.members) || [])
      if (organizationOf.get(id) !== organizationId) found.push(`member ${id}`)
    if (organizations.kind === 'manage') {
      if (organizations.active !== signIn?.activeOrganizationMembership) found.push('an active organization')
      for (const { id, userId: whose } of organizations.memberships ?? [])
        if (whose !== userId) found.push(`membership ${id}`)
    }
    for (const { id } of ('notifications' in notifications && notifications.notifications) || []) {
      if (!isFor(recipientOf.get(id), { userId, organizationId, workspaceId })) found.push(`notification ${id}`)
    }
    for (const [name, { kind }] of Object.entries({ members, organizations, notifications }))
      if (!signIn && (kind === 'manage' || kind === 'refused')) found.push(`${name} of an account`)
    return found
  }

  const wrongPermissions = ({ client }: Tab): readonly string[] => {
    const signIn = client.$state.get().container?.activeSignIn
    const roles = [
      ...(signIn?.activeOrganizationMembership?.roles ?? []),
      ...(signIn?.activeWorkspaceMembership?.roles ?? []),
    ]
    const granted = new Set(roles.flatMap((role) => role.permissions))
    return [...permissions].filter((permission) => client.has({ permission }) !== granted.has(permission))
  }

  const report = (tab: Tab, what: readonly string[]) => {
    if (what.length > 0) violate('n: something of another context', `${tab.name} shows ${what.join(', ')}`)
  }

  /** What the page was last notified of. Listeners are notified one after the other, so only after all of them. */
  const checkShown = (tab: Tab) => {
    const shown = tab.rooms?.shown()
    if (shown) report(tab, strangersIn(shown, tab))
  }

  return {
    note,
    checkShown,
    /** What the tab would render now; and what it has rendered, when the present notification is over. */
    check(tab: Tab) {
      report(tab, wrongPermissions(tab))
      if (!tab.rooms?.shown()) return
      queueMicrotask(() => checkShown(tab))
      // Every second tab does not read: a read repairs what was not notified.
      if (tab.name.charCodeAt(0) % 2 === 0) report(tab, strangersIn(tab.rooms.read(), tab))
    },
    checkEnd(tab: Tab) {
      const shown = tab.rooms?.shown()
      const tuple = tupleOf(tab.client)
      if (!shown || !tuple || !tab.isRunning()) return
      const { members, organizations, notifications } = shown
      const { organizationMemberships, roles, notifications: sent } = server.rows()
      const nameOf = (id: string) => roles.find((role) => role.id === id)?.name ?? ''
      const compare = (name: string, is: string | undefined, truth: string) => {
        if (is === truth) return
        violate('c: a room that does not converge', `${tab.name} shows the ${name} ${is}, true is ${truth}`)
      }
      const { enforceMfa } = server.rows().organizations.find(({ id }) => id === tuple.organizationId) ?? {}
      // Who lacks a second factor may be in such an organization, and is refused its lists.
      const isRefused = enforceMfa && members.kind === 'refused' && members.reason.code === 'mfa-required'
      if (!tuple.organizationId) compare('members', members.kind, 'no-organization')
      else if (!isRefused) {
        const own = organizationMemberships.filter(({ organizationId }) => organizationId === tuple.organizationId)
        const listed = members.kind === 'manage' ? members.members : undefined
        compare(
          'members',
          listed ? contentOf(listed.map(({ id, roles }) => [id, ...roles.map(({ name }) => name)])) : tellOf(members),
          contentOf(own.map(({ id, roleIds }) => [id, ...roleIds.map(nameOf)])),
        )
      }
      // Changes made elsewhere do not reach the list of memberships: only what the client itself shows is compared.
      const loaded = tab.client.$organizationMemberships.get().data ?? []
      const active = tab.client.$activeSignIn.get()?.activeOrganizationMembership
      const own = new Set([...loaded, ...(active ? [active] : [])].map(({ id }) => id))
      const listed = organizations.kind === 'manage' ? organizations.memberships : undefined
      compare(
        'organizations',
        listed ? contentOf(listed.map(({ id }) => [id])) : tellOf(organizations),
        contentOf([...own].map((id) => [id])),
      )
      const received = notifications.kind === 'manage' ? notifications.notifications : undefined
      compare(
        'notifications',
        received ? contentOf(received.map(({ id }) => [id])) : tellOf(notifications),
        contentOf(sent.filter((row) => isFor(row, tuple)).map(({ id }) => [id])),
      )
    },
  }
}

interface Recipient {
  readonly userId: string | null
  readonly organizationId: string | null
  readonly workspaceId: string | null
}

interface Place {
  readonly userId: string | undefined
  readonly organizationId: string | undefined
  readonly workspaceId: string | undefined
}

const nowhere: Place = { userId: undefined, organizationId: undefined, workspaceId: undefined }

const isFor = (recipient: Recipient | undefined, { userId, organizationId, workspaceId }: Place): boolean =>
  recipient !== undefined &&
  (recipient.userId ?? userId) === userId &&
  (recipient.organizationId ?? organizationId) === organizationId &&
  (recipient.workspaceId ?? workspaceId) === workspaceId

const contentOf = (rows: readonly (readonly string[])[]): string =>
  rows
    .map(([id = '', ...names]) => [id.slice(-4), ...names.sort()].join(' '))
    .sort()
    .join(', ')

/** Why a room shows no list. */
const tellOf = (step: { readonly kind: string }): string => {
  const { kind, loadError, reason } = step as {
    readonly kind: string
    readonly loadError?: { readonly code: string }
    readonly reason?: { readonly code: string }
  }
  return `as ${kind} ${loadError?.code ?? reason?.code ?? ''}`
}
