import type { Client } from '../../client.js'
import type { Binding } from '../../flows/engine/accounts.js'
import { forContext, type SpecialWork } from '../../flows/engine/declaration.js'
import { requireText } from '../../flows/inputs/require-text.js'
import type { OrganizationInvitation } from '../../model/member.js'
import { placePath } from '../active-place.js'
import type { LiveList } from '../lists/live-list.js'
import { changePlace } from '../place-changes.js'
import type { RefusalRule } from '../refusals.js'
import { managing, organizationPlace } from './active-organization.js'

interface Invited {
  readonly email: string
  readonly roleId?: string | undefined
  readonly workspaceId?: string | undefined
  readonly workspaceRoleId?: string | undefined
}

interface InvitationChangesNeeds<Input> {
  readonly client: Client
  readonly list: LiveList<readonly OrganizationInvitation[]>
  /** What an input asks for. */
  readonly toInvited: (input: Input) => Invited
}

interface InvitationChanges<Input> {
  readonly send: SpecialWork<[input: Input]>
  readonly resend: SpecialWork<[invitationId: string]>
  readonly discard: SpecialWork<[invitationId: string]>
}

/** The changes of invitations. Those to a workspace are invitations to its organization, too. */
export function invitationChanges<Input>({
  client,
  list,
  toInvited,
}: InvitationChangesNeeds<Input>): InvitationChanges<Input> {
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
      path: placePath(organizationPlace, client, 'invitations', invitationId, what),
      list,
      needs: managing,
      rules: [missing],
      isApplied: () => isApplied(before, find(invitationId)),
    })
  }

  return {
    send: forContext(async (context, input) => {
      const { email, roleId, workspaceId, workspaceRoleId } = toInvited(input)
      requireText('email', email)
      const address = email.trim()
      const before = list.data()
      await changePlace(client, context, {
        kind: 'send-invitation',
        path: placePath(organizationPlace, client, 'invitations'),
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
  {
    status: 400,
    says: /pending|^(?!.*already a member).*invit/i,
    code: 'already-invited',
    message: 'An invitation for this address is open',
  },
  { status: 400, says: /member/i, code: 'already-member', message: 'This person is a member already' },
  { status: 403, code: 'limit-reached', message: 'The deployment allows no further member here' },
]
