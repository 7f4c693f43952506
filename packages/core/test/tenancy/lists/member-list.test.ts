import { describe, expect, test } from 'vitest'
import { createOrganizationMembers, type OrganizationMembersFlow } from '../../../src/tenancy/index.js'
import { at } from '../../flows/steps.js'
import { anything, type Person, pass } from '../../set-up.js'
import { crowded, setUpInAcme, watched } from '../stage.js'

const setUp = async (people?: readonly Person[], options?: Parameters<typeof setUpInAcme>[1]) => {
  const stage = await setUpInAcme(people, options)
  const flow = createOrganizationMembers(stage.client)
  const seen = await watched(flow)
  const listed = () => stage.asked(`GET ${stage.acme}/members`).length
  return { ...stage, flow, seen, listed }
}

const manage = (flow: OrganizationMembersFlow) => at(flow.$state.get(), 'manage')
const names = (flow: OrganizationMembersFlow) => manage(flow).members?.map(({ user }) => user?.username)

describe('the list of members', () => {
  test('shows who is a member, with their roles, and no other page', async () => {
    const { flow, listed, memberOf } = await setUp()
    const { members, page, hasMore, loading, searchText } = manage(flow)
    expect(names(flow)?.toSorted()).toEqual(['ada', 'grace', 'linus'])
    expect({ page, hasMore, loading, searchText }).toEqual({ page: 1, hasMore: false, loading: false, searchText: '' })
    const ada = members?.find(({ user }) => user?.username === 'ada')
    expect(ada).toMatchObject({ id: memberOf('ada'), user: { firstName: 'Ada', email: 'ada@example.com' } })
    expect(ada?.roles.map(({ name }) => name).toSorted()).toEqual(['Admin', 'Billing'])
    expect(listed()).toBe(1)
  })

  test('shows an ordinary member the same', async () => {
    const { flow } = await setUp(['linus'])
    expect(names(flow)).toHaveLength(3)
  })

  test('shows a change in a hidden tab, although it was reloaded while the change was under way', async () => {
    const { flow, world, page, memberOf } = await setUp()
    const slow = world.faults.add({ path: '/organizations/*/members/*/remove', hold: true, once: true })
    const removing = manage(flow).remove(memberOf('linus'))
    await slow.held()
    const reloading = manage(flow).reload()
    await pass()
    page.hide()
    slow.release()
    await Promise.all([removing, reloading])
    expect(names(flow)?.toSorted()).toEqual(['ada', 'grace'])
  })

  test('goes from page to page and keeps what it shows until the next one is there', async () => {
    const { flow, world, acme } = await setUp(['ada'], { seed: crowded(30) })
    expect(manage(flow)).toMatchObject({ page: 1, hasMore: true, members: { length: 20 } })
    const first = manage(flow).members
    const slow = world.faults.add({ path: `${acme}/members`, hold: true, once: true })
    const turning = manage(flow).nextPage()
    await slow.held()
    expect(manage(flow)).toMatchObject({ page: 2, loading: true })
    expect(manage(flow).members).toBe(first)
    slow.release()
    const second = at(await turning, 'manage')
    expect(second).toMatchObject({ page: 2, loading: false, hasMore: false, members: { length: 13 } })
    await second.nextPage()
    expect(manage(flow).page).toBe(2)
    await second.previousPage()
    await second.previousPage()
    expect(manage(flow).page).toBe(1)
    expect(manage(flow).members?.map(({ id }) => id)).toEqual(first?.map(({ id }) => id))
  })

  test('searches once the text rests, from the first page, and cancels the search before', async () => {
    const { flow, listed } = await setUp(['ada'], { seed: crowded(30) })
    await manage(flow).nextPage()
    const before = listed()
    for (const text of ['m', 'm1', 'm12']) {
      void manage(flow).search(text)
      await pass(100)
    }
    expect(manage(flow)).toMatchObject({ loading: true, searchText: 'm12', page: 1 })
    await pass(300)
    expect(names(flow)).toEqual(['m12'])
    expect(manage(flow).loading).toBe(false)
    expect(listed() - before).toBe(1)
  })

  test('drops an answer that comes after the next search', async () => {
    const { flow, world, acme, seen } = await setUp(['ada'], { seed: crowded(30) })
    const slow = world.faults.add({ path: `${acme}/members`, hold: true, once: true })
    void manage(flow).search('m11')
    await pass(300)
    void manage(flow).search('m12')
    await pass(300)
    slow.release()
    await pass()
    expect(names(flow)).toEqual(['m12'])
    const shown = seen.map(({ step }) => (step.kind === 'manage' ? step.members?.length : undefined))
    expect(shown.filter((length) => length === 1)).toHaveLength(1)
  })

  test('is asked for again when the page is visible after half a minute, and not in a hidden tab', async () => {
    const { page, listed, open } = await setUp()
    page.hide()
    page.show()
    await pass()
    expect(listed()).toBe(1)
    page.hide()
    await pass(60_000)
    page.signal('focus')
    await pass()
    expect(listed()).toBe(1)
    page.show()
    await pass()
    expect(listed()).toBe(2)
    page.hide()
    const other = await open()
    await other.client.mutate({ method: 'post', path: 'me', form: { first_name: 'A' }, schema: anything })
    await pass(1_000)
    expect(listed()).toBe(2)
    page.show()
    await pass()
    expect(listed()).toBe(3)
  })

  test('shows the page before when the last row of the last page is gone', async () => {
    const { flow, world, memberOf } = await setUp(['ada'], { seed: crowded(18) })
    const turned = at(await manage(flow).nextPage(), 'manage')
    expect(turned.members).toHaveLength(1)
    world.removeMembership(memberOf('linus'))
    await manage(flow).reload()
    expect(manage(flow)).toMatchObject({ page: 1, hasMore: false, members: { length: 20 } })
  })

  test('keeps what it shows when it cannot be loaded, and says why', async () => {
    const { flow, world, acme, page } = await setUp()
    const fault = world.faults.add({ path: `${acme}/members`, status: 500 })
    await manage(flow).reload()
    expect(manage(flow)).toMatchObject({ loading: false, loadError: { code: 'server-error' }, members: { length: 3 } })
    fault.remove()
    await pass(31_000)
    page.signal('focus')
    page.signal('visible')
    await pass()
    expect(manage(flow).loadError).toBeUndefined()
  })

  test('is loaded without listeners by reload only', async () => {
    const { client, asked, acme } = await setUpInAcme()
    const flow = createOrganizationMembers(client)
    await pass()
    expect(manage(flow)).toMatchObject({ members: undefined, loading: false })
    await manage(flow).reload()
    expect(names(flow)).toHaveLength(3)
    expect(asked(`GET ${acme}/members`)).toHaveLength(1)
  })

  test('is empty in the instant another place is active, and begins from the first page there', async () => {
    const { flow, client, organization, world } = await setUp(['ada'], { seed: crowded(30) })
    world.changeDeployment({ b2b_settings: { enforce_mfa_per_org_enabled: false } })
    await manage(flow).nextPage()
    const seen: unknown[] = []
    const stop = client.$activeOrganization.listen(() => {
      const { step } = flow.$state.get()
      seen.push(step.kind === 'manage' ? [step.organization.name, step.members, step.page] : step.kind)
    })
    await client.switchOrganization(organization('Globex'))
    stop()
    expect(seen).toEqual([['Globex', undefined, 1]])
    await pass()
    expect(names(flow)).toContain('ada')
    expect(names(flow)).not.toContain('m1')
    await client.switchOrganization()
    at(flow.$state.get(), 'no-organization')
    await client.signOut()
    at(flow.$state.get(), 'signed-out')
  })

  test.each([
    ['mfa-required', { enforceMfa: true }],
    ['address-not-allowed', { whitelistedIps: ['203.0.113.7'] }],
  ])('%s: says what keeps the account out, and is loaded again once it may see it', async (code, rules) => {
    const { world, client } = await setUpInAcme(['linus'])
    world.changeDeployment({ b2b_settings: { enforce_mfa_per_org_enabled: true, ip_allowlist_per_org_enabled: true } })
    world.setEntryRules({ organization: 'Acme' }, rules)
    const flow = createOrganizationMembers(client)
    await watched(flow)
    const { reason, organization, reload } = at(flow.$state.get(), 'refused')
    expect(reason.code).toBe(code)
    expect(organization.name).toBe('Acme')
    world.setEntryRules({ organization: 'Acme' }, { enforceMfa: false, whitelistedIps: [] })
    expect(at(await reload(), 'manage').members).toHaveLength(3)
  })

  test('asks the session once why it is refused, however many lists there are', async () => {
    const { world, client, asked, acme } = await setUpInAcme(['linus'])
    const flows = [createOrganizationMembers(client), createOrganizationMembers(client)]
    world.faults.add({ path: `${acme}/members`, status: 403, body: '{"status":403,"message":"No","errors":null}' })
    const before = asked('GET /session').length
    for (const flow of flows) flow.$state.subscribe(() => {})
    await pass(120_000)
    expect(asked('GET /session').length - before).toBe(1)
    for (const flow of flows) expect(at(flow.$state.get(), 'refused').reason.code).toBe('forbidden')
    expect(asked(`GET ${acme}/members`).length).toBeLessThan(6)
  })
})
