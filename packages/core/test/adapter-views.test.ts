import { describe, expect, onTestFinished, test } from 'vitest'
import { hasOf, isShown, sessionCommands } from '../src/index.js'
import { codeOf, pass, setUp, setUpSignedIn } from './set-up.js'

test('the functions of a client are the same, wherever they are asked for', async () => {
  const { client } = await setUpSignedIn()
  expect(sessionCommands(client)).toBe(sessionCommands(client))
  expect(Object.keys(sessionCommands(client)).sort()).toEqual(
    [
      'exchangeTicket',
      'getToken',
      'refetch',
      'signOut',
      'switchOrganization',
      'switchSignIn',
      'switchWorkspace',
    ].sort(),
  )
})

test('a failure that nobody waits for is no unhandled rejection, and who waits for it gets it', async () => {
  const { client, world } = await setUpSignedIn()
  const unhandled: unknown[] = []
  const note = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', note)
  onTestFinished(() => void process.off('unhandledRejection', note))
  world.faults.add({ drop: true })
  const { signOut, switchSignIn } = sessionCommands(client)
  void signOut()
  void switchSignIn('nobody')
  const awaited = codeOf(switchSignIn('nobody'))
  await pass(60_000)
  expect(await awaited).toBe('unconfirmed')
  await pass()
  expect(unhandled).toEqual([])
})

describe('hasOf', () => {
  /** Grace in Acme, where she is Member and Billing, with the functions that a component was given. */
  const setUpGrace = async () => {
    const { openAs, organization, world } = setUp()
    const { client } = await openAs(['grace'])
    await client.switchOrganization(organization('Acme'))
    const $has = hasOf(client)
    const given = [$has.get()]
    onTestFinished($has.listen((has) => void given.push(has)))
    const membership = world.organizationMembership('grace', 'Acme').id
    return { client, $has, given, world, membership, organization }
  }

  test('gives another function once for a change of roles, and once for another context', async () => {
    const { client, given, world, membership, organization } = await setUpGrace()
    world.setMembershipRoles(membership, ['Member'])
    await client.refetch()
    expect(given.map((has) => has({ permission: 'invoices:write' }))).toEqual([true, false])
    await client.switchOrganization(organization('Globex'))
    expect(given.map((has) => has({ role: 'Auditor' }))).toEqual([false, false, true])
    await client.signOut()
    expect(given.map((has) => has({ role: 'Auditor' }))).toEqual([false, false, true, false])
  })

  test('gives the same function while everything else changes', async () => {
    const { client, given, world } = await setUpGrace()
    const before = client.$activeSignIn.get()
    world.setAuthenticator('grace', false)
    await client.refetch()
    expect(client.$activeSignIn.get()).not.toBe(before)
    const outage = world.faults.add({ path: '/session', status: 500 })
    await codeOf(client.refetch())
    outage.remove()
    expect(given).toHaveLength(1)
  })

  test('answers as the client does while no component listens, and is one for each client', async () => {
    const { client, $has, world, membership } = await setUpGrace()
    const other = await setUpSignedIn()
    expect(hasOf(client)).toBe($has)
    expect(hasOf(other.client)).not.toBe($has)
    world.setMembershipRoles(membership, ['Member'])
    await client.refetch()
    const asked = { permission: 'invoices:write' }
    expect([$has.get()(asked), client.has(asked)]).toEqual([false, false])
  })

  test('begins with the state that a server rendered', async () => {
    const { client } = await setUpGrace()
    const { tab } = setUp()
    const page = tab({ initialState: client.dehydrate() })
    expect(hasOf(page.client).init?.({ permission: 'invoices:write' })).toBe(true)
    await page.client.signOut().catch(() => undefined)
    expect(hasOf(page.client).init?.({ permission: 'invoices:write' })).toBe(true)
    expect(hasOf(page.client).get()({ permission: 'invoices:write' })).toBe(false)
  })
})

describe('what is shown', () => {
  const shown = async (...people: readonly 'grace'[]) => {
    const { openAs } = setUp()
    const { client } = await openAs(people)
    return hasOf(client).get()
  }

  test('is not known before it is known who is signed in', () => {
    const { tab } = setUp()
    const has = hasOf(tab().client).get()
    expect(isShown(has, { permission: 'invoices:read' })).toBeUndefined()
    expect(isShown(has, () => true)).toBeUndefined()
  })

  test('is nothing to a visitor who is not signed in, whatever a function says', async () => {
    const has = await shown()
    expect(isShown(has, { permission: 'invoices:read' })).toBe(false)
    expect(isShown(has, () => true)).toBe(false)
  })

  test('is what the function says to an account', async () => {
    const has = await shown('grace')
    expect(isShown(has, (may) => !may({ permission: 'invoices:write' }))).toBe(true)
    expect(isShown(has, () => false)).toBe(false)
  })

  test('is not what an async function says, which is always something', async () => {
    const later = async () => true
    expect(isShown(await shown('grace'), later as unknown as () => boolean)).toBe(false)
  })
})
