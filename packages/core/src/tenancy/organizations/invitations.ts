import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import type { Binding } from '../../flows/engine/accounts.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forContext } from '../../flows/engine/declaration.js'
import { requireText } from '../../flows/inputs/require-text.js'
import type { OrganizationInvitation } from '../../model/member.js'
import { organizationInvitations } from '../../wire/member.js'
import { createRowList, reloadAction } from '../lists/row-list.js'
import { changePlace } from '../place-changes.js'
import type { RefusalRule } from '../refusals.js'
import { listPath, managing, organizationListStep, organizationPath } from './active-organization.js'
import type { OrganizationInvitationsState, OrganizationInvitationsStep } from './invitations-steps.js'

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
    pathOf: () => listPath(client, 'invitations'),
    schema: () => organizationInvitations,
    needs: managing,
  })
  const reload = reloadAction(list, state)
  const find = (invitationId: string) => list.data()?.find(({ id }) => id === invitationId)

  const change = async (
    context: Binding,
    invitationId: string,
    what: 'resend' | 'discard',
    isApplied: (
      before: OrganizationInvitation | undefined,
      after: OrganizationInvitation | undefined,
    ) => boolean | undefined,
  ) => {
    requireText('invitationId', invitationId)
    const before = find(invitationId)
    await changePlace(client, context, {
      kind: `${what}-invitation`,
      path: organizationPath(client, 'invitations', invitationId, what),
      list,
      needs: managing,
      rules: [missing],
      isApplied: () => isApplied(before, find(invitationId)),
    })
  }

  return {
    actions: {
      refused: { reload },
      manage: {
        send: forContext(async (context, { email, roleId, workspaceId, workspaceRoleId }) => {
          requireText('email', email)
          const address = email.trim()
          const before = list.data()
          await changePlace(client, context, {
            kind: 'send-invitation',
            path: organizationPath(client, 'invitations'),
            form: { email: address, role_id: roleId, workspace_id: workspaceId, workspace_role_id: workspaceRoleId },
            list,
            needs: managing,
            rules: sending,
            isApplied: () =>
              before &&
              list.data()?.some((one) => isFor(one, address, workspaceId) && before.every(({ id }) => id !== one.id)),
          })
        }),
        resend: forContext((context, invitationId) =>
          // The same invitation may have been renewed in the same second: then it is not certain.
          change(context, invitationId, 'resend', (before, after) =>
            after && after.updatedAtMs !== before?.updatedAtMs ? true : undefined,
          ),
        ),
        discard: forContext((context, invitationId) =>
          change(context, invitationId, 'discard', (_, after) => after === undefined),
        ),
        reload,
      },
    },
    always: {},
    idle: ['loading', 'signed-out', 'no-organization', 'refused', 'manage'],
    follows: [list.$state],
    stepOf: (session) =>
      organizationListStep(session, list.refusal(), (organization, of) => ({
        kind: 'manage',
        key: `invitations ${of}`,
        organization,
        invitations: list.data(),
        ...list.view(),
      })),
    forget: () => undefined,
  }
}

const isFor = ({ email, workspace }: OrganizationInvitation, address: string, workspaceId: string | undefined) =>
  email.toLowerCase() === address.toLowerCase() && workspace?.id === workspaceId

const missing: RefusalRule = {
  status: 404,
  code: 'invitation-not-found',
  message: 'The invitation was accepted or discarded',
}

const sending: readonly RefusalRule[] = [
  { status: 400, says: /pending|invited/i, code: 'already-invited', message: 'An invitation for this address is open' },
  { status: 400, says: /member/i, code: 'already-member', message: 'This person is a member already' },
  { status: 403, code: 'limit-reached', message: 'The deployment allows no further member here' },
]
