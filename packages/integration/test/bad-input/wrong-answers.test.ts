import { type Client, deploymentOf } from '@wachter/core'
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
  { name: 'JSON of something else', body: { ok: true, data: anonymousSession } },
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
    name: 'an active sign-in without an id',
    body: envelope({ ...signedInSession, active_signin: { user: null } }),
    at: 'active_signin.id',
  },
  {
    name: 'an active sign-in that is a list',
    body: envelope({ ...signedInSession, active_signin: [signedInSession.active_signin] }),
    at: 'active_signin',
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
    expect(client.$view.get()).toMatchObject({ loading: true, session: null, error: { code: 'invalid-response' } })
    await client.refetch()
    expect(shown(client)).toEqual({ status: 'signed-out', accounts: [] })
  })
})

describe('one bad thing in a session', () => {
  type Part = Record<string, unknown>
  interface Answer {
    data: { signins: Part[]; active_signin?: Part; signin_attempts?: unknown }
  }
  const membership = (signIn: Part | undefined) => signIn?.active_organization_membership as Part
  const deep = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`)
  const spoilers: readonly {
    name: string
    spoil: (data: Answer['data']) => void
    organization?: undefined | 'Acme'
  }[] = [
    {
      name: 'no organization in the membership',
      spoil: ({ active_signin }) => void delete membership(active_signin).organization,
    },
    {
      name: 'a role without an id',
      spoil: ({ active_signin }) => void Object.assign(membership(active_signin), { roles: [{ name: 'Admin' }] }),
      organization: 'Acme',
    },
    {
      name: 'an attempt without an id',
      spoil: (data) => void Object.assign(data, { signin_attempts: [{ current_step: 'x' }] }),
      organization: 'Acme',
    },
    { name: 'a sign-in that is null', spoil: ({ signins }) => void signins.push(null as never), organization: 'Acme' },
    {
      name: 'metadata ten thousand levels deep',
      spoil: ({ active_signin }) => void Object.assign(membership(active_signin), { public_metadata: deep(10_000) }),
      organization: 'Acme',
    },
    {
      name: 'names that every object has',
      spoil: ({ active_signin }) =>
        void Object.assign(membership(active_signin), {
          public_metadata: JSON.parse('{"constructor":1,"__proto__":{"toString":2}}'),
        }),
      organization: 'Acme',
    },
  ]

  test.each(spoilers)('$name leaves the rest as it is', async ({ spoil, organization }) => {
    const { client, world, id } = await setUp('ada')
    await client.switchOrganization(id('Acme'))
    world.faults.add({
      path: '/session',
      rewrite: async (response) => {
        const answer = (await response.json()) as Answer
        spoil(answer.data)
        return new Response(printed(answer))
      },
    })
    await client.refetch()
    expect(client.$state.get()).toMatchObject({ status: 'signed-in', stale: false, error: undefined })
    expect(shown(client)).toEqual({ status: 'signed-in', who: 'ada', organization, accounts: ['ada'] })
    expect(await client.getToken()).toMatch(/^ey/)
  })

  /** As JSON; `JSON.stringify` itself gives up on what is nested too deep. */
  function printed(value: unknown): string {
    const text = JSON.stringify(value, (_, part: unknown) => (isDeep(part) ? 'DEEP' : part))
    return text.replaceAll('"DEEP"', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)
  }

  function isDeep(part: unknown): boolean {
    let levels = 0
    for (let inner = part; typeof inner === 'object' && inner !== null && levels < 200; levels++)
      inner = (inner as Part).a
    return levels === 200
  }
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
    world.faults.add({ path: '/me/organization-memberships', body: envelope({ data: [] }), once: true })
    const { data, error } = await until(client.$organizationMemberships, (state) => state.error !== undefined)
    expect(data).toBeUndefined()
    expect(error).toMatchObject({ code: 'invalid-response' })
    expect(client.$state.get()).toBe(before)
  })

  test('a membership without its organization is left out of the list', async () => {
    const { client, world } = await setUp('ada')
    world.faults.add({
      path: '/me/organization-memberships',
      rewrite: async (response) => {
        const answer = (await response.json()) as { data: object[] }
        return Response.json({ ...answer, data: [{ id: '1', roles: [] }, null, ...answer.data] })
      },
    })
    const { data } = await until(client.$organizationMemberships, (state) => state.data !== undefined)
    expect(data?.map(({ organization }) => organization.name)).toContain('Acme')
    expect(data?.some(({ id }) => id === '1')).toBe(false)
  })

  test('a deployment of the wrong shape is an error of its own alone', async () => {
    const { client, world } = await setUp('ada')
    const before = client.$state.get()
    world.faults.add({ path: '/deployment', body: envelope({ social_connections: [] }), once: true })
    const { data, error } = await until(deploymentOf(client), (state) => state.error !== undefined)
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
