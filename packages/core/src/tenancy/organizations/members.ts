import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import type { FlowDeclaration } from '../../flows/engine/declaration.js'
import { placeListPath, placePath } from '../active-place.js'
import { memberChanges } from '../lists/member-changes.js'
import { createMemberList, pagedActions } from '../lists/member-list.js'
import { placeList } from '../lists/place-list.js'
import { reloadAction } from '../lists/row-list.js'
import type { RefusalRule } from '../refusals.js'
import { managing, organizationPlace } from './active-organization.js'
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
  const list = createMemberList(client, () => placeListPath(organizationPlace, client, 'members'))

  const changes = memberChanges({
    client,
    list,
    pathOf: (...parts) => placePath(organizationPlace, client, 'members', ...parts),
    needs: managing,
    rules,
  })

  return {
    actions: {
      refused: { reload: reloadAction(list, state) },
      manage: {
        ...pagedActions(list, state),
        ...changes,
      },
    },
    ...placeList(organizationPlace, list, 'members', (organization) => ({ organization, members: list.rows() })),
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
