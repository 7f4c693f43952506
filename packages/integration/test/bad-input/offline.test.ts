import { type ClientOptions, createClient } from '@wachter/core'
import { createEmulator } from '@wachter/emulator'
import { fakePage } from '@wachter/testing/fake-page'
import { freezeTime, pass, passUntil } from '@wachter/testing/frozen-time'
import { forgetfulStore } from '@wachter/testing/stores'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { setUpStage, shown, signIn, until } from '../stage.js'
import { freshBrowser } from '../surroundings.js'
import { httpTransport, inProcessTransport } from '../transports.js'

/** Long enough for a request and its repetitions to fail, too short for anything to be tried again. */
const failingMs = 10_000

function setUp(options: Partial<Pick<ClientOptions, 'storage' | 'cookies'>> = {}) {
  freezeTime(Date.now())
  const emulator = createEmulator()
  const page = fakePage()
  let online = false
  let asked = () => {}
  const client = createClient({
    publishableKey: emulator.publishableKey,
    ...freshBrowser(),
    page,
    fetch: async (input, init) => {
      if (!online) throw new TypeError('Failed to fetch')
      asked()
      return emulator.fetch(new Request(input, init))
    },
    ...options,
  })
  onTestFinished(client.start())
  const goOnline = () => {
    online = true
    page.signal('online')
  }
  return {
    client,
    emulator,
    page,
    goOnline,
    setOnline: (yes: boolean) => (online = yes),
    /** Resolves when the server is asked next, before it has answered. */
    nextRequest: () => new Promise<void>((resolve) => (asked = resolve)),
  }
}

describe('a client that starts offline', () => {
  test('is unavailable, which is not signed out: it is still not known', async () => {
    const { client } = setUp()
    expect(client.$view.get()).toEqual({ loading: true, session: null, error: undefined })
    await passUntil(
      until(client.$state, ({ status }) => status !== 'loading'),
      failingMs,
    )
    expect(client.$state.get()).toMatchObject({ status: 'unavailable', error: { code: 'offline', retryable: true } })
    expect(client.$view.get()).toMatchObject({ loading: true, session: null, error: { code: 'offline' } })
  })

  test('heals at once when the network is back', async () => {
    const { client, goOnline } = setUp()
    await passUntil(
      until(client.$state, ({ status }) => status === 'unavailable'),
      failingMs,
    )
    goOnline()
    // Time stands still: it is the signal that heals, not a timer.
    await until(client.$state, ({ status }) => status === 'signed-out')
    expect(client.$state.get()).toMatchObject({ error: undefined, stale: false })
  })

  test('heals by itself where no signal comes', async () => {
    const { client, setOnline, nextRequest } = setUp()
    const unavailable = until(client.$state, ({ status }) => status === 'unavailable')
    await passUntil(unavailable, failingMs)
    setOnline(true)
    await passUntil(nextRequest(), 60_000)
    // From here on time stands still: the emulator's own work takes real time and must not be outrun.
    await until(client.$state, ({ status }) => status === 'signed-out')
    expect(client.$state.get().error).toBeUndefined()
  })

  test('starts one session only, however often it had to try', async () => {
    const { client, emulator, goOnline, nextRequest } = setUp()
    await pass(300_000)
    const asked = nextRequest()
    goOnline()
    // The signal may come while a request that failed waits to be repeated.
    await passUntil(asked, 1_000)
    await until(client.$state, ({ status }) => status === 'signed-out')
    expect(emulator.world.state().sessions).toHaveLength(1)
  })

  test('refuses what it is asked as offline and does it once online', async () => {
    const { client, goOnline } = setUp()
    await expect(passUntil(client.getToken(), failingMs)).rejects.toMatchObject({ code: 'offline' })
    goOnline()
    await signIn(client, 'ada')
    expect(shown(client)).toMatchObject({ status: 'signed-in', who: 'ada' })
    expect(await client.getToken()).toMatch(/^ey/)
  })
})

describe('a client that was never online', () => {
  test('answers who asks for a token while a change is under way', async () => {
    const { client } = setUp()
    await passUntil(
      until(client.$state, ({ status }) => status === 'unavailable'),
      failingMs,
    )
    const switching = client.switchSignIn('7')
    const asking = client.getToken()
    const settling = Promise.allSettled([switching, asking])
    expect(await passUntil(settling, failingMs * 6)).toMatchObject([
      { status: 'rejected', reason: { code: 'unconfirmed' } },
      { status: 'rejected', reason: { code: 'offline' } },
    ])
  })
})

