import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator, seedPassword } from '@wachter/emulator'
import { createMemoryStore } from './surroundings.js'

/**
 * A running client on the system clock, with two accounts and a workspace; its requests are answered at once. Its tokens
 * outlive any measurement.
 */
export async function createLiveTab() {
  const emulator = createEmulator({ lifetimes: { authTokenMs: 86_400_000 } })
  /** @type {Record<string, unknown>[]} */
  const posted = []
  /** The body of the server's last session answer. */
  let body = ''
  /** @type {(message: unknown) => void} */
  let receive = () => undefined
  const client = createClient({
    publishableKey: emulator.publishableKey,
    async fetch(input, init) {
      const response = await emulator.fetch(input, init)
      if (new URL(new Request(input).url).pathname === '/session') body = await response.clone().text()
      return response
    },
    storage: createMemoryStore(),
    cookies: createMemoryStore(),
    revalidateIntervalMs: 0,
    openChannel(_, onMessage) {
      receive = onMessage
      return { post: (message) => void posted.push(/** @type {Record<string, unknown>} */ (message)), close() {} }
    },
  })
  client.start()
  for (const email of ['ada@example.com', 'grace@example.com'])
    await signInWithPassword(client, { email, password: seedPassword })
  await client.switchWorkspace(emulator.world.workspace('Research').id)
  await client.refetch()
  const snapshot = posted.findLast(({ type }) => type === 'answer-received')
  if (!snapshot) throw new Error('The tab posted no snapshot')
  return {
    client,
    body,
    /** The message the client posts to other tabs after it fetched the session. */
    snapshot,
    /** @param {unknown} message from another tab */
    receive: (message) => receive(message),
  }
}
