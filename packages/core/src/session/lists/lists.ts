import { SessionError } from '../../errors.js'
import type { Endpoints } from '../../http/endpoints.js'
import type { Stamps } from '../../time/stamps.js'
import type { SessionStore } from '../state/store.js'
import { type CreateResource, createResource } from './resource.js'

interface ListsNeeds {
  readonly store: SessionStore
  readonly stamps: Stamps
  readonly endpoints: Pick<Endpoints, 'organizationMemberships' | 'workspaceMemberships'>
  readonly refresh: () => Promise<void>
  readonly isRunning: () => boolean
}

/** The data beside the session: the memberships of the active account, and what features and apps add. */
export function createLists({ store, stamps, endpoints, refresh, isRunning }: ListsNeeds) {
  const watched = new Set<() => void>()
  const resource: CreateResource = (load, options) =>
    createResource({ store, stamps, load, isRunning, watched, ...options })

  /** If a list belongs to another user, our session is stale: fetch it. */
  const own = <T extends { readonly userId: string | undefined }>(load: () => Promise<readonly T[]>) =>
    resource(async () => {
      const list = await load()
      if (list.every(({ userId }) => userId === undefined || userId === store.context()?.userId)) return list
      await refresh()
      throw new SessionError('context-mismatch', 'The server is in another context')
    }).$state

  return {
    resource,
    $organizationMemberships: own(endpoints.organizationMemberships),
    $workspaceMemberships: own(endpoints.workspaceMemberships),
    /** Loads what has listeners. */
    wake() {
      for (const each of watched) each()
    },
  }
}
