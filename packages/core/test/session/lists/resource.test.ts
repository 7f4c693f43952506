import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { type Client, deploymentOf, SessionError } from '../../../src/index.js'
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

  test('that was loaded during a change is not shown under the old context', async () => {
    const { world, idOf, client } = await setUpSignedIn(['linus', 'ada'])
    let loads = 0
    const { $state, refresh } = client.resource(async () => `load ${++loads}`)
    $state.listen(() => {})
    await pass()
    const slow = world.faults.add({ path: '/session', hold: true, once: true })
    const switching = client.switchSignIn(idOf('linus'))
    await slow.held()
    // The server has switched, so this is about the next account.
    const refreshing = refresh()
    await pass()
    expect($state.get()).toMatchObject({ loading: true, data: 'load 1' })
    slow.release()
    await Promise.all([switching, refreshing])
    await pass()
    expect($state.get()).toMatchObject({ loading: false, data: 'load 3' })
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
    deploymentOf(client).subscribe(() => {})
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

describe('data of an app beside the session', () => {
  const devices = (client: Client, seen: AbortSignal[] = []) =>
    client.resource((signal) => {
      seen.push(signal)
      return client.request({
        path: 'me/signins',
        schema: z.array(z.unknown()).transform(({ length }) => length),
        signal,
      })
    })
  const asksFor = 'GET /me/signins'

  test('is loaded once for all who listen, again after a change, and not while nobody listens', async () => {
    const { client, asked, workspace } = await setUpSignedIn(['ada'])
    const { $state } = devices(client)
    const stops = [$state.listen(() => {}), $state.listen(() => {})]
    await pass()
    expect($state.get()).toEqual({ loading: false, data: 1, error: undefined })
    expect(asked(asksFor)).toHaveLength(1)
    await client.mutate({ method: 'post', path: 'me', form: { first_name: 'A' }, schema: z.unknown() })
    await pass()
    expect(asked(asksFor)).toHaveLength(2)
    for (const stop of stops) stop()
    await client.switchWorkspace(workspace('Engineering'))
    await pass()
    expect(asked(asksFor)).toHaveLength(2)
  })

  test('is empty for who reads it without listening after the context changed', async () => {
    const { client, workspace } = await setUpSignedIn(['ada'])
    const { $state, refresh } = devices(client)
    await refresh()
    expect($state.get().data).toBe(1)
    await client.switchWorkspace(workspace('Engineering'))
    expect($state.get()).toEqual({ loading: false, data: undefined, error: undefined })
  })

  test('that loads for another context is cancelled, and is dropped if it comes nevertheless', async () => {
    const { client, workspace } = await setUpSignedIn(['ada'])
    const answers: ((data: string) => void)[] = []
    const signals: AbortSignal[] = []
    const { $state } = client.resource<string>((signal) => {
      signals.push(signal)
      return new Promise((resolve) => answers.push(resolve))
    })
    const stop = $state.listen(() => {})
    await pass()
    stop()
    await client.switchWorkspace(workspace('Engineering'))
    answers[0]?.('of before')
    await pass()
    expect($state.get().data).toBeUndefined()
    $state.listen(() => {})
    await pass()
    await client.switchOrganization()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, false])
  })

  test('is loaded again when it is refreshed, and the load before is cancelled', async () => {
    const { client, world } = await setUpSignedIn(['ada'])
    const signals: AbortSignal[] = []
    const { $state, refresh } = devices(client, signals)
    const fault = world.faults.add({ path: '/me/signins', hold: true, once: true })
    $state.listen(() => {})
    await pass()
    await refresh()
    fault.release()
    await pass()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
    expect($state.get()).toEqual({ loading: false, data: 1, error: undefined })
  })

  test('says that it loads while it is refreshed, and shows what it had', async () => {
    const { client } = await setUpSignedIn(['ada'])
    const { $state, refresh } = devices(client)
    $state.listen(() => {})
    await pass()
    const done = refresh()
    expect($state.get()).toEqual({ loading: true, data: 1, error: undefined })
    await done
    expect($state.get().loading).toBe(false)
  })

  test('is loaded again when it gets a listener after half a minute without one', async () => {
    const { client, asked } = await setUpSignedIn(['ada'])
    const { $state } = devices(client)
    $state.listen(() => {})()
    const stop = $state.listen(() => {})
    await pass()
    stop()
    await pass(20_000)
    const stopAgain = $state.listen(() => {})
    await pass()
    expect(asked(asksFor)).toHaveLength(1)
    stopAgain()
    await pass(40_000)
    $state.listen(() => {})
    await pass()
    expect(asked(asksFor)).toHaveLength(2)
  })

  test('asks nothing when no account is active', async () => {
    const { open, asked } = setUp()
    const { client } = await open()
    const { $state, refresh } = devices(client)
    $state.listen(() => {})
    await refresh()
    expect($state.get()).toEqual({ loading: false, data: undefined, error: undefined })
    expect(asked(asksFor)).toEqual([])
  })

  test('follows a change that another tab made', async () => {
    const { client, open, asked } = await setUpSignedIn(['ada'])
    const other = await open()
    devices(client).$state.listen(() => {})
    await pass(1_000)
    await other.client.mutate({ method: 'post', path: 'me', form: { first_name: 'A' }, schema: z.unknown() })
    await pass()
    expect(asked(asksFor)).toHaveLength(2)
  })
})

