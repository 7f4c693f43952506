import { describe, expect, test } from 'vitest'
import type { SessionError } from '../../src/index.js'
import { codeOf, follow, pass, setUp, setUpSignedIn } from '../set-up.js'

test('signing out ends the session at once, whatever the network does', async () => {
  const { openAs, world } = setUp()
  const { client } = await openAs(['ada'])
  world.faults.add({ path: '/session/sign-out', hold: true })
  void client.signOut().catch(() => undefined)
  expect(client.$session.get()).toBeNull()
  expect(client.$state.get()).toMatchObject({ status: 'signed-out', pending: 'sign-out' })
})

test('a sign-out the server fails at is unconfirmed, and the account stays away', async () => {
  const { openAs, world } = setUp()
  const { client } = await openAs(['ada'])
  world.faults.add({ path: '/session/sign-out', status: 500 })
  expect(await codeOf(client.signOut())).toBe('sign-out-unconfirmed')
  expect(client.$state.get().status).toBe('signed-out')
  expect(await codeOf(client.refetch())).toBeUndefined()
  expect(client.$state.get().status).toBe('signed-out')
})

test('several accounts signed out in a row are all gone', async () => {
  const { openAs } = setUp()
  const { client, idOf } = await openAs(['ada', 'grace', 'linus'])
  const ids = [idOf('ada'), idOf('grace'), idOf('linus')]
  const codes = await Promise.all(ids.map((id) => codeOf(client.signOut(id))))
  expect(codes).toEqual([undefined, undefined, undefined])
  expect(client.$signIns.get()).toEqual([])
})

test('two of three accounts signed out in a row leave the third, still active', async () => {
  const { openAs } = setUp()
  const { client, idOf, shown } = await openAs(['ada', 'grace', 'linus'])
  const codes = await Promise.all([idOf('ada'), idOf('grace')].map((id) => codeOf(client.signOut(id))))
  expect(codes).toEqual([undefined, undefined])
  expect(client.$signIns.get().map(({ user }) => user?.username)).toEqual(['linus'])
  expect(shown()).toMatchObject({ status: 'signed-in', who: 'linus' })
})

test('signing out a dormant account keeps the active one active', async () => {
  const { openAs, asked, world } = setUp()
  const { client, idOf, shown } = await openAs(['ada', 'grace'])
  world.requests.clear()
  await client.signOut(idOf('ada'))
  expect(shown()).toMatchObject({ status: 'signed-in', who: 'grace' })
  expect(asked()).toEqual(['POST /session/sign-out', 'GET /session', 'POST /session/switch-sign-in', 'GET /session'])
})

test('signing out the active account leaves nobody active', async () => {
  const { openAs } = setUp()
  const { client, idOf } = await openAs(['ada', 'grace'])
  await client.signOut(idOf('grace'))
  expect(client.$session.get()).toBeNull()
  expect(client.$signIns.get().map(({ user }) => user?.username)).toEqual(['ada'])
})

test('an account unknown to the server cannot be signed out, and nobody else is', async () => {
  const { openAs } = setUp()
  const { client, shown } = await openAs(['ada'])
  expect(await codeOf(client.signOut('12345'))).toBe('sign-in-not-found')
  expect(shown()).toMatchObject({ status: 'signed-in', who: 'ada' })
})

test('an account the server refuses to sign out is shown again', async () => {
  const { openAs, world } = setUp()
  const { client, idOf, shown } = await openAs(['ada'])
  world.faults.add({ path: '/session/sign-out', status: 400 })
  expect(await codeOf(client.signOut(idOf('ada')))).toBe('sign-in-not-found')
  expect(shown()).toMatchObject({ status: 'signed-in', who: 'ada' })
})

test('a sign-out follows a sign-in that is slow on the server', async () => {
  const { open, world } = setUp()
  const { client, signIn, shown } = await open()
  world.faults.add({ path: '/auth/signin', requestLatencyMs: 500, once: true })
  const signingIn = follow(signIn('ada'))
  await pass(10)
  const signingOut = follow(client.signOut())
  await pass(2_000)
  expect(signingIn.code).toBe('superseded')
  expect(signingOut).toMatchObject({ settled: true, code: undefined })
  await client.refetch()
  expect(shown().status).toBe('signed-out')
})

test('a sign-out overtakes what waits and disowns what runs', async () => {
  const { openAs, world, organization } = setUp()
  const { client, shown } = await openAs(['ada'])
  const fault = world.faults.add({ path: '/session/switch-organization', hold: true, once: true })
  const running = follow(client.switchOrganization(organization('Acme')))
  const waiting = follow(client.switchWorkspace('1'))
  await pass()
  const signingOut = follow(client.signOut())
  await pass()
  expect([running.code, waiting.code]).toEqual(['superseded', 'superseded'])
  fault.release()
  await pass()
  expect(signingOut).toMatchObject({ settled: true, code: undefined })
  expect(shown().status).toBe('signed-out')
})

