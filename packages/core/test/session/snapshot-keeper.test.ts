import { describe, expect, test } from 'vitest'
import { codeOf, collectReports, dayMs, follow, memoryStore, pass, setUp, sleep } from '../set-up.js'

/** A browser that was left with Ada signed in, and remembers her. */
async function setUpMemory() {
  const stage = setUp()
  const snapshotStore = memoryStore()
  const first = await stage.openAs(['ada'], { snapshotStore })
  first.client.stop()
  await pass(10)
  return { ...stage, first, snapshotStore }
}

describe('what was known last', () => {
  test('is shown at once, marked stale, until the server is heard', async () => {
    const { tab, snapshotStore } = await setUpMemory()
    const { client, shown } = tab({ snapshotStore })
    client.start()
    expect(shown()).toMatchObject({ status: 'signed-in', who: 'ada' })
    expect(client.$state.get().stale).toBe(true)
    await pass()
    expect(client.$state.get().stale).toBe(false)
  })

  test('gives no token before the server is heard', async () => {
    const { tab, snapshotStore, world } = await setUpMemory()
    world.faults.add({ drop: true })
    const { client } = tab({ snapshotStore })
    client.start()
    const token = follow(client.getToken())
    await pass(10_000)
    expect(token.code).toBe('offline')
  })

  test('is not the truth: what the server says replaces it', async () => {
    const { tab, snapshotStore, world, first } = await setUpMemory()
    world.revokeSignIn(first.idOf('ada'))
    const { client } = tab({ snapshotStore })
    client.start()
    await pass()
    expect(client.$session.get()).toBeNull()
    expect(snapshotStore.entries.size).toBe(0)
  })

  test('does not outlive the sign-in, and teaches the clock nothing', async () => {
    const { tab, snapshotStore, world } = await setUpMemory()
    sleep(31 * dayMs)
    world.faults.add({ drop: true })
    const { client } = tab({ snapshotStore })
    client.start()
    await pass(5_000)
    expect(client.$session.get()).toBeNull()
  })

  test('is forgotten as soon as somebody signs out', async () => {
    const { openAs, world } = setUp()
    const snapshotStore = memoryStore()
    const { client } = await openAs(['ada'], { snapshotStore })
    expect(snapshotStore.entries.size).toBe(1)
    world.faults.add({ path: '/session/sign-out', hold: true })
    void client.signOut().catch(() => undefined)
    expect(snapshotStore.entries.size).toBe(0)
  })

  test.each(['nonsense', 'null', '1', '[]', '{}', '{"id":{}}', '{"id":"1","signins":"x"}'])(
    'is as good as nothing when it reads %s',
    async (kept) => {
      const { tab, snapshotStore } = await setUpMemory()
      for (const name of snapshotStore.entries.keys()) snapshotStore.set(name, kept)
      const { client } = tab({ snapshotStore })
      client.start()
      expect(client.$state.get().status).toBe('loading')
      expect(snapshotStore.entries.size).toBe(0)
      await pass()
      expect(client.$state.get().status).toBe('signed-in')
    },
  )

  test('holds no token', async () => {
    const { openAs } = setUp()
    const snapshotStore = memoryStore()
    const { client } = await openAs(['ada'], { snapshotStore })
    const token = await client.getToken()
    await client.refetch()
    expect([...snapshotStore.entries.values()].join()).not.toContain(token)
  })

  test('is not kept unless the app wants it', async () => {
    const { openAs, storage } = setUp()
    await openAs(['ada'])
    expect([...storage.entries.keys()].filter((name) => name.includes('snapshot'))).toEqual([])
  })
})

describe('a store that throws', () => {
  const full = () => {
    throw new Error('QuotaExceededError')
  }

  test('when it is written does not stop a commit', async () => {
    const reported = collectReports()
    const { open } = setUp()
    const { signIn, shown } = await open({ snapshotStore: { get: () => undefined, set: full, remove() {} } })
    expect(await codeOf(signIn('ada'))).toBeUndefined()
    expect(shown().who).toBe('ada')
    expect(reported).not.toEqual([])
  })
})
