import { describe, expect, test } from 'vitest'
import { pass, setUp, setUpSignedIn } from '../../set-up.js'

const organizations = 'GET /me/organization-memberships'

const names = (state: { readonly data: readonly { readonly organization: { readonly name: string } }[] | undefined }) =>
  state.data?.map(({ organization }) => organization.name).toSorted()

describe('a list beside the session', () => {
  test('is loaded when somebody listens, not when somebody reads', async () => {
    const { openAs, asked } = setUp()
    const { client } = await openAs(['ada'])
    expect(client.$organizationMemberships.get()).toEqual({ loading: false, data: undefined, error: undefined })
    await pass()
    expect(asked(organizations)).toEqual([])
    const seen: unknown[] = []
    client.$organizationMemberships.listen((state) => seen.push([state.loading, names(state)]))
    await pass()
    expect(seen).toEqual([
      [true, undefined],
      [false, ['Acme', 'Globex']],
    ])
    expect(asked(organizations)).toHaveLength(1)
  })

  test('is loaded once for all who listen', async () => {
    const { openAs, asked } = setUp()
    const { client } = await openAs(['ada'])
    for (let times = 0; times < 5; times++) client.$organizationMemberships.subscribe(() => {})
    await pass()
    client.$organizationMemberships.subscribe(() => {})
    await pass()
    expect(asked(organizations)).toHaveLength(1)
  })

  test('is not loaded for a client that does not run, and is as soon as it does', async () => {
    const { openAs, tab, asked } = setUp()
    await openAs(['ada'])
    const { client } = tab()
    client.$organizationMemberships.subscribe(() => {})
    await client.refetch()
    await pass()
    expect(asked(organizations)).toEqual([])
    client.start()
    await pass()
    expect(names(client.$organizationMemberships.get())).toEqual(['Acme', 'Globex'])
  })

  test('is empty where nobody is signed in, and loaded when somebody is', async () => {
    const { open, asked } = setUp()
    const { client, signIn } = await open()
    client.$organizationMemberships.subscribe(() => {})
    await pass()
    expect(asked(organizations)).toEqual([])
    await signIn('ada')
    await pass()
    expect(names(client.$organizationMemberships.get())).toEqual(['Acme', 'Globex'])
    await client.signOut()
    expect(client.$organizationMemberships.get()).toEqual({ loading: false, data: undefined, error: undefined })
  })

  test('is gone in the very instant the context changes', async () => {
    const { openAs, organization } = setUp()
    const { client } = await openAs(['ada'])
    client.$organizationMemberships.subscribe(() => {})
    await pass()
    const seen: unknown[] = []
    client.$activeOrganization.listen(() => seen.push(client.$organizationMemberships.get()))
    await client.switchOrganization(organization('Acme'))
    expect(seen).toEqual([{ loading: true, data: undefined, error: undefined }])
    await pass()
    expect(names(client.$organizationMemberships.get())).toEqual(['Acme', 'Globex'])
  })

  test('of the account that left is dropped although it comes later', async () => {
    const { world, idOf, client } = await setUpSignedIn(['linus', 'ada'])
    const fault = world.faults.add({ path: '/me/organization-memberships', hold: true, once: true })
    const users: unknown[] = []
    client.$organizationMemberships.subscribe(({ data }) => {
      if (data) users.push(...new Set(data.map(({ userId }) => userId)))
    })
    await pass()
    await client.switchSignIn(idOf('linus'))
    fault.release()
    await pass()
    expect(users).toEqual([world.user('linus').id])
  })

  test('of somebody else means that our picture is old', async () => {
    const { open, idOf, client, shown } = await setUpSignedIn(['linus', 'ada'], { openChannel: () => undefined })
    const other = await open({ openChannel: () => undefined })
    await other.client.switchSignIn(idOf('linus'))
    client.$organizationMemberships.subscribe(() => {})
    await pass()
    expect(shown().who).toBe('linus')
    const { data } = client.$organizationMemberships.get()
    expect(data?.map(({ userId }) => userId)).toEqual(data?.map(() => client.$user.get()?.id))
  })

  test('that could not be loaded says why, and is tried again once the server answers', async () => {
    const { openAs, world } = setUp()
    const { client } = await openAs(['ada'])
    const fault = world.faults.add({ path: '/me/organization-memberships', status: 500 })
    client.$organizationMemberships.subscribe(() => {})
    await pass()
    expect(client.$organizationMemberships.get()).toMatchObject({ loading: false, error: { code: 'server-error' } })
    expect(client.$state.get().error).toBeUndefined()
    fault.remove()
    await pass(2_000)
    await client.refetch()
    await pass()
    expect(client.$organizationMemberships.get().error).toBeUndefined()
    expect(names(client.$organizationMemberships.get())).toEqual(['Acme', 'Globex'])
  })

  test('that could not be loaded is not asked for by each who begins to listen', async () => {
    const { openAs, asked, world } = setUp()
    const { client } = await openAs(['ada'])
    world.faults.add({ path: '/me/organization-memberships', status: 500 })
    for (let times = 0; times < 3; times++) {
      client.$organizationMemberships.listen(() => {})()
      client.$organizationMemberships.listen(() => {})
      await pass(60_000)
    }
    expect(asked(organizations)).toHaveLength(1)
  })

  test('is loaded again after a change, and keeps its reference when it is equal', async () => {
    const { openAs, asked, workspace } = setUp()
    const { client } = await openAs(['ada'])
    client.$deployment.subscribe(() => {})
    client.$organizationMemberships.subscribe(() => {})
    await pass()
    await client.switchWorkspace(workspace('Engineering'))
    await pass()
    const { data } = client.$organizationMemberships.get()
    await client.switchWorkspace(workspace('Engineering'))
    await pass()
    expect(client.$organizationMemberships.get().data).toBe(data)
    expect(asked(organizations)).toHaveLength(3)
  })
})

