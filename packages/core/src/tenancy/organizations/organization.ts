import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forContext } from '../../flows/engine/declaration.js'
import type { Organization } from '../../model/membership.js'
import { placePath, placeStep } from '../active-place.js'
import { changePlace, endMembership } from '../place-changes.js'
import { badPicture, changedFields, isShown, requireCleared } from '../place-fields.js'
import type { RefusalRule } from '../refusals.js'
import { leaving, managing, organizationPlace } from './active-organization.js'
import type { OrganizationChanges, OrganizationState, OrganizationStep } from './organization-steps.js'

export interface OrganizationFlow {
  readonly $state: ReadableAtom<OrganizationState>
  /** Drops what is in progress. */
  readonly restart: () => void
}

/**
 * Changes, deletes and leaves the active organization.
 *
 * @example
 * ```ts
 * import { createOrganization } from '@wachter/core/tenancy'
 *
 * const { step } = createOrganization(client).$state.get()
 * if (step.kind === 'manage') await step.update({ name: 'Acme', enforceMfa: true })
 * ```
 *
 * @see PROTOCOL.md §3.6
 */
export const createOrganization = (client: Client): OrganizationFlow =>
  createFlow<OrganizationStep, OrganizationFlow>(client, declareOrganization)

function declareOrganization({
  client,
}: Engine<OrganizationStep>): FlowDeclaration<OrganizationStep, OrganizationFlow> {
  const { $organizationMemberships: $memberships } = client
  const active = () => client.$activeSignIn.get()?.activeOrganizationMembership
  /** The session does not have the addresses (PROTOCOL.md §4.7). */
  const whitelistedIps = (organizationId: string | undefined, { data } = $memberships.get()) =>
    data?.find(({ organization }) => organization.id === organizationId)?.organization.whitelistedIps

  return {
    actions: {
      manage: {
        update: forContext(async (context, changes) => {
          const before = active()?.organization
          if (!before) throw new SessionError('context-changed', 'No organization is active')
          const form = {
            ...changedFields(before, whitelistedIps(before.id), changes, 'enforce_mfa'),
            ...workspaceField(before, changes),
          }
          if (Object.keys(form).length === 0) return
          const now = () => active()?.organization
          await changePlace(client, context, {
            kind: 'update-organization',
            path: placePath(organizationPlace, client, 'update'),
            form,
            needs: managing,
            rules: [badPicture],
            isApplied: () => !isWorkspaceOpen(now(), changes) && isShown(before, now(), changes),
          })
          requireCleared(changes, now())
        }),
        delete: forContext((context) =>
          endMembership(organizationPlace, client, context, { ending: 'delete', rules: deletion }),
        ),
        leave: forContext((context) =>
          endMembership(organizationPlace, client, context, { ending: 'leave', rules: leaving }),
        ),
      },
    },
    always: {},
    idle: ['loading', 'signed-out', 'no-organization', 'manage'],
    follows: [$memberships],
    stepOf: (session, _isComplete, read) =>
      placeStep(organizationPlace, session, (membership, of) => ({
        kind: 'manage',
        key: `organization ${of}`,
        organization: membership.organization,
        membership,
        whitelistedIps: whitelistedIps(membership.organization.id, read($memberships)),
      })),
    forget: () => undefined,
  }
}

/** Whether the workspace for new members is not the wanted one. */
const isWorkspaceOpen = (organization: Organization | undefined, changes: OrganizationChanges): boolean =>
  'autoAssignedWorkspaceId' in changes && organization?.autoAssignedWorkspaceId !== changes.autoAssignedWorkspaceId

/** The server reads `0` as none (PROTOCOL.md §3.6). */
const workspaceField = (organization: Organization, changes: OrganizationChanges) =>
  isWorkspaceOpen(organization, changes) && { auto_assigned_workspace_id: changes.autoAssignedWorkspaceId ?? '0' }

const deletion: readonly RefusalRule[] = [
  {
    status: 403,
    says: /owner|creat/i,
    code: 'owner-only',
    message: 'Only the person who created the organization may delete it',
  },
  { status: 403, code: 'forbidden', message: 'The organization cannot be deleted' },
]
