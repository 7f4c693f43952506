import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator, seedPassword } from '@wachter/emulator'
import { createMemoryStore, createPage } from '../world/surroundings.js'

/** Our client with its own server, for the same comparison: Ada is A, Grace is B. */
export async function createOurs() {
  const emulator = createEmulator({ lifetimes: { authTokenMs: 3_600_000 } })
  const client = createClient({
    publishableKey: emulator.publishableKey,
    fetch: emulator.fetch,
    storage: createMemoryStore(),
    cookies: createMemoryStore(),
    page: createPage(true),
    openChannel: () => undefined,
    revalidateIntervalMs: 0,
  })
  client.start()
  for (const email of ['grace@example.com', 'ada@example.com'])
    await signInWithPassword(client, { email, password: seedPassword })
  await client.getToken()
  const ada = emulator.world.user('ada').id
  const grace = client.$signIns.get().find(({ user }) => user?.id !== ada)?.id ?? ''
  return {
    peer: {
      read: () => client.getToken(),
      renew: () => client.getToken({ forceRefresh: true }),
      switchToB: () => client.switchSignIn(grace),
      signOut: () => client.signOut(),
      close: client.stop,
    },
    holdNext() {
      const fault = emulator.world.faults.add({ path: '/session/token', hold: true, once: true })
      return () => fault.release()
    },
    /** @param {string} token */
    identityOf: (token) =>
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub === ada ? 'A' : 'B',
  }
}
