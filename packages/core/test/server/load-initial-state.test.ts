import { createEmulator } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { signInWithPassword } from '../../src/flows/index.js'
import { createClient } from '../../src/index.js'
import { loadInitialState } from '../../src/server/index.js'
import { forgetfulStore, memoryStore } from '../set-up.js'

const pageUrl = 'http://localhost:3000/invoices'
const scope = 'localhost_4747'

/** A browser that has signed in, and what it sends along with each request for a page. */
async function signedIn(mode: 'staging' | 'production') {
  const emulator = createEmulator({ mode })
  const cookies = memoryStore()
  let jar = ''
  const client = createClient({
    baseUrl: emulator.baseUrl,
    mode,
    cookies,
    storage: forgetfulStore,
    openChannel: () => undefined,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      if (jar) request.headers.set('Cookie', jar)
      const answer = await emulator.fetch(request)
      jar = answer.headers.get('Set-Cookie')?.split(';')[0] ?? jar
      return answer
    },
  })
  await signInWithPassword(client, { email: 'ada@example.com', password: 'correct-horse-battery' })
  const sent =
    mode === 'production'
      ? jar
      : [...cookies.entries].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ')
  emulator.world.requests.clear()
  return { emulator, client, cookie: sent, address: { baseUrl: emulator.baseUrl, mode } }
}

const pageRequest = (cookie: string, url = pageUrl) => new Request(url, { headers: { Cookie: cookie } })

describe.each(['staging', 'production'] as const)('in %s', (mode) => {
  test('a server loads what the browser of an incoming request holds', async () => {
    const { emulator, client, cookie, address } = await signedIn(mode)
    const state = await loadInitialState(pageRequest(cookie), { ...address, fetch: emulator.fetch })
    expect(state.container).toEqual(client.dehydrate().container)
    expect(JSON.parse(JSON.stringify(state)).container.activeSignIn.user.username).toBe('ada')
  })

  test('a page rendered from it is signed in at once and asks nothing by itself', async () => {
    const { emulator, cookie, address } = await signedIn(mode)
    const initialState = await loadInitialState(pageRequest(cookie), { ...address, fetch: emulator.fetch })
    emulator.world.requests.clear()
    const page = createClient({ ...address, initialState, fetch: emulator.fetch, openChannel: () => undefined })
    expect(page.$view.get()).toMatchObject({ loading: false, session: { activeSignIn: { user: { username: 'ada' } } } })
    page.start()()
    expect(emulator.world.requests.all()).toEqual([])
  })

  test('a visitor without a session costs no request and begins none', async () => {
    const { emulator, address } = await signedIn(mode)
    const state = await loadInitialState(pageRequest('theme=dark; %=%'), { ...address, fetch: emulator.fetch })
    expect(state).toEqual({})
    expect(emulator.world.requests.all()).toEqual([])
  })

  test('a server that cannot be reached leaves the page to load by itself', async () => {
    const { cookie, address } = await signedIn(mode)
    const state = await loadInitialState(pageRequest(cookie), {
      ...address,
      timeoutMs: 1,
      fetch: () => new Promise(() => {}),
    })
    expect(state.container).toBeUndefined()
  })
})

test('a dev session handed over in the address of the page counts', async () => {
  const { emulator, cookie, address } = await signedIn('staging')
  const token = cookie.split(`__dev_session___${scope}=`)[1]?.split(';')[0] ?? ''
  const request = new Request(`${pageUrl}?__dev_session__=${token}`)
  const { container } = await loadInitialState(request, { ...address, fetch: emulator.fetch })
  expect(container?.activeSignIn?.user?.username).toBe('ada')
})

test('the address of the visitor goes along, so that limits count them', async () => {
  const { emulator, cookie, address } = await signedIn('production')
  const forwarded: (string | null)[] = []
  await loadInitialState(pageRequest(cookie), {
    ...address,
    clientIp: '203.0.113.7',
    fetch: (input, init) => {
      forwarded.push(new Request(input, init).headers.get('X-Wacht-Forwarded-For'))
      return emulator.fetch(input, init)
    },
  })
  expect(forwarded).toEqual(['203.0.113.7'])
})

test('a malformed key is refused', async () => {
  await expect(loadInitialState(pageRequest(''), { publishableKey: 'sk_live_x' })).rejects.toMatchObject({
    code: 'invalid-configuration',
  })
})
