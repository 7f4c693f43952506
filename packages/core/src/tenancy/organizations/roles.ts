import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import type { FlowDeclaration } from '../../flows/engine/declaration.js'
import { roles } from '../../wire/member.js'
import { placeListPath, placePath } from '../active-place.js'
import { placeList } from '../lists/place-list.js'
import { roleChanges } from '../lists/role-changes.js'
import { createRowList, reloadAction } from '../lists/row-list.js'
import { managing, organizationPlace } from './active-organization.js'
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
  const list = createRowList(client, {
    pathOf: () => placeListPath(organizationPlace, client, 'roles'),
    schema: () => roles,
  })
  const reload = reloadAction(list, state)
  return {
    actions: {
      refused: { reload },
      manage: {
        ...roleChanges({
          client,
          list,
          pathOf: (...parts) => placePath(organizationPlace, client, 'roles', ...parts),
          needs: managing,
          removal: 'remove',
        }),
        reload,
      },
    },
    ...placeList(organizationPlace, list, 'roles', (organization) => ({ organization, roles: list.data() })),
    forget: () => undefined,
  }
}
