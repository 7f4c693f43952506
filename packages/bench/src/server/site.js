import { createClient, keepContextCookie } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { authenticateRequest, createServerCache } from '@wachter/core/server'
import { createEmulator, seedPassword } from '@wachter/emulator'
import { createPage } from '../world/surroundings.js'

/** @typedef {Awaited<ReturnType<typeof createSite>>} Site */

/** A day, so that no token ends while it is measured. */
const authTokenMs = 86_400_000

/** An app with a server, and the browser of Ada, who is signed in. The deployment is an emulator in this process. */
export async function createSite() {
  const emulator = createEmulator({ lifetimes: { authTokenMs } })
  const { publishableKey, fetch } = emulator
  /** The cookies of the browser, as they are sent. @type {Map<string, string>} */
  const jar = new Map()
  const cookies = {
    get: (/** @type {string} */ name) => decoded(jar.get(name)),
    set: (/** @type {string} */ name, /** @type {string} */ value) => void jar.set(name, encodeURIComponent(value)),
    remove: (/** @type {string} */ name) => void jar.delete(name),
  }
  const options = {
    publishableKey,
    fetch,
    cookies,
    storage: cookies,
    page: createPage(true),
    openChannel: () => undefined,
  }
  const client = createClient({ ...options, revalidateIntervalMs: 0 })
  keepContextCookie(client)
  await signInWithPassword(client, { email: 'ada@example.com', password: seedPassword })
  const bearer = await client.getToken()
  const withoutToken = headerOf(jar)

  let cache = createServerCache()
  const view = (/** @type {Record<string, string>} */ headers) =>
    authenticateRequest(new Request('http://localhost:3000/', { headers: { Accept: 'text/html', ...headers } }), {
      publishableKey,
      fetch,
      cache,
    })
  const first = await view({ Cookie: withoutToken })
  for (const text of first.headers.getSetCookie()) {
    const [pair = ''] = text.split(';')
    jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
  }
  const withToken = headerOf(jar)
  const signedIn = async (/** @type {Promise<import('@wachter/core/server').Authentication>} */ viewing) => {
    const { auth, initialState } = await viewing
    if (!auth.isSignedIn || !initialState.container) throw new Error('Ada is not signed in')
  }
  return {
    bearer,
    /** A page view of a browser that has the token of an earlier one. */
    viewCached: () => signedIn(view({ Cookie: withToken })),
    /** A page view that mints a token; what is known of the session is kept. */
    viewMinting: () => signedIn(view({ Cookie: withoutToken })),
    /** The first page view of a new process: also the keys of the deployment are asked for. */
    viewCold: () => {
      cache = createServerCache()
      return signedIn(view({ Cookie: withoutToken }))
    },
    /** The requests to the API since the last call. */
    takeRequests() {
      const count = emulator.world.requests.all().length
      emulator.world.requests.clear()
      return count
    },
    close: client.stop,
  }
}

/** @param {string | undefined} value */
const decoded = (value) => (value === undefined ? undefined : decodeURIComponent(value))

/** @param {Map<string, string>} jar */
const headerOf = (jar) => [...jar].map((pair) => pair.join('=')).join('; ')
