import type { Client } from '../../client.js'
import type { FlowError } from '../../flows/engine/flow-error.js'
import { requireText } from '../../flows/inputs/require-text.js'
import type { Organization, OrganizationMembership } from '../../model/membership.js'
import type { SessionState } from '../../model/session-state.js'
import type { RefusalRule } from '../refusals.js'

/** The permissions that manage an organization (PROTOCOL.md §3.6). */
export const managing = ['organization:admin', 'organization:manage']

/** The step of a flow about the active organization. `of` tells it from the same step of another context. */
export function organizationStep<Step>(
  { container }: SessionState,
  tell: (membership: OrganizationMembership, of: string) => Step,
) {
  if (!container) return { kind: 'loading' } as const
  const { activeSignIn } = container
  if (!activeSignIn) return { kind: 'signed-out' } as const
  const membership = activeSignIn.activeOrganizationMembership
  if (!membership) return { kind: 'no-organization' } as const
  return tell(membership, `of ${membership.organization.id} for ${activeSignIn.id}`)
}

/** The step of a flow about a list of the active organization, which the server may refuse. */
export const organizationListStep = <Step>(
  session: SessionState,
  refusal: FlowError | undefined,
  tell: (organization: Organization, of: string) => Step,
) =>
  organizationStep(session, ({ organization }, of) =>
    refusal
      ? ({ kind: 'refused', key: `refused ${of}`, organization, reason: refusal } as const)
      : tell(organization, of),
  )

/** A path below the active organization. Its parts are encoded. */
export function organizationPath(client: Client, ...parts: readonly string[]): string {
  const id = client.$activeOrganization.get()?.id
  requireText('organization', id)
  return ['organizations', id, ...parts].map((part) => encodeURIComponent(part as string)).join('/')
}

export const leaving: readonly RefusalRule[] = [
  { status: 403, code: 'last-admin', message: 'The organization needs an admin: make another member one first' },
]

/** The path of a list of the active organization; undefined without one. */
export const listPath = (client: Client, name: string): string | undefined =>
  client.$activeOrganization.get() ? organizationPath(client, name) : undefined
