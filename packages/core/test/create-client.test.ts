import { describe, expect, test } from 'vitest'
import { createClient, type SignedOutReason } from '../src/index.js'
import { anything, codeOf, pass, setUp, setUpSignedIn } from './set-up.js'

describe('a client', () => {
  test('says where it is', () => {
    const { tab, emulator } = setUp()
    const { client } = tab()
    expect(client).toMatchObject({ baseUrl: emulator.baseUrl, mode: 'staging' })
  })

  test('has functions that need no object, and stay the same', async () => {
    const { client, organization } = await setUpSignedIn()
    const { getToken, signOut, switchOrganization, refetch, $session, on, start, stop } = client
    start()()
    await switchOrganization(organization('Acme'))
    expect(await getToken()).toBeTypeOf('string')
    on('signed-in', () => {})()
    await signOut()
    await refetch()
    expect($session.get()).toBeNull()
    stop()
    expect(client.getToken).toBe(getToken)
  })

  test('shows everything in its atoms', async () => {
    const { client, workspace, world } = await setUpSignedIn(['linus', 'ada'])
    await client.switchWorkspace(workspace('Engineering'))
    expect(client.$user.get()?.firstName).toBe('Ada')
    expect(client.$activeSignIn.get()).toBe(client.$session.get()?.activeSignIn)
    expect(client.$activeOrganization.get()?.name).toBe('Acme')
    expect(client.$activeWorkspace.get()?.name).toBe('Engineering')
    expect(client.$signIns.get()).toHaveLength(2)
    expect(client.$signInAttempts.get().every(({ completed }) => completed)).toBe(true)
    expect(client.$signUpAttempts.get()).toEqual([])
    expect(client.$user.get()?.id).toBe(world.user('ada').id)
  })

  test('keeps dormant accounts readable while nobody is signed in', async () => {
    const { client, idOf } = await setUpSignedIn(['linus', 'ada'])
    await client.signOut(idOf('ada'))
    expect(client.$session.get()).toBeNull()
    expect(client.$view.get()).toMatchObject({ loading: false, session: null })
    expect(client.$signIns.get().map(({ user }) => user?.username)).toEqual(['linus'])
    await client.switchSignIn(idOf('linus'))
    expect(client.$user.get()?.username).toBe('linus')
  })

  test('never flashes through loading or signed out while it switches', async () => {
    const { client, organization, world } = await setUpSignedIn()
    const seen = new Set<string>()
    client.$state.listen(({ status }) => seen.add(status))
    client.$view.listen(({ loading }) => loading && seen.add('loading'))
    world.faults.add({ latencyMs: 100 })
    const switching = client.switchOrganization(organization('Acme'))
    await pass(1_000)
    await switching
    expect([...seen]).toEqual(['signed-in'])
  })
})

describe('events', () => {
  test('tell who came, who went, why, and that the context changed', async () => {
    const { open, organization } = setUp()
    const { client, signIn } = await open()
    const told: unknown[] = []
    client.on('signed-in', ({ signIn: { user } }) => told.push(['in', user?.username]))
    client.on('signed-out', ({ reason, signIn: { user } }) => told.push(['out', user?.username, reason]))
    client.on('context-changed', ({ signIn: now }) => told.push(['context', now?.user?.username]))
    await signIn('ada')
    await client.switchOrganization(organization('Acme'))
    await client.switchOrganization(organization('Acme'))
    await signIn('linus')
    await client.signOut()
    expect(told).toEqual([
      ['context', 'ada'],
      ['in', 'ada'],
      ['context', 'ada'],
      ['context', 'linus'],
      ['context', undefined],
      ['out', 'linus', 'here'],
    ])
  })

  test.each<[SignedOutReason, (stage: Awaited<ReturnType<typeof setUpSignedIn>>) => void]>([
    ['revoked', ({ world, idOf }) => world.revokeSignIn(idOf('ada'))],
    ['revoked', ({ world }) => world.disableUser('ada')],
    ['revoked', ({ world }) => world.deleteUser('ada')],
    ['replaced', ({ world, client }) => world.deleteSession(client.$session.get()?.id ?? '')],
  ])('say that the session was %s', async (reason, happen) => {
    const stage = await setUpSignedIn()
    const told: SignedOutReason[] = []
    stage.client.on('signed-out', (event) => told.push(event.reason))
    happen(stage)
    await stage.client.refetch()
    expect(told).toEqual([reason])
    expect(stage.client.$session.get()).toBeNull()
  })
})

describe('what a server rendered', () => {
  test('is the first frame, the same on both sides', async () => {
    const { openAs, tab } = setUp()
    const { client } = await openAs(['ada'])
    const initialState = JSON.parse(JSON.stringify(client.dehydrate()))
    const second = tab({ initialState })
    expect(second.shown()).toMatchObject({ status: 'signed-in', who: 'ada' })
    expect(second.client.$view.get().loading).toBe(false)
    expect(second.client.initialState).toBe(second.client.$state.get())
  })

  test('stays the first frame although the state goes on', async () => {
    const { openAs, tab } = setUp()
    const { client } = await openAs(['ada'])
    const second = tab({ initialState: client.dehydrate() })
    second.client.start()
    await second.client.signOut()
    expect(second.client.initialState.status).toBe('signed-in')
    expect(second.client.$session.get()).toBeNull()
  })
})

describe('a request of the app', () => {
  test('is answered by the Frontend API', async () => {
    const { client } = await setUpSignedIn()
    const me = await client.request({ path: 'me', schema: anything })
    expect(me).toMatchObject({ username: 'ada' })
  })

  test('that is told nobody is signed in makes the client ask whether that is so', async () => {
    const { client, world, idOf } = await setUpSignedIn()
    world.revokeSignIn(idOf('ada'))
    expect(await codeOf(client.request({ path: 'me', schema: anything }))).toBe('signed-out')
    await pass()
    expect(client.$session.get()).toBeNull()
  })

  test('that is refused for another reason does not', async () => {
    const { client, world, asked } = await setUpSignedIn()
    world.faults.add({ path: '/me', status: 403 })
    world.requests.clear()
    expect(await codeOf(client.request({ path: 'me', schema: anything }))).toBe('forbidden')
    await pass()
    expect(asked()).toEqual(['GET /me'])
  })
})

test('production carries the session in a cookie and stores nothing', async () => {
  const { emulator, tab, storage, cookies } = setUp({ mode: 'production', baseUrl: 'https://frontend.example.com' })
  const { client, signIn, shown } = tab({ fetch: emulator.browserFetch({ origin: 'https://app.example.com' }) })
  client.start()
  await pass()
  await signIn('ada')
  expect(shown().who).toBe('ada')
  expect(client.mode).toBe('production')
  expect([...storage.entries, ...cookies.entries]).toEqual([])
})

test('two clients of two deployments never meet', async () => {
  const one = createClient({ baseUrl: 'https://one.example.com', mode: 'production' })
  const two = createClient({ baseUrl: 'https://two.example.com', mode: 'production' })
  expect(one.$state).not.toBe(two.$state)
  expect(one.$state.get()).not.toBe(two.$state.get())
})
