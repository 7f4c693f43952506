import { expect, test } from 'vitest'
import { anything, codeOf, follow, minuteMs, pass, setUp } from '../set-up.js'

const change = { method: 'post', path: 'session/switch-organization', schema: anything } as const

test('changes run one at a time, in the order they were asked for', async () => {
  const { openAs, world } = setUp()
  const { client } = await openAs(['ada'])
  const order: string[] = []
  const fault = world.faults.add({ path: '/session/switch-organization', hold: true, once: true })
  const first = client.mutate(change, { kind: 'first' }).then(() => order.push('first'))
  const second = client.mutate(change, { kind: 'second' }).then(() => order.push('second'))
  await pass()
  expect(client.$state.get().pending).toBe('first')
  expect(fault.hits()).toBe(1)
  fault.release()
  await Promise.all([first, second])
  expect(order).toEqual(['first', 'second'])
})

test('a change resolves after the state shows its outcome', async () => {
  const { openAs, organization } = setUp()
  const { client, shown } = await openAs(['ada'])
  await client.switchOrganization(organization('Acme'))
  expect(shown().organization).toBe('Acme')
  expect(client.$state.get().pending).toBeUndefined()
})

test('the stale answer of a change is never shown', async () => {
  const { openAs, world, organization } = setUp()
  const { client } = await openAs(['ada'])
  await client.switchOrganization(organization('Acme'))
  const seen: (string | undefined)[] = []
  client.$activeOrganization.listen((place) => seen.push(place?.name))
  world.faults.add({ method: 'GET', path: '/session', latencyMs: 300 })
  const switching = client.switchOrganization(organization('Globex'))
  await pass(300)
  await switching
  expect(seen).toEqual(['Globex'])
})

test('a later switch supersedes those that have not started', async () => {
  const { openAs, organization } = setUp()
  const { client, shown } = await openAs(['ada'])
  const first = codeOf(client.switchOrganization(organization('Acme')))
  const second = codeOf(client.switchOrganization(organization('Globex')))
  const third = codeOf(client.switchOrganization(organization('Acme')))
  expect(await Promise.all([first, second, third])).toEqual([undefined, 'superseded', undefined])
  expect(shown().organization).toBe('Acme')
})

test('a refused change leaves everything as it was, tokens included', async () => {
  const { openAs, organization, asked } = setUp()
  const { client } = await openAs(['linus'])
  await client.switchOrganization(organization('Acme'))
  const token = await client.getToken()
  const { container } = client.$state.get()
  expect(await codeOf(client.switchOrganization(organization('Globex')))).toBe('not-eligible')
  expect(client.$state.get().container).toBe(container)
  expect(client.$state.get().error?.status).toBe(403)
  expect(await client.getToken()).toBe(token)
  expect(asked('GET /session/token')).toHaveLength(1)
})

test('a change that got no answer is found out by asking for the session', async () => {
  const { openAs, world, organization } = setUp()
  const { client, shown } = await openAs(['ada'])
  world.faults.add({ path: '/session/switch-organization', dropResponse: true, once: true })
  await client.switchOrganization(organization('Acme'))
  expect(shown().organization).toBe('Acme')
})

test('a change that never arrived rejects with what stopped it', async () => {
  const { openAs, world, organization } = setUp()
  const { client, shown } = await openAs(['ada'])
  world.faults.add({ path: '/session/switch-organization', drop: true, once: true })
  expect(await codeOf(client.switchOrganization(organization('Acme')))).toBe('offline')
  expect(shown().organization).toBeUndefined()
  expect(client.$state.get().error?.code).toBe('offline')
})

test('a change nobody can confirm is unconfirmed, and no token is handed out until the server is heard', async () => {
  const { openAs, world, organization } = setUp()
  const { client } = await openAs(['ada'])
  await client.getToken()
  const fault = world.faults.add({ drop: true })
  const switching = follow(client.switchOrganization(organization('Acme')))
  await pass(10_000)
  expect(switching.code).toBe('unconfirmed')
  const token = follow(client.getToken())
  await pass(30_000)
  expect(token.code).toBe('offline')
  fault.remove()
  await pass(minuteMs * 2)
  expect(await codeOf(client.getToken())).toBeUndefined()
})

