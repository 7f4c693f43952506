import { authenticateRequest, exchangeSessionForAuthToken, getAuthFromToken, verifyAuthToken } from '@wacht/backend'
import { type Client, createClient } from '@wachter/core'
import { type EmulatorServer, startEmulator } from '@wachter/emulator/node'
import { memoryStore } from '@wachter/testing/stores'
import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify } from 'jose'
import { describe, expect, onTestFinished, test } from 'vitest'
import { shown, signIn, until } from './stage.js'
import { freshBrowser } from './surroundings.js'
import { createCookieFetch } from './transports.js'

interface Verified {
  server: EmulatorServer
  client: Client
  id: (name: string) => string
  /** Verifies as any backend with jose would. */
  verify: (token: string) => ReturnType<typeof jwtVerify>
}

async function setUp(): Promise<Verified> {
  const server = await startEmulator({ port: 0 })
  onTestFinished(server.close)
  const client = await openClient(server)
  const { world } = server.emulator
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', server.url))
  return {
    server,
    client,
    id: (name) => (name === 'Engineering' ? world.workspace(name) : world.organization(name)).id,
    verify: (token) => jwtVerify(token, keys, { issuer: server.url, algorithms: ['ES256'] }),
  }
}

async function openClient({ publishableKey }: EmulatorServer, extras: object = {}): Promise<Client> {
  const client = createClient({ publishableKey, ...freshBrowser(), ...extras })
  onTestFinished(client.start())
  await until(client.$state, ({ status }) => status !== 'loading')
  await signIn(client, 'grace')
  return client
}

describe('jose', () => {
  test('verifies the tokens of every context against the published keys', async () => {
    const { server, client, id, verify } = await setUp()
    const sub = server.emulator.world.user('grace').id

    expect((await verify(await client.getToken())).payload).toMatchObject({ iss: server.url, sub, permissions: {} })

    await client.switchWorkspace(id('Engineering'))
    const { payload, protectedHeader } = await verify(await client.getToken())
    expect(protectedHeader).toEqual({ alg: 'ES256' })
    expect(payload).toMatchObject({ sub, organization: id('Acme'), workspace: id('Engineering') })
    expect((await verify(await client.getToken('billing'))).payload.metadata).toEqual({
      email: 'grace@example.com',
      plan: 'pro',
    })
  })

  test('finds no key of another deployment that fits', async () => {
    const { verify } = await setUp()
    const other = await setUp()
    await expect(verify(await other.client.getToken())).rejects.toBeInstanceOf(errors.JWSSignatureVerificationFailed)
  })

  test('sees a token that was tampered with', async () => {
    const { client, verify } = await setUp()
    const [header, claims = '', signature] = (await client.getToken()).split('.')
    const forged = btoa(atob(claims).replace(/"sub":"\d+"/, '"sub":"1"')).replace(/=+$/, '')
    await expect(verify([header, forged, signature].join('.'))).rejects.toBeInstanceOf(
      errors.JWSSignatureVerificationFailed,
    )
  })

  test('sees a token that is over', async () => {
    const { server, verify } = await setUp()
    server.emulator.world.clock.advance(-36_000)
    const late = await openClient(server)
    await expect(verify(await late.getToken())).rejects.toBeInstanceOf(errors.JWTExpired)
  })

  test('does not take the transport token for an auth token of somebody', async () => {
    const { server, verify } = await setUp()
    const storage = memoryStore()
    await openClient(server, { storage })
    const { payload } = await verify(devSessionIn(storage, server))
    expect(payload.sub).toBeUndefined()
  })
})

