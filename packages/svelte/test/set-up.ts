import { type ClientOptions, createClient } from '@wachter/core'
import { createSignIn } from '@wachter/core/flows'
import { createEmulator } from '@wachter/emulator'

/** A deployment of its own: nothing stored or told by another test reaches it. */
export function setUp(options: Pick<ClientOptions, 'initialState'> = {}) {
  const { baseUrl, fetch, world } = createEmulator({ baseUrl: `http://${crypto.randomUUID()}.localhost` })
  const client = createClient({ baseUrl, mode: 'staging', fetch, ...options })
  return {
    client,
    world,
    signIn: (email = 'ada@example.com') =>
      createSignIn(client).start({ strategy: 'plain_email', email, password: 'correct-horse-battery' }),
    /** How often the server was asked for this. */
    requestsTo: (path: string) => world.requests.all().filter((request) => request.path === path).length,
  }
}
