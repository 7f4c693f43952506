import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forContext } from '../../flows/engine/declaration.js'
import { requireText } from '../../flows/inputs/require-text.js'
import { roles } from '../../wire/member.js'
import { createRowList, reloadAction } from '../lists/row-list.js'
import { changePlace } from '../place-changes.js'
import type { RefusalRule } from '../refusals.js'
import { listPath, managing, organizationListStep, organizationPath } from './active-organization.js'
import type { OrganizationRolesState, OrganizationRolesStep } from './roles-steps.js'

export interface OrganizationRolesFlow {
  readonly $state: ReadableAtom<OrganizationRolesState>
  /** Drops what is in progress. */
  readonly restart: () => void
}

/**
 * Lists, creates and removes the roles of the active organization.
 *
 * @example
 * ```ts
 * import { createOrganizationRoles } from '@wachter/core/tenancy'
 *
 * const { step } = createOrganizationRoles(client).$state.get()
 * if (step.kind === 'manage') await step.create({ name: 'Billing', permissions: ['invoices:read'] })
 * ```
 *
 * @see PROTOCOL.md §3.6
 */
export const createOrganizationRoles = (client: Client): OrganizationRolesFlow =>
  createFlow<OrganizationRolesStep, OrganizationRolesFlow>(client, declareRoles)

function declareRoles({
  client,
  state,
}: Engine<OrganizationRolesStep>): FlowDeclaration<OrganizationRolesStep, OrganizationRolesFlow> {
  const list = createRowList(client, { pathOf: () => listPath(client, 'roles'), schema: () => roles })
  const reload = reloadAction(list, state)
  const common = { list, needs: managing }

  return {
    actions: {
      refused: { reload },
      manage: {
        create: forContext(async (context, { name, permissions }) => {
          requireText('name', name)
          const before = list.data()
          await changePlace(client, context, {
            ...common,
            kind: 'create-role',
            path: organizationPath(client, 'roles'),
            form: { name, permissions },
            rules: creation,
            isApplied: () =>
              before && list.data()?.some((role) => role.name === name && before.every(({ id }) => id !== role.id)),
          })
        }),
        remove: forContext(async (context, roleId) => {
          requireText('roleId', roleId)
          await changePlace(client, context, {
            ...common,
            kind: 'remove-role',
            path: organizationPath(client, 'roles', roleId, 'remove'),
            rules: removal,
            isApplied: () => list.data()?.every(({ id }) => id !== roleId),
          })
        }),
        reload,
      },
    },
    always: {},
    idle: ['loading', 'signed-out', 'no-organization', 'refused', 'manage'],
    follows: [list.$state],
    stepOf: (session) =>
      organizationListStep(session, list.refusal(), (organization, of) => ({
        kind: 'manage',
        key: `roles ${of}`,
        organization,
        roles: list.data(),
        ...list.view(),
      })),
    forget: () => undefined,
  }
}

const creation: readonly RefusalRule[] = [
  { status: 403, says: /permission/i, code: 'permission-not-allowed', message: 'A role may not have this permission' },
  { status: 403, code: 'custom-roles-off', message: 'The deployment allows no roles of an organization' },
]

const removal: readonly RefusalRule[] = [
  { status: 404, code: 'role-not-found', message: 'The organization does not have this role' },
]
