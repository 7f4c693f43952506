import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import type { FlowDeclaration } from '../../flows/engine/declaration.js'
import { organizationInvitations } from '../../wire/member.js'
import { placeListPath } from '../active-place.js'
import { placeList } from '../lists/place-list.js'
import { createRowList, reloadAction } from '../lists/row-list.js'
import { managing, organizationPlace } from './active-organization.js'
import { invitationChanges } from './invitation-changes.js'
import type { NewInvitation, OrganizationInvitationsState, OrganizationInvitationsStep } from './invitations-steps.js'

export interface OrganizationInvitationsFlow {
  readonly $state: ReadableAtom<OrganizationInvitationsState>
  /** Drops what is in progress. */
  readonly restart: () => void
}

/**
 * Invites people to the active organization. The invited person accepts with `createInvitation` of `@wachter/core/flows`.
 *
 * @example
 * ```ts
 * import { createOrganizationInvitations } from '@wachter/core/tenancy'
 *
 * const { step } = createOrganizationInvitations(client).$state.get()
 * if (step.kind === 'manage') await step.send({ email: 'grace@example.com' })
 * ```
 *
 * @see PROTOCOL.md §3.6
 */
export const createOrganizationInvitations = (client: Client): OrganizationInvitationsFlow =>
  createFlow<OrganizationInvitationsStep, OrganizationInvitationsFlow>(client, declareInvitations)

function declareInvitations({
  client,
  state,
}: Engine<OrganizationInvitationsStep>): FlowDeclaration<OrganizationInvitationsStep, OrganizationInvitationsFlow> {
  const list = createRowList(client, {
    pathOf: () => placeListPath(organizationPlace, client, 'invitations'),
    schema: () => organizationInvitations,
    needs: managing,
  })
  const reload = reloadAction(list, state)
  return {
    actions: {
      refused: { reload },
      manage: {
        ...invitationChanges({ client, list, toInvited: (input: NewInvitation) => input }),
        reload,
      },
    },
    ...placeList(organizationPlace, list, 'invitations', (organization) => ({
      organization,
      invitations: list.data(),
    })),
    forget: () => undefined,
  }
}
