import { createEmulator, type EmulatorOptions } from '@wachter/emulator'
import { signInWithPassword } from '../../src/flows/index.js'
import { type ClientOptions, createClient, keepContextCookie, type SessionError } from '../../src/index.js'
import type { Mode } from '../../src/options.js'
import { type AuthenticateOptions, authenticateRequest, createServerCache } from '../../src/server/index.js'
import { forgetfulStore } from '../set-up.js'

const origin = 'http://localhost:3000'

interface SiteOptions extends EmulatorOptions {
  readonly mode?: Mode
}

/** A deployment, and an app with a server. Browsers visit the app, and their pages talk to the deployment. */
export function setUpSite({ mode = 'production', ...options }: SiteOptions = {}) {
  const emulator = createEmulator({ mode, ...options })
  const address = { baseUrl: emulator.baseUrl, mode }
  const cache = createServerCache()
  const errors: SessionError[] = []
  /** Requests of the server, as `method path`. */
  const asked = () => emulator.world.requests.all().map(({ method, path }) => `${method} ${path}`)

  const authenticate = (request: Request, extras: AuthenticateOptions = {}) =>
    authenticateRequest(request, {
      ...address,
      fetch: emulator.fetch,
      cache,
      onError: (error) => errors.push(error),
      ...extras,
    })

  /** A browser with its cookies; `vouches`: its page keeps the context cookie. */
  const openBrowser = ({ vouches = true } = {}) => {
    /** As they are sent. */
    const jar = new Map<string, string>()
    const take = (text: string) => {
      const [pair = '', ...attributes] = text.split(/; */)
      const at = pair.indexOf('=')
      if (attributes.includes('Max-Age=0')) jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const cookieHeader = () => [...jar].map((pair) => pair.join('=')).join('; ')
    /** A page of this browser. */
    const open = (options: Pick<ClientOptions, 'initialState'> = {}) =>
      createClient({
        ...options,
        ...address,
        storage: forgetfulStore,
        cookies: {
          get: (name) => {
            const value = jar.get(name)
            return value === undefined ? undefined : decodeURIComponent(value)
          },
          set: (name, value) => void jar.set(name, encodeURIComponent(value)),
          remove: (name) => void jar.delete(name),
        },
        openChannel: () => undefined,
        fetch: async (input, init) => {
          const request = new Request(input, init)
          if (mode === 'production' && jar.has('__session'))
            request.headers.set('Cookie', `__session=${jar.get('__session')}`)
          const answer = await emulator.fetch(request)
          for (const text of answer.headers.getSetCookie()) take(text)
          return answer
        },
      })
    const client = open()
    if (vouches) keepContextCookie(client)
    const signIn = async (who: string) => {
      await signInWithPassword(client, { email: `${who}@example.com`, password: 'correct-horse-battery' })
      emulator.world.requests.clear()
    }
    const requestOf = (path = '/', headers: Record<string, string> = {}, init: RequestInit = {}) =>
      new Request(new URL(path, origin), {
        ...init,
        headers: { Cookie: cookieHeader(), Accept: 'text/html', ...headers },
      })
    /** A page view: what the server says goes into the jar. */
    const visit = async (path?: string, extras?: AuthenticateOptions, headers?: Record<string, string>) => {
      const seen = await authenticate(requestOf(path, headers), extras)
      for (const text of seen.headers.getSetCookie()) take(text)
      return seen
    }
    return { client, open, jar, take, signIn, visit, requestOf }
  }
  return { emulator, world: emulator.world, address, cache, errors, asked, authenticate, openBrowser }
}

/** A site with one browser, where Ada is signed in. */
export async function setUpVisitor(options?: SiteOptions & { readonly vouches?: boolean }) {
  const site = setUpSite(options)
  const browser = site.openBrowser(options)
  await browser.signIn('ada')
  return { ...site, ...browser, scope: 'localhost_4747' }
}