describe('the deployment', () => {
  test('is loaded when listened to, with overwrites laid over it', async () => {
    const { open, asked } = setUp()
    const { client } = await open({ uiOverwrites: { appName: 'Mine' } })
    expect(asked('GET /deployment')).toEqual([])
    client.$deployment.subscribe(() => {})
    await pass()
    expect(client.$deployment.get().data?.uiSettings?.appName).toBe('Mine')
    expect(client.$deployment.get().data?.mode).toBe('staging')
  })

  test('takes overwrites in the spelling of other SDKs', async () => {
    const { open } = setUp()
    const { client } = await open({ uiOverrides: { appName: 'Mine' } })
    client.$deployment.subscribe(() => {})
    await pass()
    expect(client.$deployment.get().data?.uiSettings?.appName).toBe('Mine')
  })

  test('shows other overwrites as soon as they are given, and its own settings without any', async () => {
    const { open, asked } = setUp()
    const { client } = await open({ uiOverwrites: { appName: 'Mine' } })
    client.setUiOverwrites({ appName: 'Early' })
    client.$deployment.subscribe(() => {})
    await pass()
    const appName = () => client.$deployment.get().data?.uiSettings?.appName
    expect(appName()).toBe('Early')
    client.setUiOverwrites({ supportPageUrl: 'https://help.example.com' })
    await pass()
    expect(client.$deployment.get().data?.uiSettings?.supportPageUrl).toBe('https://help.example.com')
    expect(appName()).not.toBe('Early')
    client.setUiOverwrites(undefined)
    await pass()
    expect(client.$deployment.get().data?.uiSettings?.supportPageUrl).toBe('')
    expect(asked('GET /deployment')).toHaveLength(1)
  })

  test('stays when the context changes', async () => {
    const { openAs, asked } = setUp()
    const { client } = await openAs(['ada'])
    client.$deployment.subscribe(() => {})
    await pass()
    const { data } = client.$deployment.get()
    await client.signOut()
    await pass()
    expect(client.$deployment.get().data).toBe(data)
    expect(asked('GET /deployment')).toHaveLength(1)
  })

  test('that could not be loaded is tried again once the server answers', async () => {
    const { tab, world } = setUp()
    const { client, signIn } = tab({ revalidateIntervalMs: 60_000 })
    const fault = world.faults.add({ path: '/deployment', status: 500 })
    client.start()
    client.$deployment.subscribe(() => {})
    await pass(3_000)
    expect(client.$deployment.get().error?.code).toBe('server-error')
    fault.remove()
    await signIn('ada')
    await pass(120_000)
    expect(client.$deployment.get()).toMatchObject({ loading: false, error: undefined, data: { mode: 'staging' } })
  })
})
