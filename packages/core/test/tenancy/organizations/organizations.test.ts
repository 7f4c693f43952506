import { defaultSeed } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { createOrganizations, type OrganizationsFlow } from '../../../src/tenancy/index.js'
import { at } from '../../flows/steps.js'
import { anything, minuteMs, type Person, pass, passUntil, setUpSignedIn, setUp as setUpStage } from '../../set-up.js'
import { claimsOf, watched } from '../stage.js'

const setUp = async (people?: readonly Person[], options?: Parameters<typeof setUpStage>[0]) => {
  const stage = await setUpSignedIn(people, {}, options)
  const flow = createOrganizations(stage.client)
  const seen = await watched(flow)
  return { ...stage, flow, seen }
}

const manage = (flow: OrganizationsFlow) => at(flow.$state.get(), 'manage')
const names = (flow: OrganizationsFlow) => manage(flow).memberships?.map(({ organization }) => organization.name)

describe('the list of organizations', () => {
  test('shows the memberships of the account, with what keeps it out', async () => {
    const { flow } = await setUp(['linus'])
    expect(names(flow)?.toSorted()).toEqual(['Acme', 'Globex'])
    const globex = manage(flow).memberships?.find(({ organization }) => organization.name === 'Globex')
    expect(globex?.eligibilityRestriction?.type).toBe('mfa_required')
    expect(manage(flow)).toMatchObject({ active: undefined, loading: false, loadError: undefined })
  })

  test('is searched without a request, with one notification, and keeps its reference', async () => {
    const { flow, asked, seen } = await setUp()
    const before = { requests: asked().length, notifications: seen.length, all: manage(flow).memberships }
    await manage(flow).search(' ACM ')
    expect(names(flow)).toEqual(['Acme'])
    expect(manage(flow).searchText).toBe('ACM')
    expect(seen.length - before.notifications).toBe(1)
    expect(manage(flow).memberships).toBe(manage(flow).memberships)
    await manage(flow).search('')
    expect(manage(flow).memberships).toEqual(before.all)
    expect(seen.length - before.notifications).toBe(2)
    expect(asked()).toHaveLength(before.requests)
  })

  test('says why it could not be loaded', async () => {
    const { world, client } = await setUpSignedIn()
    world.faults.add({ path: '/me/organization-memberships', status: 500 })
    const flow = createOrganizations(client)
    await watched(flow)
    expect(manage(flow)).toMatchObject({ memberships: undefined, loadError: { code: 'server-error' } })
  })

  test('is of the active account only', async () => {
    const { flow, client, idOf } = await setUp(['linus', 'ada'])
    await manage(flow).search('acme')
    await client.switchSignIn(idOf('linus'))
    expect(manage(flow)).toMatchObject({ memberships: undefined, searchText: '' })
    await client.signOut()
    at(flow.$state.get(), 'signed-out')
  })

  test('is loading before the session is known', () => {
    const { tab } = setUpStage()
    at(createOrganizations(tab().client).$state.get(), 'loading')
  })
})

describe('entering and leaving the context', () => {
  test('enters an organization, and goes back to the personal account', async () => {
    const { flow, organization, client } = await setUp()
    const entered = at(await manage(flow).switchTo(organization('Acme')), 'manage')
    expect(entered.active?.organization.name).toBe('Acme')
    expect(claimsOf(await client.getToken()).organization).toBe(organization('Acme'))
    expect(at(await entered.leaveContext(), 'manage').active).toBeUndefined()
    expect(claimsOf(await client.getToken()).organization).toBeUndefined()
    await pass()
    expect(names(flow)).toContain('Acme')
  })

  test('not-eligible, organization-not-found', async () => {
    const { flow, organization } = await setUp(['linus'])
    const { error } = await manage(flow).switchTo(organization('Globex'))
    expect(error?.code).toBe('not-eligible')
    expect(error?.cause.data).toMatchObject({ type: 'mfa_required' })
    expect((await manage(flow).switchTo('1')).error?.code).toBe('organization-not-found')
    expect((await manage(flow).switchTo('')).error?.code).toBe('invalid-argument')
  })
})