test('a sign-out the server heard of resolves although it could not be asked since', async () => {
  const { openAs, world } = setUp()
  const { client } = await openAs(['ada'])
  world.faults.add({ method: 'GET', path: '/session', drop: true })
  const signingOut = follow(client.signOut())
  await pass(10_000)
  expect(signingOut).toMatchObject({ settled: true, code: undefined })
  expect(client.$state.get()).toMatchObject({ status: 'signed-out', stale: true })
})

test('switching while the server was never heard asks first who is signed in', async () => {
  const { openAs, tab, world, organization } = setUp()
  const first = await openAs(['ada'])
  first.client.stop()
  const { client, shown } = tab()
  world.faults.add({ path: '/session', status: 500, once: true })
  expect(await codeOf(client.refetch())).toBe('server-error')
  expect(client.$state.get().status).toBe('unavailable')
  await pass(2_000)
  expect(await codeOf(client.switchOrganization(organization('Acme')))).toBeUndefined()
  expect(shown().organization).toBe('Acme')
})

test('switching a place needs somebody signed in', async () => {
  const { open, asked, organization, workspace, world } = setUp()
  const { client } = await open()
  world.requests.clear()
  expect(await codeOf(client.switchOrganization(organization('Acme')))).toBe('signed-out')
  expect(await codeOf(client.switchWorkspace(workspace('Engineering')))).toBe('signed-out')
  expect(asked()).toEqual([])
})

test('entering a workspace enters its organization; leaving the organization leaves both', async () => {
  const { openAs, workspace } = setUp()
  const { client, shown } = await openAs(['ada'])
  await client.switchWorkspace(workspace('Engineering'))
  expect(shown()).toMatchObject({ organization: 'Acme', workspace: 'Engineering' })
  await client.switchOrganization()
  expect(shown()).toMatchObject({ organization: undefined, workspace: undefined })
})

test('a refusal has the name it has in its command', async () => {
  const { openAs, organization, workspace } = setUp()
  const { client } = await openAs(['linus'])
  expect(await codeOf(client.switchSignIn('1'))).toBe('sign-in-not-found')
  expect(await codeOf(client.switchOrganization('1'))).toBe('organization-not-found')
  expect(await codeOf(client.switchOrganization(organization('Globex')))).toBe('not-eligible')
  expect(await codeOf(client.switchWorkspace('1'))).toBe('workspace-not-found')
  expect(await codeOf(client.switchWorkspace(workspace('Research')))).toBe('not-eligible')
  expect(await codeOf(client.exchangeTicket('nonsense'))).toBe('ticket-rejected')
})

describe('a place that keeps the account out', () => {
  const refused = (promise: Promise<void>) =>
    promise.then(
      () => undefined,
      (error: SessionError) => error,
    )

  test('says why, although the server gives no reason', async () => {
    const { openAs, organization } = setUp()
    const { client } = await openAs(['linus'])
    const error = await refused(client.switchOrganization(organization('Globex')))
    expect(error).toMatchObject({ code: 'not-eligible', status: 403, data: { type: 'mfa_required' } })
    expect(error?.data).toMatchObject({ message: error?.message })
  })

  test('is not explained with the membership of an account that is being switched to', async () => {
    const { openAs, organization, world } = setUp()
    const { client, idOf } = await openAs(['linus', 'ada'])
    world.faults.add({ path: '/session/switch-organization', status: 403, once: true })
    world.faults.add({ path: '/me/organization-memberships', requestLatencyMs: 10, once: true })
    const slow = world.faults.add({ path: '/session/switch-sign-in', hold: true, once: true })
    const entering = codeOf(client.switchOrganization(organization('Globex')))
    const switching = client.switchSignIn(idOf('linus'))
    await slow.held()
    await pass(10)
    slow.release()
    await switching
    expect(await entering).toBe('organization-restricted')
  })

  test('is not explained with the membership of an account that became active before the refusal came', async () => {
    const { openAs, open, organization, world } = setUp()
    const { client, idOf } = await openAs(['linus', 'ada'])
    await pass(1_000)
    const other = await open()
    const slow = world.faults.add({ path: '/session/switch-organization', status: 403, hold: true, once: true })
    const entering = codeOf(client.switchOrganization(organization('Globex')))
    await slow.held()
    await other.client.switchSignIn(idOf('linus'))
    slow.release()
    expect(await entering).toBe('organization-restricted')
  })

  test('is explained after other switches of the same account', async () => {
    const { openAs, organization, workspace } = setUp()
    const { client } = await openAs(['linus'])
    void client.switchWorkspace(workspace('Marketing')).catch(() => undefined)
    expect(await codeOf(client.switchOrganization(organization('Globex')))).toBe('not-eligible')
  })

  test('is called restricted when the reason cannot be loaded', async () => {
    const { openAs, organization, world } = setUp()
    const { client } = await openAs(['linus'])
    world.faults.add({ path: '/me/organization-memberships', status: 500 })
    expect(await codeOf(client.switchOrganization(organization('Globex')))).toBe('organization-restricted')
  })

  test('is not explained with the memberships of an account that became active meanwhile', async () => {
    const { client, world, idOf, organization } = await setUpSignedIn(['ada', 'linus'])
    const fault = world.faults.add({ path: '/me/organization-memberships', hold: true, once: true })
    const code = codeOf(client.switchOrganization(organization('Globex')))
    await pass()
    await client.switchSignIn(idOf('ada'))
    fault.release()
    expect(await code).toBe('organization-restricted')
  })
})

