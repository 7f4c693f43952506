import type { Seed } from '@wachter/emulator'
import { type Deployment, deploymentOf } from '../../../src/index.js'
import { setUp } from '../../set-up.js'

/** The deployment as a client gets it from an emulator with these settings. */
export async function loadedDeployment(settings: NonNullable<Seed['deployment']> = {}): Promise<Deployment> {
  const { open, world } = setUp()
  world.changeDeployment(settings)
  const { client } = await open()
  return new Promise((resolve) => {
    deploymentOf(client).subscribe(({ data }) => data && resolve(data))
  })
}
