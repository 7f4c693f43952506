import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator, seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { createBackend } from '../server/backend.ts'

const pageOrigin = 'http://localhost:4748'

function setUp() {
  const emulator = createEmulator()
  const backend = createBackend({
    issuer: emulator.baseUrl,
    pageOrigin: () => pageOrigin,
    fetch: emulator.fetch,
    now: () => new Date(emulator.world.clock.now()),
  })
  const client = createClient({ publishableKey: emulator.publishableKey, fetch: emulator.fetch })
  const signIn = (email: string) => signInWithPassword(client, { email, password: seedPassword })
  const ask = async (path: string, authorization?: string, init: RequestInit = {}) => {
    const headers = { Origin: pageOrigin, ...(authorization && { Authorization: authorization }) }
    const response = await backend.request(path, { headers, ...init })
    return { status: response.status, headers: response.headers, body: await response.json().catch(() => undefined) }
  }
  const askAs = async (path: string) => ask(path, `Bearer ${await client.getToken()}`)
  return { emulator, world: emulator.world, backend, client, signIn, ask, askAs }
}

describe('a caller that cannot say who it is', () => {
  test('is told to send a token when there is none', async () => {
    const { ask } = setUp()
    for (const authorization of [undefined, 'Bearer', 'Basic YWRhOmFkYQ==']) {
      const { status, body, headers } = await ask('/whoami', authorization)
      expect({ status, reason: body.reason }).toEqual({ status: 401, reason: 'token-missing' })
      expect(headers.get('WWW-Authenticate')).toBe('Bearer')
    }
  })

  test('is refused for garbage', async () => {
    const { ask } = setUp()
    for (const token of ['garbage', 'a.b.c', `${btoa('{"alg":"none"}')}.${btoa('{"sub":"1"}')}.`]) {
      const { status, body } = await ask('/whoami', `Bearer ${token}`)
      expect({ status, reason: body.reason }).toEqual({ status: 401, reason: 'token-invalid' })
    }
  })

  test('is refused for a token of another deployment', async () => {
    const stranger = setUp()
    await stranger.signIn('ada@example.com')
    const { ask } = setUp()
    const { status, body } = await ask('/whoami', `Bearer ${await stranger.client.getToken()}`)
    expect({ status, reason: body.reason }).toEqual({ status: 401, reason: 'token-invalid' })
  })

  test('is refused for claims that were changed', async () => {
    const { ask, signIn, client } = setUp()
    await signIn('ada@example.com')
    const [header, payload = '', signature] = (await client.getToken()).split('.')
    const claims = { ...JSON.parse(atob(payload)), permissions: { organization: ['invoices:read'] } }
    const forged = [header, btoa(JSON.stringify(claims)).replace(/=+$/, ''), signature].join('.')
    expect(await ask('/invoices', `Bearer ${forged}`)).toMatchObject({ status: 401, body: { reason: 'token-invalid' } })
  })

  test('is refused once the token has expired', async () => {
    const { ask, signIn, client, world } = setUp()
    await signIn('ada@example.com')
    const bearer = `Bearer ${await client.getToken()}`
    expect(await ask('/whoami', bearer)).toMatchObject({ status: 200 })
    world.clock.advance(36_000)
    expect(await ask('/whoami', bearer)).toMatchObject({ status: 401, body: { reason: 'token-expired' } })
  })
})

describe('a caller with a token', () => {
  test('is told who they are and what they may do', async () => {
    const { signIn, askAs, world, client } = setUp()
    await signIn('ada@example.com')
    const engineering = world.workspace('Engineering').id
    await client.switchWorkspace(engineering)
    const { status, body } = await askAs('/whoami')
    expect(status).toBe(200)
    expect(body).toEqual({
      userId: world.user('ada').id,
      sessionId: client.$state.get().container?.id,
      organizationId: world.organization('Acme').id,
      workspaceId: engineering,
      permissions: {
        organization: expect.arrayContaining(['organization:admin', 'invoices:read', 'invoices:write']),
        workspace: ['workspace:admin'],
      },
      expiresAt: expect.any(Number),
    })
  })

  test('is in no organization and has no permissions in a personal account', async () => {
    const { signIn, askAs } = setUp()
    await signIn('linus@example.com')
    expect((await askAs('/whoami')).body).toMatchObject({
      organizationId: null,
      workspaceId: null,
      permissions: { organization: [], workspace: [] },
    })
  })

  test('reads invoices with the permission, and is told which one is missing without', async () => {
    const { signIn, askAs, world, client } = setUp()
    await signIn('grace@example.com')
    expect(await askAs('/invoices')).toMatchObject({ status: 403, body: { missing: ['invoices:read'] } })
    await client.switchOrganization(world.organization('Acme').id)
    expect(await askAs('/invoices')).toMatchObject({
      status: 200,
      body: { organizationId: world.organization('Acme').id },
    })
  })
})

test('keys that cannot be fetched are not the fault of the token', async () => {
  const { signIn, client, ask, world } = setUp()
  await signIn('ada@example.com')
  const bearer = `Bearer ${await client.getToken()}`
  world.faults.add({ path: '/.well-known/jwks.json', drop: true, once: true })
  expect(await ask('/whoami', bearer)).toMatchObject({ status: 503 })
  world.faults.add({ path: '/.well-known/jwks.json', status: 500, once: true })
  expect(await ask('/whoami', bearer)).toMatchObject({ status: 503 })
  expect(await ask('/whoami', bearer)).toMatchObject({ status: 200 })
})

test("only the page's own origin may ask from a browser", async () => {
  const { ask } = setUp()
  const preflight = async (origin: string) => {
    const headers = { Origin: origin, 'Access-Control-Request-Method': 'GET' }
    return (await ask('/whoami', undefined, { method: 'OPTIONS', headers })).headers
  }
  expect((await preflight(pageOrigin)).get('Access-Control-Allow-Origin')).toBe(pageOrigin)
  expect((await preflight(pageOrigin)).get('Access-Control-Allow-Headers')).toBe('Authorization')
  expect((await preflight('http://localhost:1')).get('Access-Control-Allow-Origin')).toBeNull()
  expect((await ask('/whoami')).headers.get('Access-Control-Allow-Origin')).toBe(pageOrigin)
})
