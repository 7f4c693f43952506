import { signInWithPassword } from '../../core/src/flows/index.js'
import { type ClientOptions, createClient } from '../../core/src/index.js'
import { createEmulator, seedPassword } from '../../emulator/src/index.js'
import { memoryStore } from './stores.js'

/** A separate deployment that leaves no cookies: they would add up until the test server refuses the request. */
export function setUp(options: Pick<ClientOptions, 'initialState'> = {}) {
  const emulator = createEmulator({ baseUrl: `http://${crypto.randomUUID()}.localhost` })
  const { baseUrl, fetch, world } = emulator
  const client = createClient({
    baseUrl,
    mode: 'staging',
    fetch,
    storage: memoryStore(),
    cookies: memoryStore(),
    ...options,
  })
  return {
    client,
    emulator,
    world,
    signIn: (email = 'ada@example.com') => signInWithPassword(client, { email, password: seedPassword }),
    /** The number of requests to this path. */
    requestsTo: (path: string) => world.requests.all().filter((request) => request.path === path).length,
  }
}
