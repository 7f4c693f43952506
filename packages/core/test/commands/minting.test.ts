import { describe, expect, test } from 'vitest'
import { codeOf, follow, pass, setUp, sleep } from '../set-up.js'

const mint = 'GET /session/token'

describe('a first token', () => {
  test('is asked for beside the first session, in the same round trip', async () => {
    const { openAs, tab, world, asked } = setUp()
    const first = await openAs(['ada'])
    first.client.stop()
    world.requests.clear()
    world.faults.add({ latencyMs: 100 })
    const { client } = tab({ firstToken: true })
    client.start()
    const token = follow(client.getToken())
    await pass(99)
    expect(token.settled).toBe(false)
    await pass(1)
    expect(token.value).toBeTypeOf('string')
    expect(asked().sort()).toEqual(['GET /session', mint])
  })

  test('may be of a template', async () => {
    const { openAs, tab, world, asked } = setUp()
    const first = await openAs(['ada'])
    first.client.stop()
    world.requests.clear()
    const { client } = tab({ firstToken: 'billing' })
    client.start()
    await pass()
    await client.getToken('billing')
    expect(asked(mint)).toHaveLength(1)
    await client.getToken()
    expect(asked(mint)).toHaveLength(2)
  })

  test('is refused where nobody is signed in, and nobody minds', async () => {
    const { open } = setUp()
    const { client, shown } = await open({ firstToken: true })
    expect(shown().status).toBe('signed-out')
    expect(client.$state.get().error).toBeUndefined()
    expect(await codeOf(client.getToken())).toBe('signed-out')
  })

  test('is not asked for where a server has rendered the session', async () => {
    const { openAs, tab, world, asked } = setUp()
    const first = await openAs(['ada'])
    world.requests.clear()
    const { client } = tab({ firstToken: true, initialState: first.client.dehydrate() })
    client.start()
    await pass()
    expect(asked()).toEqual([])
  })
})

describe('a token of another tab', () => {
  test('is used instead of a mint of one’s own', async () => {
    const { openAs, open, asked } = setUp()
    const a = await openAs(['ada'])
    const b = await open()
    const token = await a.client.getToken()
    await pass()
    expect(await b.client.getToken()).toBe(token)
    expect(asked(mint)).toHaveLength(1)
  })

  test('that is being minted is waited for', async () => {
    const { openAs, open, asked, world } = setUp()
    const a = await openAs(['ada'])
    const b = await open()
    world.faults.add({ path: '/session/token', latencyMs: 1_000 })
    const [mine, theirs] = [follow(a.client.getToken()), follow(b.client.getToken())]
    await pass(1_000)
    expect(theirs.value).toBe(mine.value)
    expect(asked(mint)).toHaveLength(1)
  })

  test('that takes longer than a second and a half is not waited for any longer', async () => {
    const { openAs, open, asked, world } = setUp()
    const a = await openAs(['ada'])
    const b = await open()
    world.faults.add({ path: '/session/token', hold: true, once: true })
    void a.client.getToken().catch(() => undefined)
    const token = follow(b.client.getToken())
    await pass(1_499)
    expect(asked(mint)).toHaveLength(1)
    await pass(1)
    expect(asked(mint)).toHaveLength(2)
    expect(token.value).toBeTypeOf('string')
  })

  test('is as old here as it is there', async () => {
    const { openAs, open } = setUp()
    const a = await openAs(['ada'])
    const b = await open()
    a.page.hide()
    b.page.hide()
    const token = await a.client.getToken()
    await pass(24_999)
    expect(await b.client.getToken()).toBe(token)
    await pass(1)
    expect(await b.client.getToken()).not.toBe(token)
  })

  test('that is being renewed there is not renewed here', async () => {
    const { openAs, open, asked, world } = setUp()
    const a = await openAs(['ada'])
    const b = await open()
    const token = await a.client.getToken()
    await pass(20_000)
    world.faults.add({ path: '/session/token', latencyMs: 1_000 })
    expect(await a.client.getToken()).toBe(token)
    expect(await b.client.getToken()).toBe(token)
    await pass(1_000)
    expect(await b.client.getToken()).not.toBe(token)
    expect(asked(mint)).toHaveLength(2)
  })

  test('ages by the clock that never jumps too', async () => {
    const { openAs, open, world } = setUp()
    const a = await openAs(['ada'])
    const b = await open()
    for (const { page } of [a, b]) page.hide()
    world.faults.add({ path: '/session/token', latencyMs: 8_000, once: true })
    const token = follow(a.client.getToken())
    await pass(8_000)
    sleep(-3_600_000)
    await pass(16_999)
    expect(await b.client.getToken()).toBe(token.value)
    await pass(1)
    expect(await b.client.getToken()).not.toBe(token.value)
  })

  test('does not answer a call that demands a new one', async () => {
    const { openAs, open } = setUp()
    const a = await openAs(['ada'])
    const b = await open()
    const token = await a.client.getToken()
    await pass(1_000)
    expect(await b.client.getToken({ forceRefresh: true })).not.toBe(token)
  })
})

test('no token is ever stored', async () => {
  const { openAs, storage, cookies, channels } = setUp()
  const { client } = await openAs(['ada'], { snapshotStore: undefined as never })
  const token = await client.getToken()
  const kept = JSON.stringify([[...storage.entries], [...cookies.entries]])
  expect(kept).not.toContain(token)
  expect(JSON.stringify(client.dehydrate())).not.toContain(token)
  expect(JSON.stringify(channels.said)).toContain(token)
})