describe('Wacht’s own backend package', () => {
  test('verifies a token by the publishable key alone', async () => {
    const { server, client, id } = await setUp()
    await client.switchWorkspace(id('Engineering'))
    const auth = await getAuthFromToken(await client.getToken(), { publishableKey: server.publishableKey })
    expect(auth).toMatchObject({
      userId: server.emulator.world.user('grace').id,
      sessionId: client.$session.get()?.id,
      organizationId: id('Acme'),
      workspaceId: id('Engineering'),
    })
    expect(auth.organizationPermissions.toSorted()).toEqual(['invoices:read', 'invoices:write', 'organization:member'])
    expect(auth.workspacePermissions.toSorted()).toEqual(['reports:read', 'workspace:member'])
  })

  test('answers what the account may do here, and no longer once it has left', async () => {
    const { server, client, id } = await setUp()
    const { publishableKey } = server
    await client.switchOrganization(id('Acme'))
    const inside = await getAuthFromToken(await client.getToken(), { publishableKey })
    expect(inside.has({ permission: 'invoices:write' })).toBe(true)
    expect(inside.has({ permission: 'organization:admin' })).toBe(false)
    await expect(inside.protect({ organizationId: id('Acme') })).resolves.toBeUndefined()
    await expect(inside.protect({ organizationId: id('Globex') })).rejects.toMatchObject({ status: 403 })

    await client.switchOrganization()
    const outside = await getAuthFromToken(await client.getToken(), { publishableKey })
    expect(outside).toMatchObject({ organizationId: null, workspaceId: null })
    expect(outside.has({ permission: 'invoices:write' })).toBe(false)
    expect(outside.has({})).toBe(true)
  })

  test('authenticates a request that carries a token as its bearer', async () => {
    const { server, client } = await setUp()
    const { publishableKey } = server
    const headers = { Authorization: `Bearer ${await client.getToken()}` }
    const { auth } = await authenticateRequest(new Request('https://api.example.com/me', { headers }), {
      publishableKey,
    })
    expect(auth.userId).toBe(client.$user.get()?.id)
    const stranger = await authenticateRequest(new Request('https://api.example.com/me'), { publishableKey })
    await expect(stranger.auth.protect()).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('reads the metadata of a template', async () => {
    const { server, client } = await setUp()
    const payload = await verifyAuthToken(await client.getToken('billing'), { publishableKey: server.publishableKey })
    expect(payload?.metadata).toMatchObject({ email: 'grace@example.com' })
  })

  test('rejects a token of another deployment and one of another issuer', async () => {
    const { server, client } = await setUp()
    const other = await setUp()
    const { publishableKey } = server
    expect(await verifyAuthToken(await other.client.getToken(), { publishableKey })).toBeNull()
    const requiredIssuer = 'https://frontend.example.com'
    expect(await verifyAuthToken(await client.getToken(), { publishableKey, requiredIssuer })).toBeNull()
  })

  test('rejects a token that is over', async () => {
    const { server } = await setUp()
    server.emulator.world.clock.advance(-36_000)
    const late = await openClient(server)
    expect(await verifyAuthToken(await late.getToken(), { publishableKey: server.publishableKey })).toBeNull()
  })

  test('exchanges the dev session that our client has stored for a token', async () => {
    const { server, verify } = await setUp()
    const storage = memoryStore()
    const client = await openClient(server, { storage })
    const answer = await exchangeSessionForAuthToken(
      devSessionIn(storage, server),
      { publishableKey: server.publishableKey },
      true,
    )
    expect((await verify(answer.authToken ?? '')).payload.sub).toBe(client.$user.get()?.id)
    expect(answer.authTokenExpiresAt).toBeGreaterThan(Date.now())
    expect(decodeProtectedHeader(answer.nextDevSession ?? '').alg).toBe('ES256')
  })

  test('exchanges the session cookie of production for a token', async () => {
    const server = await startEmulator({ port: 0, mode: 'production' })
    onTestFinished(server.close)
    const { fetch, cookie } = createSpiedCookieFetch()
    const client = await openClient(server, { fetch })
    const { authToken, upstreamSessionSetCookie } = await exchangeSessionForAuthToken(cookie(), {
      publishableKey: server.publishableKey,
    })
    const auth = await getAuthFromToken(authToken, { publishableKey: server.publishableKey })
    expect(auth.userId).toBe(client.$user.get()?.id)
    expect(upstreamSessionSetCookie).toMatch(/^__session=.*HttpOnly.*Secure/)
    expect(shown(client)).toMatchObject({ who: 'grace' })
  })
})

/** Where Wacht's own SDKs look for it (PROTOCOL.md §1.5). */
function devSessionIn(storage: { get(key: string): string | undefined }, { url }: EmulatorServer): string {
  const scope = new URL(url).host.replace(/[^a-z0-9]+/g, '_')
  return storage.get(`__dev_session___${scope}`) ?? ''
}

function createSpiedCookieFetch() {
  const withCookies = createCookieFetch()
  let session = ''
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await withCookies(input, init)
    session = /^__session=([^;]*)/.exec(response.headers.getSetCookie()[0] ?? '')?.[1] ?? session
    return response
  }
  return { fetch, cookie: () => session }
}