describe('data that was refused', () => {
  const load = { path: 'organizations/members', schema: z.unknown() }
  const setUpRefused = async () => {
    const stage = await setUpSignedIn(['ada'])
    const { client, world, organization } = stage
    await client.switchOrganization(organization('Acme'))
    world.faults.add({ path: '/organizations/members', status: 403 })
    let loads = 0
    const late = { answer: Promise.resolve() }
    const { $state, refresh } = client.resource(async (signal) => {
      loads++
      await late.answer
      return client.request({ ...load, signal })
    })
    const stop = $state.listen(() => {})
    await pass()
    expect($state.get()).toMatchObject({ loading: false, error: { status: 403 } })
    /** How often it was loaded since the last call. */
    const since = async (event: unknown) => {
      await event
      await pass(2_000)
      const count = loads
      loads = 0
      return count
    }
    expect(await since(undefined)).toBe(1)
    return { ...stage, $state, refresh, stop, since, late }
  }

  test('is not asked for again by answers that change nothing, nor by those who begin to listen', async () => {
    const { client, since, $state, stop } = await setUpRefused()
    for (let times = 0; times < 5; times++) expect(await since(client.refetch())).toBe(0)
    stop()
    $state.listen(() => {})
    expect(await since(pass(10 * 60_000))).toBe(0)
  })

  test('is asked for again when the roles change, also while nobody listens', async () => {
    const { client, world, since, $state, stop } = await setUpRefused()
    const { id } = world.organizationMembership('ada', 'Acme')
    world.setMembershipRoles(id, ['Member'])
    expect(await since(client.refetch())).toBe(1)
    stop()
    world.setMembershipRoles(id, ['Admin'])
    await client.refetch()
    $state.listen(() => {})
    expect(await since(client.refetch())).toBe(1)
  })

  test('is asked for again after a change, in another context, and on demand', async () => {
    const { client, open, workspace, since, refresh } = await setUpRefused()
    const rename = { method: 'post', path: 'me', form: { first_name: 'Ada' }, schema: z.unknown() } as const
    expect(await since(client.mutate(rename))).toBe(1)
    const other = await open()
    expect(await since(other.client.mutate(rename))).toBe(1)
    expect(await since(client.switchWorkspace(workspace('Engineering')))).toBe(1)
    expect(await since(refresh())).toBe(1)
  })

  test('is asked for again after any answer when a proxy refused it, which knows nothing of roles', async () => {
    const { client } = await setUpSignedIn(['ada'])
    let loads = 0
    client
      .resource(async () => {
        loads++
        throw new SessionError('server-error', 'Forbidden', { status: 403 })
      })
      .$state.listen(() => {})
    await pass()
    expect(loads).toBe(1)
    await client.refetch()
    await pass()
    expect(loads).toBe(2)
  })

  test('is asked for again when something was changed while it was on its way', async () => {
    const { client, since, refresh, late } = await setUpRefused()
    let answer = () => {}
    late.answer = new Promise((resolve) => {
      answer = resolve
    })
    const refreshing = refresh()
    await pass()
    await client.mutate({ method: 'post', path: 'me', form: { first_name: 'A' }, schema: z.unknown() })
    answer()
    expect(await since(refreshing)).toBe(2)
  })
})

