import type { ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import { type Deployment, withUiOverwrites } from '../model/deployment.js'
import type { ResourceState } from '../session/lists/resource.js'
import { deployment } from '../wire/deployment.js'
import { toModel } from '../wire/primitives.js'
import { knownDeployments } from './known-deployments.js'

/**
 * The deployment's settings, with the client's `uiOverwrites` applied. They are loaded once, on the first listener while the
 * client runs; reading alone does not load. The same client always gets the same atom.
 *
 * @example
 * ```ts
 * import { deploymentOf } from '@wachter/core'
 *
 * const stop = deploymentOf(client).subscribe(({ data }) => console.log(data?.uiSettings?.appName))
 * ```
 *
 * @see PROTOCOL.md §4.8
 */
export function deploymentOf(client: Client): ReadableAtom<ResourceState<Deployment>> {
  const known = knownDeployments.get(client)
  if (known) return known
  let plain: Deployment | undefined
  const { $state, refresh } = client.resource(
    async (signal) => {
      plain ??= await client.request({ path: 'deployment', schema: toModel(deployment), signal })
      return withUiOverwrites(plain, client.$uiOverwrites.get())
    },
    { scope: 'deployment' },
  )
  client.$uiOverwrites.listen(() => {
    if (plain) void refresh()
  })
  knownDeployments.set(client, $state)
  return $state
}
