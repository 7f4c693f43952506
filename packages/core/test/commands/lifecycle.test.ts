import { describe, expect, test, vi } from 'vitest'
import { createLifecycle } from '../../src/commands/lifecycle.js'
import { pass, setUp } from '../set-up.js'

function setUpLifecycle() {
  const told: string[] = []
  const lifecycle = createLifecycle(() => {
    told.push('open')
    return () => told.push('close')
  })
  return { ...lifecycle, told }
}

describe('a lifecycle', () => {
  test('opens once and closes with the last who holds it', () => {
    const { start, told, isRunning } = setUpLifecycle()
    const [first, second] = [start(), start()]
    first()
    expect(isRunning()).toBe(true)
    second()
    expect(told).toEqual(['open', 'close'])
    expect(isRunning()).toBe(false)
  })

  test('counts each holder once', () => {
    const { start, told } = setUpLifecycle()
    const [first] = [start(), start()]
    first()
    first()
    expect(told).toEqual(['open'])
  })

  test('opens again after it was closed; what was held before closes nothing', () => {
    const { start, told } = setUpLifecycle()
    const first = start()
    first()
    start()
    first()
    expect(told).toEqual(['open', 'close', 'open'])
  })

  test('is stopped for everybody', () => {
    const { start, stop, told, isRunning } = setUpLifecycle()
    const first = start()
    start()
    stop()
    first()
    stop()
    expect(told).toEqual(['open', 'close'])
    expect(isRunning()).toBe(false)
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
