import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createEmulator } from '../src/index'
import { createTestClient } from '../src/testing'

const shown = ({ client }: Awaited<ReturnType<typeof createTestClient>>) => ({
  status: client.$state.get().status,
  who: client.$user.get()?.username,
  organization: client.$activeOrganization.get()?.name,
  workspace: client.$activeWorkspace.get()?.name,
})

describe('a test client', () => {
  test('is signed out, and knows it', async () => {
    expect(shown(await createTestClient())).toMatchObject({ status: 'signed-out', who: undefined })
  })

  test('is signed in as whom the test names, where the test says', async () => {
    const stage = await createTestClient({ as: 'ada', organization: 'Acme', workspace: 'Engineering' })
    expect(shown(stage)).toEqual({ status: 'signed-in', who: 'ada', organization: 'Acme', workspace: 'Engineering' })
    expect((await stage.client.getToken()).split('.')).toHaveLength(3)
  })

  test('has several accounts, the last one active', async () => {
    const { client } = await createTestClient({ as: ['grace', 'ada@example.com'] })
    expect(client.$signIns.get().map(({ user }) => user?.username)).toEqual(['ada', 'grace'])
    expect(client.$user.get()?.username).toBe('ada')
  })

  test('is not started, and begins with an empty log of requests', async () => {
    const { world } = await createTestClient({ as: 'ada' })
    expect(world.requests.all()).toEqual([])
  })

  test('follows what the test does to the server', async () => {
    const { client, world } = await createTestClient({ as: 'ada' })
    world.revokeSignIn(client.$activeSignIn.get()?.id ?? '')
    await client.refetch()
    expect(client.$state.get()).toMatchObject({ status: 'signed-out', ended: { reason: 'revoked' } })
  })

  test('may share an emulator with another, and is told apart from it', async () => {
    const emulator = createEmulator()
    const [one, two] = [
      await createTestClient({ emulator, as: 'ada' }),
      await createTestClient({ emulator, as: 'grace' }),
    ]
    expect([shown(one).who, shown(two).who]).toEqual(['ada', 'grace'])
  })

  test('works in production mode', async () => {
    expect(shown(await createTestClient({ emulator: { mode: 'production' }, as: 'linus' })).who).toBe('linus')
  })

  test('names whom it does not know', async () => {
    await expect(createTestClient({ as: 'nobody' })).rejects.toThrow('nobody')
  })
})

describe('the state', () => {
  test('loading is one in which nothing answers', async () => {
    const { client } = await createTestClient({ state: 'loading' })
    void client.refetch().catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve))
    expect(client.$state.get()).toMatchObject({ status: 'loading', error: undefined })
  })

  test('unavailable is one in which nothing can be reached', async () => {
    const stage = await createTestClient({ state: 'unavailable' })
    expect(stage.client.$state.get()).toMatchObject({ status: 'unavailable', error: { code: 'offline' } })
    stage.world.faults.clear()
    await stage.client.refetch()
    expect(shown(stage).status).toBe('signed-out')
  })

  test('stale shows whom it knew', async () => {
    const { client } = await createTestClient({ state: 'stale', as: 'grace' })
    expect(client.$state.get()).toMatchObject({ status: 'signed-in', stale: true, error: { code: 'offline' } })
    expect(client.$user.get()?.username).toBe('grace')
  })

  test('expired says why', async () => {
    const { client } = await createTestClient({ state: 'expired' })
    expect(client.$state.get()).toMatchObject({ status: 'signed-out', ended: { reason: 'expired' } })
  })
})

test('fake timers move the time of the emulator, too', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const { client } = await createTestClient({ as: 'ada' })
  const before = await client.getToken()
  vi.setSystemTime(Date.now() + 60_000)
  expect(await client.getToken()).not.toBe(before)
})
