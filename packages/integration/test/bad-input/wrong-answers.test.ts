import type { Client } from '@wachter/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { anonymousSession, signedInSession } from '../fixtures/session.js'
import { setUpStage, shown, until } from '../stage.js'
import { inProcessTransport } from '../transports.js'

const envelope = (data: unknown) => ({ status: 200, message: '', data, session: null, errors: null })

/** What stands where a session should, and the place that an error has to name. */
const notASession: readonly { name: string; body: unknown; at?: string }[] = [
  { name: 'nothing', body: '' },
  { name: 'blanks', body: ' \n ' },
  { name: 'a page', body: '<!doctype html><title>Welcome to the airport</title>' },
  { name: 'half an answer', body: '{"status":200,"message":"","data":{"id":"72' },
  { name: 'null', body: null },
  { name: 'text', body: '"ok"' },
  { name: 'a list', body: [] },
  { name: 'an empty object', body: {} },
  { name: 'a session without its envelope', body: anonymousSession },
  { name: 'no data', body: envelope(null) },
  { name: 'a list for data', body: envelope([anonymousSession]) },
  { name: 'a session without an id', body: envelope({ ...anonymousSession, id: undefined }), at: 'id' },
  { name: 'a session with "0" for an id', body: envelope({ ...anonymousSession, id: '0' }), at: 'id' },
  {
    name: 'sign-ins that are none',
    body: envelope({ ...anonymousSession, signins: { length: 1 } }),
    at: 'signins',
  },
  {
    name: 'a sign-in without an id deep inside',
    body: envelope({ ...signedInSession, signins: [signedInSession.active_signin, { user: null }] }),
    at: 'signins.1.id',
  },
  {
    name: 'an organization without an id in the active sign-in',
    body: envelope({
      ...signedInSession,
      active_signin: { id: '1', active_organization_membership: { id: '2', organization: { name: 'Acme' } } },
    }),
    at: 'active_signin.active_organization_membership.organization.id',
  },
]

async function setUp(...people: ('ada' | 'grace')[]) {
  const stage = await setUpStage(inProcessTransport)
  onTestFinished(stage.close)
  return { ...stage, client: await stage.openAs(...people) }
}

/** Refetching fails as an answer that cannot be read, and nothing that was known is lost. */
async function expectUnmoved(client: Client, at: string | undefined): Promise<void> {
  const before = client.$state.get()
  const asking = client.refetch()
  await expect(asking).rejects.toMatchObject({ code: 'invalid-response', retryable: false })
  if (at) await expect(asking).rejects.toThrow(`"${at}"`)
  const { container, status, stale, error } = client.$state.get()
  expect(container).toBe(before.container)
  expect({ status, stale, code: error?.code }).toEqual({ status: before.status, stale: true, code: 'invalid-response' })
}

describe('instead of a session', () => {
  test.each(notASession)('$name leaves somebody signed in where they are', async ({ body, at }) => {
    const { client, world } = await setUp('ada')
    const token = await client.getToken()
    world.faults.add({ path: '/session', body, once: true })
    await expectUnmoved(client, at)
    expect(await client.getToken()).toBe(token)
    await client.refetch()
    expect(client.$state.get()).toMatchObject({ status: 'signed-in', stale: false, error: undefined })
  })

  test.each(notASession)('$name signs nobody in', async ({ body, at }) => {
    const { client, world } = await setUp()
    world.faults.add({ path: '/session', body, once: true })
    await expectUnmoved(client, at)
    expect(shown(client)).toEqual({ status: 'signed-out', accounts: [] })
  })

  test.each(notASession)('$name at the start makes the client unavailable, not signed out', async ({ body }) => {
    const stage = await setUpStage(inProcessTransport)
    onTestFinished(stage.close)
    stage.world.faults.add({ path: '/session', body, once: true })
    const client = await stage.open()
    expect(client.$state.get()).toMatchObject({ status: 'unavailable', error: { code: 'invalid-response' } })
    expect(client.$view.get()).toMatchObject({ loading: false, session: null, error: { code: 'invalid-response' } })
    await client.refetch()
    expect(shown(client)).toEqual({ status: 'signed-out', accounts: [] })
  })
})

