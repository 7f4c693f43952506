import type { Client } from '../../client.js'
import type { Binding } from '../../flows/engine/accounts.js'
import { forContext, type SpecialWork } from '../../flows/engine/declaration.js'
import { requireText } from '../../flows/inputs/require-text.js'
import type { Member } from '../../model/member.js'
import { changePlace } from '../place-changes.js'
import type { RefusalRule } from '../refusals.js'
import type { PagedList } from './paged-list.js'

interface MemberChangesNeeds {
  readonly client: Client
  readonly list: PagedList<Member>
  /** A path below the members of the active organization or workspace. */
  readonly pathOf: (...parts: readonly string[]) => string
  /** The changes need one of these permissions. */
  readonly needs: readonly string[]
  readonly rules: readonly RefusalRule[]
}

interface MemberChanges {
  readonly addRole: SpecialWork<[memberId: string, roleId: string]>
  readonly removeRole: SpecialWork<[memberId: string, roleId: string]>
  readonly remove: SpecialWork<[memberId: string]>
}

/** The changes of members, which organizations and workspaces have alike. */
export function memberChanges({ client, list, pathOf, needs, rules }: MemberChangesNeeds): MemberChanges {
  const change = (
    context: Binding,
    kind: string,
    path: readonly [memberId: string, ...parts: string[]],
    isApplied: (member: Member | undefined) => boolean | undefined,
  ) => {
    const [memberId] = path
    for (const id of path) requireText('id', id)
    return changePlace(client, context, {
      kind,
      path: pathOf(...path),
      list,
      needs,
      rules,
      isApplied: () => isApplied(list.rows()?.find(({ id }) => id === memberId)),
    })
  }
  const hasRole = (member: Member | undefined, roleId: string) => member?.roles.some(({ id }) => id === roleId)

  return {
    addRole: forContext((context, memberId, roleId) =>
      change(context, 'add-role', [memberId, 'roles', roleId, 'add'], (member) => hasRole(member, roleId)),
    ),
    removeRole: forContext((context, memberId, roleId) =>
      change(
        context,
        'remove-role',
        [memberId, 'roles', roleId, 'remove'],
        (member) => member && !hasRole(member, roleId),
      ),
    ),
    remove: forContext((context, memberId) =>
      // On another page it may be still there.
      change(context, 'remove-member', [memberId, 'remove'], (member) => (member ? false : list.isAll() || undefined)),
    ),
  }
}
