import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import type { Binding } from '../../flows/engine/accounts.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forContext } from '../../flows/engine/declaration.js'
import { requireText } from '../../flows/inputs/require-text.js'
import type { Member } from '../../model/member.js'
import { createMemberList, pagedActions } from '../lists/member-list.js'
import { reloadAction } from '../lists/row-list.js'
import { changePlace } from '../place-changes.js'
import type { RefusalRule } from '../refusals.js'
import { listPath, managing, organizationListStep, organizationPath } from './active-organization.js'
import type { OrganizationMembersState, OrganizationMembersStep } from './members-steps.js'

export interface OrganizationMembersFlow {
  readonly $state: ReadableAtom<OrganizationMembersState>
  /** Goes back to the first page of all members, and drops what is in progress. */
  readonly restart: () => void
}

/**
 * Lists and searches the members of the active organization, changes their roles and removes them.
 *
 * @example
 * ```ts
 * import { createOrganizationMembers } from '@wachter/core/tenancy'
 *
 * const { $state } = createOrganizationMembers(client)
 * const stop = $state.subscribe(({ step }) => {
 *   if (step.kind === 'manage') console.log(step.members?.map(({ user }) => user?.email))
 * })
 * ```
 *
 * @see PROTOCOL.md §3.6
 */
export const createOrganizationMembers = (client: Client): OrganizationMembersFlow =>
  createFlow<OrganizationMembersStep, OrganizationMembersFlow>(client, declareMembers)

function declareMembers({
  client,
  state,
}: Engine<OrganizationMembersStep>): FlowDeclaration<OrganizationMembersStep, OrganizationMembersFlow> {
  const list = createMemberList(client, () => listPath(client, 'members'))

  const change = (
    context: Binding,
    kind: string,
    path: readonly string[],
    isApplied: (member: Member | undefined) => boolean | undefined,
  ) => {
    const [memberId = ''] = path
    for (const id of path) requireText('id', id)
    return changePlace(client, context, {
      kind,
      path: organizationPath(client, 'members', ...path),
      list,
      needs: managing,
      rules,
      isApplied: () => isApplied(list.rows()?.find(({ id }) => id === memberId)),
    })
  }
  const hasRole = (member: Member | undefined, roleId: string) => member?.roles.some(({ id }) => id === roleId)

  return {
    actions: {
      refused: { reload: reloadAction(list, state) },
      manage: {
        ...pagedActions(list, state),
        addRole: forContext((context, memberId: string, roleId: string) =>
          change(context, 'add-role', [memberId, 'roles', roleId, 'add'], (member) => hasRole(member, roleId)),
        ),
        removeRole: forContext((context, memberId: string, roleId: string) =>
          change(
            context,
            'remove-role',
            [memberId, 'roles', roleId, 'remove'],
            (member) => member && !hasRole(member, roleId),
          ),
        ),
        remove: forContext((context, memberId: string) =>
          // On another page it may be still there.
          change(context, 'remove-member', [memberId, 'remove'], (member) =>
            member ? false : list.isAll() || undefined,
          ),
        ),
      },
    },
    always: {},
    idle: ['loading', 'signed-out', 'no-organization', 'refused', 'manage'],
    follows: [list.$state],
    stepOf: (session) =>
      organizationListStep(session, list.refusal(), (organization, of) => ({
        kind: 'manage',
        key: `members ${of}`,
        organization,
        members: list.rows(),
        ...list.view(),
      })),
    forget: list.reset,
    onContextChanged: list.reset,
  }
}

const rules: readonly RefusalRule[] = [
  { status: 404, says: /role/i, code: 'role-not-found', message: 'The organization does not have this role' },
  { status: 404, code: 'member-not-found', message: 'The organization does not have this member' },
  {
    status: 403,
    says: /admin/i,
    code: 'last-admin',
    message: 'The organization needs an admin: make another one first',
  },
]