test('a 429 leaves open whether something changed, so the session is asked for', async () => {
  const { openAs, world, organization, asked } = setUp()
  const { client } = await openAs(['ada'])
  world.faults.add({ path: '/session/switch-organization', status: 429, once: true })
  world.requests.clear()
  expect(await codeOf(client.switchOrganization(organization('Acme')))).toBe('rate-limited')
  expect(asked()).toEqual(['POST /session/switch-organization', 'GET /session'])
})

test('a change refused before the first answer does not leave the client loading', async () => {
  const { tab, world } = setUp()
  const { client, signIn } = tab()
  world.faults.add({ path: '/session', latencyMs: 50, once: true })
  world.faults.add({ path: '/auth/signin', latencyMs: 200 })
  client.start()
  const signingIn = follow(signIn('ada', 'wrong'))
  const token = follow(client.getToken())
  await pass(50)
  await pass(300)
  await pass(60_000)
  expect(signingIn.code).toBe('invalid-credentials')
  expect(client.$state.get().status).toBe('signed-out')
  expect(token.code).toBe('signed-out')
})

test('a question about the outcome that throws does not stop the queue', async () => {
  const { openAs, organization } = setUp()
  const { client } = await openAs(['ada'])
  const applied = () => {
    throw new Error('A mistake of the app')
  }
  await client.mutate(change, { applied })
  expect(client.$state.get().pending).toBeUndefined()
  expect(await codeOf(client.getToken())).toBeUndefined()
  expect(await codeOf(client.switchOrganization(organization('Acme')))).toBeUndefined()
})

test('a change of the app is confirmed by its own question when its answer is lost', async () => {
  const { openAs, world, organization } = setUp()
  const { client } = await openAs(['ada'])
  const request = { ...change, query: { organization_id: organization('Acme') } }
  world.faults.add({ path: '/session/switch-organization', dropResponse: true })
  const isThere = () => true
  expect(await codeOf(client.mutate(request, { applied: isThere }))).toBeUndefined()
  expect(await codeOf(client.mutate(request, { applied: () => false }))).toBe('offline')
  expect(await codeOf(client.mutate(request))).toBe('offline')
})

test('a change is named after its path unless told otherwise', async () => {
  const { openAs } = setUp()
  const { client } = await openAs(['ada'])
  const kinds: (string | undefined)[] = []
  client.$state.listen(({ pending }) => kinds.push(pending))
  await client.mutate(change)
  await client.mutate(change, { kind: 'rename' })
  expect(kinds).toEqual(['session/switch-organization', undefined, 'rename', undefined])
})

test('a session asked for before another tab signed out is asked for anew', async () => {
  const { openAs, open, world, organization } = setUp()
  const a = await openAs(['ada'])
  const b = await open()
  expect(b.shown().status).toBe('signed-in')
  await pass(10)
  const fault = world.faults.add({ method: 'GET', path: '/session', hold: true, once: true })
  const switching = follow(a.client.switchOrganization(organization('Acme')))
  await pass()
  expect(fault.holding()).toBe(1)
  await pass(10)
  await b.client.signOut()
  await pass(10)
  const seen: string[] = []
  a.client.$state.listen(({ status }) => seen.push(status))
  fault.release()
  await pass()
  expect(switching.settled).toBe(true)
  expect(seen).not.toContain('signed-in')
  expect(a.shown().status).toBe('signed-out')
  expect(b.shown().status).toBe('signed-out')
})

test('a session fetched for a change that was overtaken is not shown', async () => {
  const { openAs, world, organization } = setUp()
  const { client } = await openAs(['ada'])
  const fault = world.faults.add({ method: 'GET', path: '/session', hold: true, once: true })
  const switching = follow(client.switchOrganization(organization('Acme')))
  await pass()
  expect(fault.holding()).toBe(1)
  const seen: string[] = []
  client.$state.listen(({ status }) => seen.push(status))
  const signingOut = follow(client.signOut())
  fault.release()
  await pass()
  expect(switching.code).toBe('superseded')
  expect(signingOut).toMatchObject({ settled: true, code: undefined })
  expect(new Set(seen)).toEqual(new Set(['signed-out']))
})
