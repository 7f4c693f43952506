import { type ClientOptions, createClient, type KeyValueStore } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator } from '@wachter/emulator'

/** A deployment of its own, which leaves nothing behind: cookies would add up until the test server refuses them. */
export function setUp(options: Pick<ClientOptions, 'initialState'> = {}) {
  const emulator = createEmulator({ baseUrl: `http://${crypto.randomUUID()}.localhost` })
  const { baseUrl, fetch, world } = emulator
  const client = createClient({ baseUrl, mode: 'staging', fetch, storage: memory(), cookies: memory(), ...options })
  return {
    client,
    emulator,
    world,
    signIn: (email = 'ada@example.com') => signInWithPassword(client, { email, password: 'correct-horse-battery' }),
    /** How often the server was asked for this. */
    requestsTo: (path: string) => world.requests.all().filter((request) => request.path === path).length,
  }
}

function memory(): KeyValueStore {
  const entries = new Map<string, string>()
  return {
    get: (key) => entries.get(key),
    set: (key, value) => entries.set(key, value),
    remove: (key) => entries.delete(key),
  }
}
