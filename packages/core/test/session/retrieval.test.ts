import { expect, test } from 'vitest'
import { codeOf, follow, pass, setUp, setUpSignedIn } from '../set-up.js'

const session = 'GET /session'

test('calls made while one is under way share it', async () => {
  const { tab, asked } = setUp()
  const { client } = tab()
  await Promise.all([client.refetch(), client.refetch(), codeOf(client.getToken())])
  expect(asked(session)).toHaveLength(1)
})

test('calls made after it ended ask anew', async () => {
  const { tab, asked } = setUp()
  const { client } = tab()
  await client.refetch()
  await client.refetch()
  expect(asked(session)).toHaveLength(2)
})

test('one begun before a change ended is not shared by a call made after it', async () => {
  const { client, world, organization, shown, asked } = await setUpSignedIn()
  const fault = world.faults.add({ method: 'GET', path: '/session', hold: true, once: true })
  const early = follow(client.refetch())
  await pass()
  expect(fault.holding()).toBe(1)
  await client.switchOrganization(organization('Acme'))
  world.requests.clear()
  await client.refetch()
  expect(asked(session)).toHaveLength(1)
  fault.release()
  await pass()
  expect(early.settled).toBe(true)
  expect(shown().organization).toBe('Acme')
})

test('a late answer does not undo what came after it', async () => {
  const { openAs, world } = setUp()
  const { client, shown } = await openAs(['ada'])
  const fault = world.faults.add({ method: 'GET', path: '/session', hold: true, once: true })
  const early = follow(client.refetch())
  await pass()
  await client.signOut()
  fault.release()
  await pass()
  expect(early).toMatchObject({ settled: true, code: undefined })
  expect(shown().status).toBe('signed-out')
})

test('a refetch asks even while asking rests after a failure', async () => {
  const { open, world } = setUp()
  const { client } = await open()
  world.faults.add({ path: '/session', status: 500, once: true })
  expect(await codeOf(client.refetch())).toBe('server-error')
  expect(await codeOf(client.refetch())).toBeUndefined()
  expect(client.$state.get()).toMatchObject({ stale: false, error: undefined })
})

test('a refetch during a change waits for its end', async () => {
  const { openAs, world, organization, asked } = setUp()
  const { client } = await openAs(['ada'])
  const fault = world.faults.add({ path: '/session/switch-organization', hold: true, once: true })
  const switching = client.switchOrganization(organization('Acme'))
  await pass()
  world.requests.clear()
  const refetching = client.refetch()
  await pass()
  expect(asked(session)).toEqual([])
  fault.release()
  await Promise.all([switching, refetching])
  expect(asked(session)).toHaveLength(2)
})

test('a failure is in the state and in the promise; what was known stays', async () => {
  const { openAs, world } = setUp()
  const { client } = await openAs(['ada'])
  const { container } = client.$state.get()
  world.faults.add({ path: '/session', status: 500 })
  expect(await codeOf(client.refetch())).toBe('server-error')
  expect(client.$state.get()).toMatchObject({ status: 'signed-in', stale: true, error: { code: 'server-error' } })
  expect(client.$state.get().container).toBe(container)
})

test('an early one that ends late, and may be the newer one, makes all ask once more', async () => {
  const { client, world, organization, asked } = await setUpSignedIn()
  const first = world.faults.add({ method: 'GET', path: '/session', hold: true, once: true })
  const early = follow(client.refetch())
  await pass()
  await client.switchOrganization(organization('Acme'))
  const second = world.faults.add({ method: 'GET', path: '/session', hold: true, once: true })
  world.requests.clear()
  const later = [follow(client.refetch())]
  await pass()
  first.release()
  await pass()
  later.push(follow(client.refetch()))
  await pass()
  expect(asked(session)).toHaveLength(3)
  second.release()
  await pass()
  expect([early, ...later].map(({ settled, code }) => [settled, code])).toEqual(Array(3).fill([true, undefined]))
})

test('an early one that fails late does not make what came after it look old', async () => {
  const { client, world, organization } = await setUpSignedIn()
  world.faults.add({ method: 'GET', path: '/session', status: 500, latencyMs: 100, once: true })
  const early = follow(client.refetch())
  await pass(10)
  await client.switchOrganization(organization('Acme'))
  await pass(90)
  expect(early.code).toBe('server-error')
  expect(client.$state.get()).toMatchObject({ stale: false, error: undefined })
})