describe('creating', () => {
  test('creates an organization with a picture, enters it and lists it', async () => {
    const { flow, client, world } = await setUp()
    const image = new File(['png'], 'logo.png', { type: 'image/png' })
    const created = at(await manage(flow).create({ name: 'Initech', description: 'Paper', image }), 'manage')
    expect(flow.$state.get().error).toBeUndefined()
    expect(created.active?.organization).toMatchObject({ name: 'Initech', description: 'Paper' })
    expect(client.$activeOrganization.get()?.imageUrl).not.toBe('')
    await pass()
    expect(names(flow)).toContain('Initech')
    expect(claimsOf(await client.getToken()).organization).toBe(world.organization('Initech').id)
  })

  test('lists it although the list of a replica lacks it', async () => {
    const { flow, world, client } = await setUp()
    const listed = await client.request({ path: 'me/organization-memberships', schema: anything })
    const body = JSON.stringify({ status: 200, message: '', data: listed, session: null, errors: null })
    world.faults.add({ path: '/me/organization-memberships', status: 200, body })
    await manage(flow).create({ name: 'Initech' })
    await pass()
    expect(names(flow)?.toSorted()).toEqual(['Acme', 'Globex', 'Initech'])
  })

  test.each([
    ['organizations-disabled', { organizations_enabled: false }],
    ['limit-reached', { limit_org_creation_per_user: true, max_orgs_per_user: 0 }],
    ['forbidden', { allow_users_to_create_orgs: false }],
  ])('%s', async (code, b2b_settings) => {
    const { flow } = await setUp(['ada'], { seed: { ...defaultSeed, deployment: { b2b_settings } } })
    expect((await manage(flow).create({ name: 'Initech' })).error?.code).toBe(code)
    expect(manage(flow).active).toBeUndefined()
  })

  test('picture-rejected, invalid-argument', async () => {
    const { flow, asked } = await setUp()
    const image = new File(['text'], 'a.txt', { type: 'text/plain' })
    expect((await manage(flow).create({ name: 'Initech', image })).error?.code).toBe('picture-rejected')
    expect((await manage(flow).create({ name: ' ' })).error?.code).toBe('invalid-argument')
    expect(asked('POST /organizations')).toHaveLength(1)
  })

  test('a lost answer is made good by the session; one that never arrived is an error', async () => {
    const { flow, world } = await setUp()
    world.faults.add({ path: '/organizations', method: 'POST', dropResponse: true, once: true })
    expect((await manage(flow).create({ name: 'Initech' })).error).toBeUndefined()
    world.faults.add({ path: '/organizations', method: 'POST', drop: true, once: true })
    expect((await manage(flow).create({ name: 'Hooli' })).error?.code).toBe('offline')
  })
})

test('context-changed: a lost creation is not made good by what another account has entered', async () => {
  const { flow, organization, world, client, idOf, tab } = await setUp(['linus', 'grace'])
  await client.switchSignIn(idOf('linus'))
  await client.switchOrganization(organization('Acme'))
  await client.switchSignIn(idOf('grace'))
  world.faults.add({ path: '/organizations', drop: true, once: true })
  const other = tab({ openChannel: () => undefined }).client
  other.start()
  await other.switchSignIn(idOf('linus'))
  expect((await manage(flow).create({ name: 'Acme' })).error?.code).toBe('context-changed')
})

describe('leaving an organization', () => {
  test('that is active clears the context; another one only its row', async () => {
    const { flow, organization, client } = await setUp(['grace'])
    await manage(flow).switchTo(organization('Acme'))
    await pass()
    const left = await manage(flow).leave(organization('Globex'))
    expect(left.error).toBeUndefined()
    expect(names(flow)).toEqual(['Acme'])
    await manage(flow).leave(organization('Acme'))
    expect(client.$activeOrganization.get()).toBeNull()
    await pass()
    expect(names(flow)).toEqual([])
  })

  test('last-admin: one stays', async () => {
    const { flow, organization } = await setUp()
    expect((await manage(flow).leave(organization('Acme'))).error?.code).toBe('last-admin')
    expect(names(flow)).toContain('Acme')
  })

  test.each(['Acme', 'Globex'])('a lost answer for %s is made good', async (name) => {
    const { flow, organization, world } = await setUp(['grace'])
    await manage(flow).switchTo(organization('Acme'))
    world.faults.add({ path: '/organizations/*/leave', dropResponse: true, once: true })
    expect((await manage(flow).leave(organization(name))).error).toBeUndefined()
    await pass()
    expect(names(flow)).not.toContain(name)
  })

  test('context-changed: a request was lost, and another page left only the context', async () => {
    const { flow, organization, world, client, tab } = await setUp(['grace'])
    await manage(flow).switchTo(organization('Acme'))
    world.faults.add({ path: '/organizations/*/leave', drop: true, once: true })
    const other = tab({ openChannel: () => undefined }).client
    other.start()
    await other.switchOrganization()
    expect((await manage(flow).leave(organization('Acme'))).error?.code).toBe('context-changed')
    expect(client.$activeOrganization.get()).toBeNull()
    await pass()
    expect(names(flow)).toContain('Acme')
  })

  test('context-changed: a request was lost, and the memberships would be those of the next account', async () => {
    const { flow, organization, world, client, idOf } = await setUp(['linus', 'grace'])
    const globex = organization('Globex')
    world.faults.add({ path: '/organizations/*/leave', drop: true, requestLatencyMs: 10, once: true })
    const body = { status: 200, message: '', data: [], session: null, errors: null }
    const others = world.faults.add({ path: '/me/organization-memberships', body })
    const slow = world.faults.add({ path: '/session/switch-sign-in', hold: true, once: true })
    const leaving = manage(flow).leave(globex)
    await pass()
    const switching = client.switchSignIn(idOf('linus'))
    await pass(10)
    await slow.held()
    await pass()
    slow.release()
    await switching
    expect((await leaving).error?.code).toBe('context-changed')
    others.remove()
    await client.switchSignIn(idOf('grace'))
    await pass()
    expect(names(flow)).toContain('Globex')
  })

  test('unconfirmed: neither the answer nor the memberships came', async () => {
    const { flow, organization, world } = await setUp(['grace'])
    world.faults.add({ path: '/organizations/*/leave', drop: true, once: true })
    world.faults.add({ path: '/me/organization-memberships', drop: true })
    const left = await passUntil(manage(flow).leave(organization('Acme')), minuteMs)
    expect(left.error?.code).toBe('unconfirmed')
  })
})