test('an argument that is no text is refused before anything is asked', async () => {
  const { openAs, asked, world } = setUp()
  const { client } = await openAs(['ada'])
  world.requests.clear()
  const wrong = ['', 0, null, {}] as unknown as string[]
  for (const value of wrong) {
    for (const command of [
      'signOut',
      'switchSignIn',
      'switchOrganization',
      'switchWorkspace',
      'exchangeTicket',
    ] as const)
      expect(await codeOf(client[command](value))).toBe('invalid-argument')
  }
  expect(asked()).toEqual([])
  expect(client.$session.get()).not.toBeNull()
})

test('a ticket given twice is spent once', async () => {
  const { open, world, asked } = setUp()
  const { client, shown } = await open()
  const ticket = world.mintTicket({ type: 'impersonation', user: 'grace' })
  await Promise.all([client.exchangeTicket(ticket), client.exchangeTicket(ticket)])
  await client.exchangeTicket(ticket)
  expect(asked('GET /session/ticket/exchange')).toHaveLength(1)
  expect(shown().who).toBe('grace')
})

test('a wrong ticket is refused on a page that does not know yet who is signed in', async () => {
  const { openAs, tab } = setUp()
  await openAs(['ada'])
  const { client, shown } = tab()
  expect(await codeOf(client.exchangeTicket('wrong'))).toBe('ticket-rejected')
  expect(shown().who).toBe('ada')
})

test('a ticket given to two tabs is spent once, and both calls resolve when the account is shown', async () => {
  const { open, world } = setUp()
  const [a, b] = [await open(), await open()]
  const ticket = world.mintTicket({ type: 'impersonation', user: 'grace' })
  const codes = await Promise.all([codeOf(a.client.exchangeTicket(ticket)), codeOf(b.client.exchangeTicket(ticket))])
  await pass()
  expect(codes).toEqual([undefined, undefined])
  expect([a.shown().who, b.shown().who]).toEqual(['grace', 'grace'])
  expect(a.client.$signIns.get()).toHaveLength(1)
})

test('a ticket that was not spent may be tried again, and none is ever sent twice by itself', async () => {
  const { open, world, asked } = setUp()
  const { client, shown } = await open()
  const ticket = world.mintTicket({ type: 'impersonation', user: 'grace' })
  const fault = world.faults.add({ path: '/session/ticket/exchange', drop: true })
  expect(await codeOf(client.exchangeTicket(ticket))).toBe('offline')
  expect(asked('GET /session/ticket/exchange')).toHaveLength(1)
  fault.remove()
  await client.exchangeTicket(ticket)
  expect(shown().who).toBe('grace')
})

test('a ticket that was spent resolves although its answer was lost', async () => {
  const { openAs, world } = setUp()
  const { client, shown } = await openAs(['ada'])
  const ticket = world.mintTicket({ type: 'impersonation', user: 'grace' })
  world.faults.add({ path: '/session/ticket/exchange', dropResponse: true, once: true })
  expect(await codeOf(client.exchangeTicket(ticket))).toBeUndefined()
  expect(shown().who).toBe('grace')
})

test('a ticket may be refused in the data of a success', async () => {
  const { open, world } = setUp()
  const { client } = await open()
  const body = { status: 200, message: '', data: { success: false, message: 'Used up' }, session: null, errors: null }
  world.faults.add({ path: '/session/ticket/exchange', body })
  expect(await codeOf(client.exchangeTicket('once'))).toBe('ticket-rejected')
})

test('ready says who is signed in once it is known, and asks if need be', async () => {
  const { tab, openAs, asked, world } = setUp()
  const { client: nobody } = tab()
  expect(await nobody.ready()).toBeNull()
  const { client } = await openAs(['ada'])
  world.requests.clear()
  expect((await client.ready())?.activeSignIn.user?.username).toBe('ada')
  expect(asked()).toEqual([])
})

test('ready waits for a change under way', async () => {
  const { openAs, world, organization } = setUp()
  const { client } = await openAs(['ada'])
  const slow = world.faults.add({ path: '/session/switch-organization', hold: true, once: true })
  void client.switchOrganization(organization('Acme'))
  await slow.held()
  const outcome = follow(client.ready())
  await pass(100)
  expect(outcome.settled).toBe(false)
  slow.release()
  await pass()
  expect(outcome.value?.activeSignIn.activeOrganizationMembership?.organization.name).toBe('Acme')
})

test('ready says that it is not known while the server cannot be asked', async () => {
  const { tab, world } = setUp()
  world.faults.add({ drop: true })
  const outcome = follow(tab().client.ready())
  await pass(30_000)
  expect(outcome.code).toBe('offline')
})