describe('instead of a token', () => {
  const notATokens = [
    { name: 'nothing', body: '' },
    { name: 'a page', body: '<html></html>' },
    { name: 'an empty object', body: envelope({}), at: 'token' },
    { name: 'an empty token', body: envelope({ token: '', expires: 1 }), at: 'token' },
    { name: 'null', body: envelope(null) },
    { name: 'text that is no JWT', body: envelope({ token: 'abc', expires: 1_800_000_000_000 }) },
    { name: 'three parts that are no JWT', body: envelope({ token: 'a.b.c', expires: 1_800_000_000_000 }) },
    { name: 'a JWT of a list', body: envelope({ token: `e30.${btoa('[]')}.AAAA`, expires: 1_800_000_000_000 }) },
  ]

  test.each(notATokens)('$name is refused and not kept', async ({ body, at }) => {
    const { client, world } = await setUp('ada')
    const before = client.$state.get()
    world.faults.add({ path: '/session/token', body, once: true })
    const asking = client.getToken()
    await expect(asking).rejects.toMatchObject({ code: 'invalid-response' })
    if (at) await expect(asking).rejects.toThrow(`"${at}"`)
    expect(client.$state.get()).toBe(before)
  })
})

describe('instead of what is loaded beside the session', () => {
  test('memberships of the wrong shape are an error of theirs alone', async () => {
    const { client, world } = await setUp('ada')
    const before = client.$state.get()
    world.faults.add({ path: '/me/organization-memberships', body: envelope([{ id: '1', roles: [] }]), once: true })
    const { data, error } = await until(client.$organizationMemberships, (state) => state.error !== undefined)
    expect(data).toBeUndefined()
    expect(error).toMatchObject({ code: 'invalid-response' })
    expect(error?.message).toContain('"0.organization"')
    expect(client.$state.get()).toBe(before)
  })

  test('a deployment of the wrong shape is an error of its own alone', async () => {
    const { client, world } = await setUp('ada')
    const before = client.$state.get()
    world.faults.add({ path: '/deployment', body: envelope({ social_connections: [] }), once: true })
    const { data, error } = await until(client.$deployment, (state) => state.error !== undefined)
    expect(data).toBeUndefined()
    expect(error).toMatchObject({ code: 'invalid-response' })
    expect(error?.message).toContain('"id"')
    expect(client.$state.get()).toBe(before)
  })

  test('the place that somebody else’s schema refuses is named too', async () => {
    const { client } = await setUp('ada')
    const choosy = { '~standard': { validate: () => ({ issues: [{ path: ['first', { key: 'second' }, 3] }] }) } }
    const asking = client.request({ path: 'me', schema: choosy })
    await expect(asking).rejects.toMatchObject({ code: 'invalid-response' })
    await expect(asking).rejects.toThrow('"first.second.3"')
  })

  test('a schema that throws is an answer that cannot be read', async () => {
    const { client } = await setUp('ada')
    const broken = {
      '~standard': {
        validate: () => {
          throw new Error('broken schema')
        },
      },
    }
    await expect(client.request({ path: 'me', schema: broken })).rejects.toMatchObject({ code: 'invalid-response' })
  })
})

describe('instead of the answer to a change', () => {
  test('a page is no reason to doubt a change that took place', async () => {
    const { client, world, id } = await setUp('ada')
    world.faults.add({ path: '/session/switch-organization', rewrite: () => new Response('<html>'), once: true })
    await client.switchOrganization(id('Acme'))
    expect(shown(client)).toMatchObject({ organization: 'Acme' })
    expect(client.$state.get().error).toBeUndefined()
  })

  test('a page where nothing changed is an error, and the session is what the server says', async () => {
    const { client, world, id } = await setUp('ada')
    const before = client.$session.get()
    world.faults.add({ path: '/session/switch-organization', body: '<html>', once: true })
    await expect(client.switchOrganization(id('Acme'))).rejects.toMatchObject({ code: 'invalid-response' })
    expect(client.$session.get()).toBe(before)
    expect(client.$state.get()).toMatchObject({ pending: undefined, stale: false })
  })
})
