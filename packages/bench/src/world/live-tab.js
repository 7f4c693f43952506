import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator, seedPassword } from '@wachter/emulator'
import { createMemoryStore } from './surroundings.js'

const listPath = '/me/organization-memberships'

/**
 * A running client on the system clock, with two accounts and a workspace; its requests are answered at once. Its tokens
 * outlive any measurement.
 *
 * @param {{ memberships?: number }} [options] `memberships`: in how many organizations the server says that an account is
 */
export async function createLiveTab({ memberships } = {}) {
  const emulator = createEmulator({ lifetimes: { authTokenMs: 86_400_000 } })
  /** @type {Record<string, unknown>[]} */
  const posted = []
  /** The body of the server's last session answer. */
  let body = ''
  /** The body of its answer with the memberships, as it is from the first on. */
  let list = ''
  /** @type {(message: unknown) => void} */
  let receive = () => undefined
  const client = createClient({
    publishableKey: emulator.publishableKey,
    async fetch(input, init) {
      const { pathname } = new URL(input instanceof Request ? input.url : input)
      if (pathname === listPath && list) return new Response(list)
      const response = await emulator.fetch(input, init)
      if (pathname === '/session') body = await response.clone().text()
      if (pathname !== listPath || memberships === undefined) return response
      list = crowded(await response.text(), memberships)
      return new Response(list, response)
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
    /** The id of an organization, by its name. @param {string} name */
    organization: (name) => emulator.world.organization(name).id,
    /** The message the client posts to other tabs after it fetched the session. */
    snapshot,
    /** @param {unknown} message from another tab */
    receive: (message) => receive(message),
  }
}

/** An answer with further memberships, like the first one. @param {string} body @param {number} count in all */
function crowded(body, count) {
  const answer = JSON.parse(body)
  const [first] = answer.data
  for (let index = answer.data.length; index < count; index++) {
    const organization = { ...first.organization, id: `${first.organization.id}${index}`, name: `Branch ${index}` }
    answer.data.push({ ...first, id: `${first.id}${index}`, organization })
  }
  return JSON.stringify(answer)
}