describe('a client that loses the network', () => {
  test('keeps what it knows and says that it may be old', async () => {
    const { client, goOnline, setOnline } = setUp()
    goOnline()
    await signIn(client, 'ada')
    const before = client.$session.get()
    const token = await client.getToken()
    setOnline(false)
    await expect(passUntil(client.refetch(), failingMs)).rejects.toMatchObject({ code: 'offline' })
    expect(client.$state.get()).toMatchObject({ status: 'signed-in', stale: true })
    expect(client.$session.get()).toBe(before)
    expect(await client.getToken()).toBe(token)
    goOnline()
    await until(client.$state, ({ stale }) => !stale)
    expect(client.$session.get()).toBe(before)
  })

  test('signs out here at once and tells the server when the network is back', async () => {
    const { client, emulator, goOnline, setOnline } = setUp()
    goOnline()
    await signIn(client, 'ada')
    setOnline(false)
    const signingOut = client.signOut()
    expect(shown(client)).toEqual({ status: 'signed-out', accounts: [] })
    await expect(passUntil(signingOut, failingMs * 3)).rejects.toMatchObject({ code: 'sign-out-unconfirmed' })
    goOnline()
    await until(client.$state, ({ stale }) => !stale)
    // Nothing else waits for it.
    await vi.waitFor(() => expect(emulator.world.state().signins).toEqual([]))
    expect(shown(client)).toEqual({ status: 'signed-out', accounts: [] })
  })

  test('does not know whether a change took place that got no answer, and finds out', async () => {
    const stage = await setUpStage(inProcessTransport)
    onTestFinished(stage.close)
    const client = await stage.openAs('ada')
    stage.world.faults.add({ path: '/session/switch-organization', dropResponse: true, once: true })
    await client.switchOrganization(stage.id('Acme'))
    expect(shown(client)).toMatchObject({ organization: 'Acme' })
    stage.world.faults.add({ path: '/session/switch-organization', drop: true, once: true })
    await expect(client.switchOrganization(stage.id('Globex'))).rejects.toMatchObject({ code: 'offline' })
    expect(shown(client)).toMatchObject({ organization: 'Acme' })
  })

  test('does not spend a ticket twice when its answer is lost', async () => {
    const stage = await setUpStage(inProcessTransport)
    onTestFinished(stage.close)
    const client = await stage.open()
    const ticket = stage.world.mintTicket({ type: 'impersonation', user: 'linus' })
    stage.world.faults.add({ path: '/session/ticket/exchange', dropResponse: true, once: true })
    await client.exchangeTicket(ticket).catch(() => undefined)
    const exchanges = stage.world.requests.all().filter(({ path }) => path === '/session/ticket/exchange')
    expect(exchanges).toHaveLength(1)
    // The session has the last word on whether it was spent.
    expect(shown(client)).toMatchObject({ status: 'signed-in', who: 'linus' })
  })
})

describe('over a real connection', () => {
  test('a change whose answer is cut off is found out', async () => {
    const stage = await setUpStage(httpTransport)
    onTestFinished(stage.close)
    const client = await stage.openAs('ada')
    stage.world.faults.add({ path: '/session/switch-workspace', dropResponse: true, once: true })
    await client.switchWorkspace(stage.id('Engineering'))
    expect(shown(client)).toMatchObject({ organization: 'Acme', workspace: 'Engineering' })
  })

  test('a server that is gone is offline', async () => {
    const stage = await setUpStage(httpTransport)
    const client = await stage.openAs('ada')
    await stage.close()
    await expect(client.refetch()).rejects.toMatchObject({ code: 'offline', retryable: true })
    expect(shown(client)).toMatchObject({ status: 'signed-in', who: 'ada' })
  })
})

describe('a browser that blocks storage and cookies', () => {
  test('works in memory, in one session', async () => {
    const blocked = { storage: forgetfulStore, cookies: forgetfulStore }
    const stage = await setUpStage(inProcessTransport)
    onTestFinished(stage.close)
    const client = await stage.open(blocked)
    await signIn(client, 'ada')
    await signIn(client, 'grace')
    await client.switchWorkspace(stage.id('Engineering'))
    expect(await client.getToken()).toMatch(/^ey/)
    await client.refetch()
    expect(shown(client)).toEqual({
      status: 'signed-in',
      who: 'grace',
      organization: 'Acme',
      workspace: 'Engineering',
      accounts: ['grace', 'ada'],
    })
    expect(stage.world.state().sessions).toHaveLength(1)
    await client.signOut()
    expect(stage.world.state().signins).toEqual([])
  })

  test('still tells the server of a sign-out that it could not tell at first', async () => {
    const { client, emulator, goOnline, setOnline } = setUp({ storage: forgetfulStore, cookies: forgetfulStore })
    goOnline()
    await signIn(client, 'ada')
    setOnline(false)
    await expect(passUntil(client.signOut(), failingMs * 3)).rejects.toMatchObject({ code: 'sign-out-unconfirmed' })
    goOnline()
    await until(client.$state, ({ stale }) => !stale)
    // Nothing else waits for it.
    await vi.waitFor(() => expect(emulator.world.state().signins).toEqual([]))
  })

  test.each(['storage', 'cookies'] as const)('may block the %s alone', async (blocked) => {
    const stage = await setUpStage(inProcessTransport)
    onTestFinished(stage.close)
    const browser = { ...freshBrowser(), [blocked]: forgetfulStore }
    const first = await stage.open(browser)
    await signIn(first, 'ada')
    first.stop()
    const second = await stage.open(browser)
    expect(shown(second)).toMatchObject({ status: 'signed-in', who: 'ada' })
    expect(stage.world.state().sessions).toHaveLength(1)
  })
})
