import type { ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import { deploymentOf } from '../deployment/deployment-of.js'
import { workspacesEnabled } from '../flows/deployment/places.js'
import { createFlow, type Engine } from '../flows/engine/create-flow.js'
import type { FlowDeclaration } from '../flows/engine/declaration.js'
import { type EligibilityRestriction, keepsOut } from '../model/membership.js'
import type { ActiveTenancyState, ActiveTenancyStep } from './active-tenancy-steps.js'
import { organizationIdOf } from './workspaces/active-workspace.js'

export interface ActiveTenancyFlow {
  readonly $state: ReadableAtom<ActiveTenancyState>
  readonly restart: () => void
}

/**
 * Says whether an organization must be chosen first, and a workspace where the deployment has workspaces, and why. A place
 * that the account may not use any more must be left for another. The memberships tell so, once they are loaded: until then
 * the step is `ready`, so that content does not wait for them. For what a page shows: the server checks each request itself.
 *
 * @example
 * ```ts
 * import { createActiveTenancy } from '@wachter/core/tenancy'
 *
 * const stop = createActiveTenancy(client).$state.subscribe(({ step }) => {
 *   if (step.kind === 'choose-organization') console.log(step.restriction?.message ?? 'Choose an organization')
 * })
 * ```
 *
 * @see PROTOCOL.md §6.6, §6.7
 */
export const createActiveTenancy = (client: Client): ActiveTenancyFlow =>
  createFlow<ActiveTenancyStep, ActiveTenancyFlow>(client, declareActiveTenancy)

function declareActiveTenancy({
  client,
}: Engine<ActiveTenancyStep>): FlowDeclaration<ActiveTenancyStep, ActiveTenancyFlow> {
  const { $organizationMemberships, $workspaceMemberships } = client
  const $deployment = deploymentOf(client)
  return {
    actions: {},
    always: {},
    idle: ['loading', 'signed-out', 'choose-organization', 'choose-workspace', 'ready'],
    follows: [$deployment, $organizationMemberships, $workspaceMemberships],
    stepOf({ container, error }, _isComplete, read) {
      if (!container) return { kind: 'loading', error }
      const { activeSignIn } = container
      if (!activeSignIn) return { kind: 'signed-out' }

      const organization = activeSignIn.activeOrganizationMembership?.organization
      const organizations = read($organizationMemberships).data
      const notHere = restrictionOf(organizations?.find((one) => one.organization.id === organization?.id))
      if (!organization) return { kind: 'choose-organization', reason: 'none-active', restriction: undefined }
      if (notHere) return { kind: 'choose-organization', reason: 'restricted', restriction: notHere }

      const membership = activeSignIn.activeWorkspaceMembership
      const deployment = read($deployment)
      // An active workspace shows that the deployment has workspaces, before it is loaded.
      if (!membership && !deployment.data) return { kind: 'loading', error: deployment.error }
      if (deployment.data && !workspacesEnabled(deployment.data))
        return { kind: 'ready', organization, workspace: undefined }

      const choose = { kind: 'choose-workspace', restriction: undefined, organization } as const
      if (!membership) return { ...choose, reason: 'none-active' }
      const owner = organizationIdOf(membership) ?? organization.id
      if (owner !== organization.id) return { ...choose, reason: 'of-another-organization' }
      const { workspace } = membership
      const workspaces = read($workspaceMemberships).data
      const restriction = restrictionOf(workspaces?.find((one) => one.workspace.id === workspace.id))
      if (restriction) return { ...choose, reason: 'restricted', restriction }
      return { kind: 'ready', organization, workspace }
    },
    forget() {},
  }
}

const restrictionOf = (
  membership: { readonly eligibilityRestriction: EligibilityRestriction | undefined } | undefined,
): EligibilityRestriction | undefined => {
  const restriction = membership?.eligibilityRestriction
  return keepsOut(restriction) ? restriction : undefined
}
