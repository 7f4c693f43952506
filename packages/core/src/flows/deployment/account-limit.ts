import type { Client } from '../../client.js'
import { knownDeployments } from '../../deployment/known-deployments.js'
import { SessionError } from '../../errors.js'
import { isAccountLimitReached } from './deployment.js'

/**
 * Refuses another account where the deployment allows no more. The server itself does not look (PROTOCOL.md §6.8), so
 * this holds as far as the deployment has been loaded.
 */
export function refuseBeyondLimit(client: Client): void {
  if (isAccountLimitReached(knownDeployments.get(client)?.get().data, client.$signIns.get())) {
    throw new SessionError('account-limit-reached', 'No further account may be signed in here')
  }
}
