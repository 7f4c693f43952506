import { signInWithPassword } from '../../core/src/flows/index.js'
import { type ClientOptions, createClient } from '../../core/src/index.js'
import { createEmulator, seedPassword } from '../../emulator/src/index.js'
import { memoryStore } from './stores.js'

/** A deployment of its own, which leaves nothing behind: cookies would add up until the test server refuses them. */
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
    /** How often the server was asked for this. */
    requestsTo: (path: string) => world.requests.all().filter((request) => request.path === path).length,
  }
}
