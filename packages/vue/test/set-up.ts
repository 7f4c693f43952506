import { type Client, type ClientOptions, createClient, type KeyValueStore } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator } from '@wachter/emulator'
import { createSSRApp, defineComponent, h } from 'vue'
import { createWachter, SessionLoading, SignedIn, SignedOut, useActiveOrganization, useUser } from '../src/index.js'

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

const Whereabouts = defineComponent(() => {
  const user = useUser()
  const organization = useActiveOrganization()
  return () => h('p', `${user.value?.firstName} at ${organization.value?.name ?? 'home'}`)
})

/** A page that tells who is there. */
export const Page = defineComponent(() => () => [
  h(SessionLoading, () => 'Loading'),
  h(SignedOut, () => 'Nobody'),
  h(SignedIn, () => h(Whereabouts)),
])

/** An app as a server would render it, and a browser hydrate. */
export const createApp = (client: Client, root = Page) => createSSRApp(root).use(createWachter(client))
