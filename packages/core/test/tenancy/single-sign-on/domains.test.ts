import { describe, expect, test } from 'vitest'
import { createDomains, type DomainsFlow } from '../../../src/tenancy/index.js'
import { at } from '../../flows/steps.js'
import type { Person } from '../../set-up.js'
import { setUpInAcme, watched } from '../stage.js'

const setUp = async (people?: readonly Person[]) => {
  const stage = await setUpInAcme(people)
  const flow = createDomains(stage.client)
  await watched(flow)
  return { ...stage, flow }
}

const manage = (flow: DomainsFlow) => at(flow.$state.get(), 'manage')
const domainOf = (flow: DomainsFlow, fqdn = 'acme.com') => manage(flow).domains?.find((one) => one.fqdn === fqdn)

/** The same with a domain that is not verified. */
const setUpAdded = async () => {
  const stage = await setUp()
  await manage(stage.flow).add({ domain: 'acme.com' })
  return { ...stage, id: domainOf(stage.flow)?.id ?? '' }
}

describe('the domains of an organization', () => {
  test('are added with the DNS record to set, verified once it is there, and removed', async () => {
    const { flow, world } = await setUp()
    expect(manage(flow).domains).toEqual([])
    expect((await manage(flow).add({ domain: ' ACME.com ' })).error).toBeUndefined()
    const added = domainOf(flow)
    expect(added).toEqual({
      id: expect.any(String),
      createdAtMs: Date.now(),
      updatedAtMs: Date.now(),
      fqdn: 'acme.com',
      verified: false,
      dnsRecord: {
        type: 'TXT',
        name: '_wc-verification.acme.com',
        value: world.organizationDomain('acme.com').recordData,
      },
    })
    const id = added?.id ?? ''
    world.setDnsRecord('acme.com', true)
    expect((await manage(flow).verify(id)).error).toBeUndefined()
    expect(domainOf(flow)?.verified).toBe(true)
    expect((await manage(flow).remove(id)).error).toBeUndefined()
    expect(manage(flow).domains).toEqual([])
  })

  test('domain-not-verified: the message names the record and its value', async () => {
    const { flow, world, id, acme } = await setUpAdded()
    const { name, value } = domainOf(flow)?.dnsRecord ?? {}
    const { error } = await manage(flow).verify(id)
    expect(error?.code).toBe('domain-not-verified')
    for (const part of [name, value]) expect(error?.message).toContain(part)
    const body = { status: 400, message: '', data: null, errors: null }
    world.faults.add({ path: `${acme}/domains/*/verify`, status: 400, body, once: true })
    const told = await manage(flow).verify(id)
    for (const part of [name, value]) expect(told.error?.message).toContain(part)
  })

  test('a record whose name has the domain already is shown as it is', async () => {
    const { flow, world, acme } = await setUpAdded()
    const full = async (answer: Response) =>
      new Response((await answer.text()).replace('"_wc-verification"', '"_wc-verification.acme.com"'), answer)
    world.faults.add({ method: 'GET', path: `${acme}/domains`, rewrite: full })
    await manage(flow).reload()
    expect(domainOf(flow)?.dnsRecord.name).toBe('_wc-verification.acme.com')
  })

  test('domain-taken, domain-rejected, domain-not-found: none of them is added, verified or removed', async () => {
    const { flow } = await setUpAdded()
    expect((await manage(flow).add({ domain: 'acme.com' })).error?.code).toBe('domain-taken')
    expect((await manage(flow).add({ domain: 'acme' })).error?.code).toBe('domain-rejected')
    expect((await manage(flow).verify('1')).error?.code).toBe('domain-not-found')
    expect((await manage(flow).remove('../1')).error?.code).toBe('domain-not-found')
    expect((await manage(flow).add({ domain: ' ' })).error?.code).toBe('invalid-argument')
    expect((await manage(flow).remove('')).error?.code).toBe('invalid-argument')
    expect(manage(flow).domains).toHaveLength(1)
  })

  test('domain-in-use: a connection must go first', async () => {
    const { flow, world, id, acme } = await setUpAdded()
    const body = { status: 400, message: 'An enterprise connection uses the domain', data: null, errors: null }
    world.faults.add({ path: `${acme}/domains/*/delete`, status: 400, body, once: true })
    expect((await manage(flow).remove(id)).error?.code).toBe('domain-in-use')
  })

  test('forbidden: who does not manage the organization does not see them', async () => {
    const { flow, world, memberOf } = await setUp(['linus'])
    const { reason, reload } = at(flow.$state.get(), 'refused')
    expect(reason.code).toBe('forbidden')
    expect(reason.cause.data).toEqual({ missing: ['organization:admin', 'organization:manage'] })
    world.setMembershipRoles(memberOf('linus'), ['Admin'])
    expect(at(await reload(), 'manage').domains).toEqual([])
  })

  test('are gone in the instant another place is active', async () => {
    const { flow, client, world, organization } = await setUpAdded()
    world.changeDeployment({ b2b_settings: { enforce_mfa_per_org_enabled: false } })
    const seen: unknown[] = []
    client.$activeOrganization.listen(() => {
      const { step } = flow.$state.get()
      seen.push(step.kind === 'manage' ? [step.organization.name, step.domains] : step.kind)
    })
    await client.switchOrganization(organization('Globex'))
    await client.switchOrganization()
    expect(seen).toEqual([['Globex', undefined], 'no-organization'])
  })

  test('an error about one place is gone in the instant another one is active', async () => {
    const { flow, client, id } = await setUpAdded()
    expect((await manage(flow).verify(id)).error?.code).toBe('domain-not-verified')
    const seen: unknown[] = []
    client.$activeOrganization.listen(() => seen.push(flow.$state.get().error))
    await client.switchOrganization()
    expect(seen).toEqual([undefined])
  })

  test('context-changed: a change that waits for its turn is not sent in another place', async () => {
    const { flow, client, world, asked, acme, organization, id } = await setUpAdded()
    world.changeDeployment({ b2b_settings: { enforce_mfa_per_org_enabled: false } })
    const slow = world.faults.add({ path: `${acme}/domains/*/verify`, hold: true, once: true })
    const { verify, remove } = manage(flow)
    const verifying = verify(id)
    await slow.held()
    const removing = remove(id)
    const switching = client.switchOrganization(organization('Globex'))
    slow.release()
    await verifying
    await switching
    expect((await removing).error?.code).toBe('context-changed')
    expect(asked().filter((line) => line.endsWith('/delete'))).toEqual([])
  })

  test.each(['', '/*/verify', '/*/delete'])('a lost answer of %s is made good by the list', async (path) => {
    const { flow, world, id, acme } = await setUpAdded()
    world.setDnsRecord('acme.com', true)
    world.faults.add({ method: 'POST', path: `${acme}/domains${path}`, dropResponse: true, once: true })
    const { add, verify, remove } = manage(flow)
    const change = path === '' ? add({ domain: 'acme.dev' }) : path.endsWith('verify') ? verify(id) : remove(id)
    expect((await change).error).toBeUndefined()
  })

  test('a change that never arrived is an error', async () => {
    const { flow, world, id, acme } = await setUpAdded()
    world.faults.add({ path: `${acme}/domains/*/delete`, drop: true, once: true })
    expect((await manage(flow).remove(id)).error?.code).toBe('offline')
    expect(domainOf(flow)).toBeDefined()
  })
})
