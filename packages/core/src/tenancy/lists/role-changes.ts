import type { Client } from '../../client.js'
import { forContext, type SpecialWork } from '../../flows/engine/declaration.js'
import { requireText } from '../../flows/inputs/require-text.js'
import type { Role } from '../../model/membership.js'
import { changePlace } from '../place-changes.js'
import type { RefusalRule } from '../refusals.js'
import type { LiveList } from './live-list.js'

export interface NewRole {
  readonly name: string
  readonly permissions: readonly string[]
}

interface RoleChangesNeeds {
  readonly client: Client
  readonly list: LiveList<readonly Role[]>
  /** A path below the roles of the active organization or workspace. */
  readonly pathOf: (...parts: readonly string[]) => string
  /** The changes need one of these permissions. */
  readonly needs: readonly string[]
  /** The last part of the path that removes a role: it differs (PROTOCOL.md §3.6, §3.7). */
  readonly removal: 'remove' | 'delete'
}

interface RoleChanges {
  readonly create: SpecialWork<[input: NewRole]>
  readonly remove: SpecialWork<[roleId: string]>
}

/** The changes of roles, which organizations and workspaces have alike. */
export function roleChanges({ client, list, pathOf, needs, removal }: RoleChangesNeeds): RoleChanges {
  return {
    create: forContext(async (context, { name, permissions }) => {
      requireText('name', name)
      const before = list.data()
      await changePlace(client, context, {
        kind: 'create-role',
        path: pathOf(),
        form: { name, permissions },
        list,
        needs,
        rules: permissions.length > 0 ? refusedCreation : [rolesOff],
        isApplied: () =>
          before && list.data()?.some((role) => role.name === name && before.every(({ id }) => id !== role.id)),
      })
    }),
    remove: forContext(async (context, roleId) => {
      requireText('roleId', roleId)
      await changePlace(client, context, {
        kind: 'remove-role',
        path: pathOf(roleId, removal),
        list,
        needs,
        rules: refusedRemoval,
        isApplied: () => list.data()?.every(({ id }) => id !== roleId),
      })
    }),
  }
}

const rolesOff: RefusalRule = {
  status: 403,
  code: 'custom-roles-off',
  message: 'The deployment allows no roles but its own',
}

const refusedCreation: readonly RefusalRule[] = [
  { ...rolesOff, says: /custom|disabled|enabled/i },
  { status: 403, says: /permission/i, code: 'permission-not-allowed', message: 'A role may not have this permission' },
]

const refusedRemoval: readonly RefusalRule[] = [
  { status: 404, code: 'role-not-found', message: 'There is no such role here' },
  { status: 400, code: 'role-in-use', message: 'Members have this role: take it from them first' },
]
