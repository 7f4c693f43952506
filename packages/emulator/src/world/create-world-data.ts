import { type Clock, createAdjustableClock } from '../clock'
import { emptyTables, type WorldData } from './data'
import { createDeployment, type DeploymentAddress } from './deployment/deployment'
import { defaultLifetimes, type Lifetimes } from './deployment/lifetimes'
import { createIdSource } from './ids'
import { plant } from './plant'
import type { Seed } from './seed'

export function createWorldData(options: {
  seed: Seed
  address: DeploymentAddress
  clock?: Clock | undefined
  lifetimes?: Partial<Lifetimes> | undefined
}): WorldData {
  const lifetimes = { ...defaultLifetimes, ...options.lifetimes }
  const data: WorldData = {
    clock: createAdjustableClock(options.clock),
    ids: createIdSource(),
    lifetimes,
    ...emptyTables(createDeployment(options.address, lifetimes)),
  }
  plant(data, options.seed, options.address)
  return data
}
