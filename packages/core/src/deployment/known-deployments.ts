import type { ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import type { Deployment } from '../model/deployment.js'
import type { ResourceState } from '../session/lists/resource.js'

/** One deployment for all who ask about the same client. In a file of its own: who only looks it up needs no schema. */
export const knownDeployments = new WeakMap<Client, ReadableAtom<ResourceState<Deployment>>>()
