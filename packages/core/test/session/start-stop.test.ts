import { describe, expect, test, vi } from 'vitest'
import { createLifecycle, type Lifecycle } from '../../src/session/start-stop.js'
import { fakePage, memoryStore, pass, setUp } from '../set-up.js'

function setUpLifecycle(whileOpening: (lifecycle: Lifecycle) => void = () => {}) {
  const seen: string[] = []
  const lifecycle: Lifecycle = createLifecycle((scope) => {
    seen.push('open')
    scope.add(() => seen.push('close'))
    whileOpening(lifecycle)
    scope.add(() => seen.push('close the rest'))
  })
  return { ...lifecycle, seen }
}

describe('a lifecycle', () => {
  test('opens once and closes with the last who holds it', () => {
    const { start, seen, isRunning } = setUpLifecycle()
    const [first, second] = [start(), start()]
    first()
    expect(isRunning()).toBe(true)
    second()
    expect(seen).toEqual(['open', 'close', 'close the rest'])
    expect(isRunning()).toBe(false)
  })

  test('counts each holder once', () => {
    const { start, seen } = setUpLifecycle()
    const [first] = [start(), start()]
    first()
    first()
    expect(seen).toEqual(['open'])
  })

  test('opens again after it was closed; what was held before closes nothing', () => {
    const { start, seen } = setUpLifecycle()
    const first = start()
    first()
    start()
    first()
    expect(seen).toEqual(['open', 'close', 'close the rest', 'open'])
  })

  test('is stopped for all who hold it', () => {
    const { start, stop, seen, isRunning } = setUpLifecycle()
    const first = start()
    start()
    stop()
    first()
    stop()
    expect(seen).toEqual(['open', 'close', 'close the rest'])
    expect(isRunning()).toBe(false)
  })

  test('runs while it opens', () => {
    let isRunning: boolean | undefined
    setUpLifecycle((lifecycle) => {
      isRunning = lifecycle.isRunning()
    }).start()
    expect(isRunning).toBe(true)
  })

  test('that is stopped while it opens leaves nothing open, and can be started again', () => {
    let stops = 1
    const { start, seen, isRunning } = setUpLifecycle(({ stop }) => {
      if (stops-- > 0) stop()
    })
    const first = start()
    expect(seen).toEqual(['open', 'close', 'close the rest'])
    expect(isRunning()).toBe(false)
    seen.length = 0
    start()
    first()
    expect(seen).toEqual(['open'])
    expect(isRunning()).toBe(true)
  })

  test('that is stopped and started while it opens is open once', () => {
    let restarts = 1
    const { start, seen, isRunning } = setUpLifecycle((lifecycle) => {
      if (restarts-- <= 0) return
      lifecycle.stop()
      lifecycle.start()
    })
    start()
    expect(seen).toEqual(['open', 'close', 'open', 'close the rest'])
    expect(isRunning()).toBe(true)
  })

  test('that is stopped while it closes is closed once', () => {
    const seen: string[] = []
    const lifecycle = createLifecycle((scope) => {
      scope.add(() => {
        seen.push('close')
        lifecycle.stop()
      })
    })
    lifecycle.start()()
    expect(seen).toEqual(['close'])
  })
})

describe('a client', () => {
  test('that is created touches nothing', async () => {
    const { tab, asked, channels } = setUp()
    const { page, client } = tab()
    await pass(60_000)
    expect(asked()).toEqual([])
    expect(page.listeners.size).toBe(0)
    expect(channels.size()).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
    expect(client.$state.get().status).toBe('loading')
  })

  test('that is stopped leaves nothing behind', async () => {
    const { openAs, channels } = setUp()
    const { client, page } = await openAs(['ada'], { revalidateIntervalMs: 60_000 })
    client.stop()
    expect(page.listeners.size).toBe(0)
    expect(channels.size()).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that is started and stopped at once, as StrictMode does, asks once', async () => {
    const { tab, asked } = setUp()
    const { client } = tab()
    client.start()()
    client.start()
    await pass()
    expect(asked()).toEqual(['GET /session'])
  })

  /** Stops the client whenever it is called, and gives what it should. */
  const stopping =
    <T>(stop: () => void, result: T) =>
    (): T => {
      stop()
      return result
    }

  test.each<[string, (stop: () => void) => Parameters<ReturnType<typeof setUp>['tab']>[0]]>([
    ['by its page', (stop) => ({ page: { ...fakePage(), listen: stopping(stop, () => {}) } })],
    ['by its channel', (stop) => ({ openChannel: stopping(stop, undefined) })],
    ['by its storage', (stop) => ({ storage: { ...memoryStore(), get: stopping(stop, undefined) } })],
  ])('that is stopped %s while it starts leaves nothing behind', async (_, extrasOf) => {
    const { tab, channels } = setUp()
    let stop = () => {}
    const { client, page } = tab(extrasOf(() => stop()))
    stop = client.stop
    client.start()
    stop = () => {}
    expect(page.listeners.size).toBe(0)
    expect(channels.size()).toBe(0)
    await pass(60_000)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that is stopped by a listener of what it remembers leaves nothing behind', async () => {
    const { openAs, tab, channels } = setUp()
    const snapshotStore = memoryStore()
    const first = await openAs(['ada'], { snapshotStore })
    first.client.stop()
    const { client, page, shown } = tab({ snapshotStore, revalidateIntervalMs: 60_000 })
    client.on('signed-in', client.stop)
    client.start()
    expect(shown().who).toBe('ada')
    expect(page.listeners.size).toBe(0)
    expect(channels.size()).toBe(0)
    await pass(60_000)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that was stopped for a while trusts nothing until the server is heard', async () => {
    const { openAs, open, organization } = setUp()
    const { client } = await openAs(['ada'])
    await client.getToken()
    client.stop()
    await pass(10)
    const other = await open()
    await other.client.switchOrganization(organization('Acme'))
    await pass(10)
    client.start()
    await client.getToken()
    expect(client.$activeOrganization.get()?.name).toBe('Acme')
  })

  test('that was stopped still answers', async () => {
    const { openAs } = setUp()
    const { client } = await openAs(['ada'])
    client.stop()
    await pass(10)
    expect(await client.getToken()).toBeTypeOf('string')
    await client.signOut()
    expect(client.$session.get()).toBeNull()
  })

  test('never meets another: two deployments and two browsers share nothing', async () => {
    const one = setUp()
    const a = await one.openAs(['ada'])
    const b = await one.openAs(['grace'], {
      storage: { get: () => undefined, set() {}, remove() {} },
      cookies: { get: () => undefined, set() {}, remove() {} },
      openChannel: () => undefined,
    })
    expect([a.shown().who, b.shown().who]).toEqual(['ada', 'grace'])
    expect(a.client.$signIns.get()).toHaveLength(1)
  })
})
