import { SessionError } from '../../errors.js'
import type { Endpoints } from '../../http/endpoints.js'
import { type Deployment, type UiSettings, withUiOverwrites } from '../../model/deployment.js'
import type { Stamps } from '../../time/stamps.js'
import type { SessionStore } from '../state/store.js'
import { createResource, type Resource } from './resource.js'

interface ListsNeeds {
  readonly store: SessionStore
  readonly stamps: Stamps
  readonly endpoints: Endpoints
  readonly refresh: () => Promise<void>
  readonly isRunning: () => boolean
  readonly uiOverwrites: UiSettings | undefined
}

/** The resources beside the session: the memberships of the active account, and the deployment. */
export function createLists({ store, stamps, endpoints, refresh, isRunning, uiOverwrites: given }: ListsNeeds) {
  /** If a list belongs to another user, our session is stale: fetch it. */
  const own =
    <T extends { readonly userId: string | undefined }>(load: () => Promise<readonly T[]>) =>
    async () => {
      const list = await load()
      if (list.every(({ userId }) => userId === undefined || userId === store.context()?.userId)) return list
      await refresh()
      throw new SessionError('context-mismatch', 'The server is in another context')
    }
  const resource = <T>(load: (signal: AbortSignal) => Promise<T>, scoped = true) =>
    createResource({ store, stamps, load, isRunning, scoped })

  const organizationMemberships = resource(own(endpoints.organizationMemberships))
  const workspaceMemberships = resource(own(endpoints.workspaceMemberships))
  let uiOverwrites = given
  let plainDeployment: Deployment | undefined
  const deployment = resource(async () => {
    plainDeployment ??= await endpoints.deployment()
    return withUiOverwrites(plainDeployment, uiOverwrites)
  }, false)

  return {
    $organizationMemberships: organizationMemberships.$state,
    $workspaceMemberships: workspaceMemberships.$state,
    $deployment: deployment.$state,
    resource: resource as <T>(load: (signal: AbortSignal) => Promise<T>) => Resource<T>,
    uiOverwrites: () => uiOverwrites,
    setUiOverwrites(overwrites: UiSettings | undefined): void {
      uiOverwrites = overwrites
      if (plainDeployment) void deployment.refresh()
    },
    wake(): void {
      for (const each of [organizationMemberships, workspaceMemberships, deployment]) each.wake()
    },
  }
}
