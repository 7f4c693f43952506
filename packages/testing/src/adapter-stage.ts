import { type ClientOptions, createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator, seedPassword } from '@wachter/emulator'
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
