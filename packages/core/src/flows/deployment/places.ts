import type { Deployment } from '../../model/deployment.js'

/**
 * Whether people work in organizations here.
 *
 * @example
 * ```ts
 * import { deploymentOf } from '@wachter/core'
 * import { organizationsEnabled } from '@wachter/core/flows'
 *
 * const hasOrganizations = organizationsEnabled(deploymentOf(client).get().data)
 * ```
 */
export const organizationsEnabled = (deployment: Deployment | undefined): boolean =>
  deployment?.b2bSettings?.organizationsEnabled === true

/**
 * Whether organizations have workspaces here.
 *
 * @example
 * ```ts
 * import { deploymentOf } from '@wachter/core'
 * import { workspacesEnabled } from '@wachter/core/flows'
 *
 * const hasWorkspaces = workspacesEnabled(deploymentOf(client).get().data)
 * ```
 */
export const workspacesEnabled = (deployment: Deployment | undefined): boolean =>
  organizationsEnabled(deployment) && deployment?.b2bSettings?.workspacesEnabled === true
