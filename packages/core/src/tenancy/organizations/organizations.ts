import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import type { Binding } from '../../flows/engine/accounts.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forAccount, forContext, unqueued } from '../../flows/engine/declaration.js'
import { flowError } from '../../flows/engine/flow-error.js'
import { requireText } from '../../flows/inputs/require-text.js'
import type { OrganizationMembership } from '../../model/membership.js'
import { organizationMemberships } from '../../wire/membership.js'
import { toModel } from '../../wire/primitives.js'
import { createNameSearch, onceFor } from '../lists/name-search.js'
import { changePlace } from '../place-changes.js'
import { badPicture } from '../place-fields.js'
import type { RefusalRule } from '../refusals.js'
import { leaving } from './active-organization.js'
import type { NewOrganization, OrganizationsState, OrganizationsStep } from './organizations-steps.js'

export interface OrganizationsFlow {
  readonly $state: ReadableAtom<OrganizationsState>
  /** Drops the search and what is in progress. */
  readonly restart: () => void
}

/**
 * Lists the organizations of the active account, creates one, enters and leaves them.
 *
 * @example
 * ```ts
 * import { createOrganizations } from '@wachter/core/tenancy'
 *
 * const { step } = createOrganizations(client).$state.get()
 * if (step.kind === 'manage') await step.create({ name: 'Acme' })
 * ```
 *
 * @see PROTOCOL.md §3.6, §6.6
 */
export const createOrganizations = (client: Client): OrganizationsFlow =>
  createFlow<OrganizationsStep, OrganizationsFlow>(client, declareOrganizations)

function declareOrganizations({
  client,
  refresh,
  state,
}: Engine<OrganizationsStep>): FlowDeclaration<OrganizationsStep, OrganizationsFlow> {
  const { $organizationMemberships: $memberships } = client
  const search = createNameSearch<OrganizationMembership>(({ organization }) => organization.name)
  /** Ids of memberships that ended here; the server's list may be older (PROTOCOL.md §10.15). */
  let left: readonly string[] = []
  const drop = () => {
    search.search('')
    left = []
  }

  /** The list may lack a membership that has just begun, and still have one that has just ended. */
  const current = onceFor(
    (
      listed: readonly OrganizationMembership[] | undefined,
      active: OrganizationMembership | undefined,
      ended: readonly string[],
    ) => {
      const rows = listed?.filter(({ id }) => !ended.includes(id))
      return active && rows?.every(({ id }) => id !== active.id) ? [active, ...rows] : rows
    },
  )

  const create = async (context: Binding, { name, description, image }: NewOrganization) => {
    requireText('name', name)
    const before = client.$activeOrganization.get()?.id
    await changePlace(client, context, {
      kind: 'create-organization',
      path: 'organizations',
      form: { name, description, image },
      rules: creation,
      // The server enters it (PROTOCOL.md §6.6).
      applied: ({ activeSignIn }) => {
        const now = activeSignIn?.activeOrganizationMembership?.organization
        return now !== undefined && now.id !== before && now.name === name
      },
      isApplied: () => false,
    })
  }

  const leave = async (context: Binding, organizationId: string) => {
    requireText('organizationId', organizationId)
    const isOf = ({ organization }: OrganizationMembership) => organization.id === organizationId
    const active = client.$activeSignIn.get()?.activeOrganizationMembership
    const isActive = active !== undefined && isOf(active)
    const membership = $memberships.get().data?.find(isOf)
    await changePlace(client, context, {
      kind: 'leave-organization',
      path: `organizations/${encodeURIComponent(organizationId)}/leave`,
      rules: [...leaving, notMember],
      ...(isActive && { applied: ({ activeSignIn }) => activeSignIn?.activeOrganizationMembership?.id !== active.id }),
      isApplied: () =>
        client
          .request({ path: 'me/organization-memberships', schema: toModel(organizationMemberships) })
          .then((memberships) => !memberships.some(isOf))
          .catch(() => undefined),
    })
    if (membership) left = [...left, membership.id]
  }

  return {
    actions: {
      manage: {
        search: unqueued(async (text) => {
          search.search(text)
          refresh()
          return state()
        }),
        create: forContext(create),
        switchTo: forAccount((_, organizationId) => {
          requireText('organizationId', organizationId)
          return client.switchOrganization(organizationId)
        }),
        leaveContext: forAccount(() => client.switchOrganization()),
        leave: forContext(leave),
      },
    },
    always: {},
    idle: ['loading', 'signed-out', 'manage'],
    follows: [$memberships],
    stepOf({ container }) {
      if (!container) return { kind: 'loading' }
      const { activeSignIn } = container
      if (!activeSignIn) return { kind: 'signed-out' }
      const { data, loading, error } = $memberships.get()
      const active = activeSignIn.activeOrganizationMembership
      return {
        kind: 'manage',
        key: `organizations of ${activeSignIn.id}`,
        active,
        memberships: search.found(current(data, active, left)),
        searchText: search.text(),
        loading,
        loadError: error && flowError(error),
      }
    },
    forget: drop,
    onAccountChanged: drop,
  }
}

const creation: readonly RefusalRule[] = [
  badPicture,
  {
    status: 400,
    says: /disabled|enabled/i,
    code: 'organizations-disabled',
    message: 'There are no organizations here',
  },
  { status: 403, says: /may not|cannot|not allowed/i, code: 'forbidden', message: 'You may not create organizations' },
  { status: 403, code: 'limit-reached', message: 'You may not create further organizations: delete or leave one' },
]

const notMember: RefusalRule = {
  status: 404,
  code: 'organization-not-found',
  message: 'The account is not a member of this organization',
}
