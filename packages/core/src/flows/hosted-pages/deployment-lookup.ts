import type { Client } from '../../client.js'
import { deploymentOf } from '../../deployment/deployment-of.js'
import { type Deployment, withUiOverwrites } from '../../model/deployment.js'
import { deployment as deploymentSchema } from '../../wire/deployment.js'
import { toModel } from '../../wire/primitives.js'

/** Gives the deployment with the app's overwrites, loading it where it is not known; undefined where that fails. */
export function createDeploymentLookup(client: Client): () => Promise<Deployment | undefined> {
  const $deployment = deploymentOf(client)
  let flight: Promise<Deployment | undefined> | undefined
  let plain: Deployment | undefined

  const load = async (): Promise<Deployment | undefined> => {
    const unlisten = $deployment.listen(() => {})
    try {
      // What failed before is loaded again once the server answers anything.
      if ($deployment.get().error) await client.refetch()
      // A client that runs begins to load what is listened to in the next microtask.
      await Promise.resolve()
      const { data, error } = await settled()
      if (data || error) return data
      // This one does not run: it loads nothing by itself.
      plain ??= await client.request({ path: 'deployment', schema: toModel(deploymentSchema) })
      return withUiOverwrites(plain, client.$uiOverwrites.get())
    } catch {
      return undefined
    } finally {
      unlisten()
    }
  }

  const settled = () =>
    new Promise<ReturnType<typeof $deployment.get>>((resolve) => {
      const unsubscribe = $deployment.subscribe((state) => {
        if (state.loading) return
        resolve(state)
        queueMicrotask(() => unsubscribe())
      })
    })

  return async () => {
    const { data } = $deployment.get()
    if (data) return data
    flight ??= load().finally(() => {
      flight = undefined
    })
    return flight
  }
}