describe('data of the account', () => {
  const setUpAccount = async () => {
    const stage = await setUpSignedIn(['linus', 'ada'])
    const { client } = stage
    const schema = z.array(z.object({ id: z.string() }))
    const { $state, refresh } = client.resource(
      async (signal) => [
        client.$user.get()?.username,
        (await client.request({ path: 'me/signins', schema, signal })).length,
      ],
      { scope: 'account' },
    )
    return { ...stage, $state, refresh }
  }

  test('stays when another organization or workspace becomes active', async () => {
    const { client, workspace, $state } = await setUpAccount()
    $state.listen(() => {})
    await pass()
    const { data } = $state.get()
    expect(data).toEqual(['ada', 1])
    const seen: unknown[] = []
    const note = () => seen.push($state.get().data)
    for (const $atom of [client.$contextKey, $state]) $atom.listen(note)
    await client.switchWorkspace(workspace('Engineering'))
    await pass()
    await client.switchOrganization()
    await pass()
    expect(seen.length).toBeGreaterThanOrEqual(2)
    expect(seen.every((one) => one === data)).toBe(true)
  })

  test('that is on its way is not cancelled by another organization', async () => {
    const { client, world, organization, $state, refresh } = await setUpAccount()
    const fault = world.faults.add({ path: '/me/signins', hold: true, once: true })
    const refreshing = refresh()
    await pass()
    await client.switchOrganization(organization('Acme'))
    fault.release()
    await refreshing
    expect($state.get()).toEqual({ loading: false, data: ['ada', 1], error: undefined })
  })

  test('is gone in the very instant the account changes, there and back', async () => {
    const { client, world, idOf, $state } = await setUpAccount()
    const stop = $state.listen(() => {})
    await pass()
    const seen: unknown[] = []
    client.$user.listen(() => seen.push($state.get()))
    await client.switchSignIn(idOf('linus'))
    expect(seen).toEqual([{ loading: true, data: undefined, error: undefined }])
    const fault = world.faults.add({ path: '/me/signins', hold: true, once: true })
    await pass()
    stop()
    await client.switchSignIn(idOf('ada'))
    await client.switchSignIn(idOf('linus'))
    fault.release()
    await pass()
    expect($state.get().data).toBeUndefined()
    await client.signOut()
    expect($state.get()).toEqual({ loading: false, data: undefined, error: undefined })
  })
})

describe('the deployment', () => {
  test('is loaded when listened to, with overwrites laid over it', async () => {
    const { open, asked } = setUp()
    const { client } = await open({ uiOverwrites: { appName: 'Mine' } })
    expect(asked('GET /deployment')).toEqual([])
    deploymentOf(client).subscribe(() => {})
    await pass()
    expect(deploymentOf(client).get().data?.uiSettings?.appName).toBe('Mine')
    expect(deploymentOf(client).get().data?.mode).toBe('staging')
  })

  test('takes overwrites in the spelling of other SDKs', async () => {
    const { open } = setUp()
    const { client } = await open({ uiOverrides: { appName: 'Mine' } })
    deploymentOf(client).subscribe(() => {})
    await pass()
    expect(deploymentOf(client).get().data?.uiSettings?.appName).toBe('Mine')
  })

  test('shows other overwrites as soon as they are given, and its own settings without any', async () => {
    const { open, asked } = setUp()
    const { client } = await open({ uiOverwrites: { appName: 'Mine' } })
    client.setUiOverwrites({ appName: 'Early' })
    deploymentOf(client).subscribe(() => {})
    await pass()
    const appName = () => deploymentOf(client).get().data?.uiSettings?.appName
    expect(appName()).toBe('Early')
    client.setUiOverwrites({ supportPageUrl: 'https://help.example.com' })
    await pass()
    expect(deploymentOf(client).get().data?.uiSettings?.supportPageUrl).toBe('https://help.example.com')
    expect(appName()).not.toBe('Early')
    client.setUiOverwrites(undefined)
    await pass()
    expect(deploymentOf(client).get().data?.uiSettings?.supportPageUrl).toBe('')
    expect(asked('GET /deployment')).toHaveLength(1)
  })

  test('stays when the context changes', async () => {
    const { openAs, asked } = setUp()
    const { client } = await openAs(['ada'])
    deploymentOf(client).subscribe(() => {})
    await pass()
    const { data } = deploymentOf(client).get()
    await client.signOut()
    await pass()
    expect(deploymentOf(client).get().data).toBe(data)
    expect(asked('GET /deployment')).toHaveLength(1)
  })

  test('that could not be loaded is tried again once the server answers', async () => {
    const { tab, world } = setUp()
    const { client, signIn } = tab({ revalidateIntervalMs: 60_000 })
    const fault = world.faults.add({ path: '/deployment', status: 500 })
    client.start()
    deploymentOf(client).subscribe(() => {})
    await pass(3_000)
    expect(deploymentOf(client).get().error?.code).toBe('server-error')
    fault.remove()
    await signIn('ada')
    await pass(120_000)
    expect(deploymentOf(client).get()).toMatchObject({ loading: false, error: undefined, data: { mode: 'staging' } })
  })
})
