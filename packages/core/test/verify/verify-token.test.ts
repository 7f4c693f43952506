import { describe, expect, expectTypeOf, onTestFinished, test, vi } from 'vitest'
import type { SessionError } from '../../src/errors.js'
import { type Json, type VerifiedToken, verifyToken } from '../../src/verify/index.js'
import { codeOf, createSigner, setUpBackend, setUpKeys, sign } from './deployments.js'

/** Only the clock of this machine moves; timers and the network do not wait for it. */
function setClock(atMs: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: atMs })
  onTestFinished(() => void vi.useRealTimers())
}

describe('a token of the deployment', () => {
  test('says who sent it, where they are and what they may do there', async () => {
    const { client, verify, world } = await setUpBackend()
    const verified = await verify(await client.getToken())
    expect(verified).toMatchObject({
      userId: world.user('ada').id,
      sessionId: client.$session.get()?.id,
      organizationId: world.organization('Acme').id,
      workspaceId: undefined,
      metadata: undefined,
    })
    expect(verified.has({ permission: 'invoices:write', organization: world.organization('Acme').id })).toBe(true)
    expect(verified.has({ permission: 'planets:destroy' })).toBe(false)
    expect(verified.expiresAtMs).toBeGreaterThan(Date.now())
  })

  test('of a template has its metadata', async () => {
    const { client, verify } = await setUpBackend()
    const verified = await verify(await client.getToken('billing'))
    expect(verified.metadata).toEqual({ email: 'ada@example.com', plan: expect.any(String) })
    expectTypeOf(verified.metadata).toEqualTypeOf<VerifiedToken['metadata']>()
    expectTypeOf<VerifiedToken['claims'][string]>().toEqualTypeOf<Json>()
  })

  test('is verified without asking again', async () => {
    const { client, verify, keyRequests } = await setUpBackend()
    const token = await client.getToken()
    await Promise.all([verify(token), verify(token)])
    await verify(token)
    expect(keyRequests()).toBe(1)
  })

  test('of an older build is read, too', async () => {
    const signer = await createSigner()
    const readable = await sign(signer, {
      sub: 7,
      sid: undefined,
      session_id: 8,
      organization: 9,
      organization_permissions: ['a', 1],
    })
    expect(await setUpKeys(signer).verify(readable)).toMatchObject({
      userId: '7',
      sessionId: '8',
      organizationId: '9',
      permissions: { organization: ['a'], workspace: [] },
    })
  })

  test.each(['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512'])('may be signed with %s', async (alg) => {
    const signer = await createSigner(alg)
    expect((await setUpKeys(signer).verify(await sign(signer, {}))).userId).toBe('7')
  })

  test('is told by each of several keys, since it names none', async () => {
    const signers = [
      await createSigner('ES256', 'a'),
      await createSigner('ES256', 'b'),
      await createSigner('ES256', 'c'),
    ]
    const { verify } = setUpKeys(...signers)
    for (const signer of signers) expect((await verify(await sign(signer, {}))).userId).toBe('7')
    expect(await codeOf(verify(await sign(await createSigner(), {})))).toBe('token-invalid')
  })
})

describe('it is refused', () => {
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['whose issuer is another deployment', { iss: 'https://frontend.example.org' }],
    ['whose issuer only begins like ours', { iss: 'https://frontend.example.com.evil.example' }],
    ['without an issuer', { iss: undefined }],
    ['without a user', { sub: undefined }],
    ['with an empty user', { sub: '' }],
    ['that never ends', { exp: undefined }],
    ['that is not valid yet', { nbf: Math.floor(Date.now() / 1_000) + 60 }],
    ['that carries a session only', { sub: '7', rotating_token: 'x', sess: '8' }],
  ])('a token %s', async (_, claims) => {
    const signer = await createSigner()
    expect(await codeOf(setUpKeys(signer).verify(await sign(signer, claims)))).toBe('token-invalid')
  })

  test.each(['', 'a.b.c', 'not a token', 'x'.repeat(20_000), 'eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0.'])(
    'what is none: %.20s',
    async (token) => {
      expect(await codeOf(setUpKeys(await createSigner()).verify(token))).toBe('token-invalid')
    },
  )

  test('what is not even text', async () => {
    expect(await codeOf(setUpKeys(await createSigner()).verify(undefined as never))).toBe('token-invalid')
  })

  test('a token signed with the public key as a secret', async () => {
    const signer = await createSigner()
    const secret = new TextEncoder().encode(JSON.stringify(signer.jwk).padEnd(64))
    const token = await sign({ ...signer, alg: 'HS256', privateKey: secret }, {})
    expect(await codeOf(setUpKeys(signer).verify(token))).toBe('token-invalid')
  })

  test('a token with a part of another', async () => {
    const signer = await createSigner()
    const [header, , signature] = (await sign(signer, {})).split('.')
    const [, payload] = (await sign(signer, { sub: '1' })).split('.')
    expect(await codeOf(setUpKeys(signer).verify([header, payload, signature].join('.')))).toBe('token-invalid')
  })

  test('the dev session and the session cookie, which the same key has signed', async () => {
    const { emulator, world, verify } = await setUpBackend()
    const answer = await emulator.fetch(`${emulator.baseUrl}/session?__dev_session__=`)
    expect(await codeOf(verify(answer.headers.get('X-Development-Session') ?? ''))).toBe('token-invalid')
    expect(world.requests.all().length).toBeGreaterThan(0)
  })

  test('a token that has ended, later by as much as clocks may differ', async () => {
    const signer = await createSigner()
    const { verify } = setUpKeys(signer)
    const startMs = 1_800_000_000_000
    setClock(startMs)
    const token = await sign(signer, {})
    setClock(startMs + 39_000)
    expect((await verify(token)).userId).toBe('7')
    expect(await codeOf(verify(token, { clockToleranceMs: 1_000 }))).toBe('token-expired')
    setClock(startMs + 41_000)
    expect(await codeOf(verify(token))).toBe('token-expired')
  })

  test('with no word of it in the error', async () => {
    const signer = await createSigner()
    const token = await sign(signer, { sub: 'ada-lovelace', exp: 1 })
    const error = (await setUpKeys(signer)
      .verify(token)
      .catch((thrown: unknown) => thrown)) as SessionError
    const cause = error.cause as Error
    const said = [error.message, cause.message, JSON.stringify(error), JSON.stringify(cause), ...Object.keys(cause)]
    expect(said.join(' ')).not.toMatch(/lovelace|frontend\.example/)
  })
})

describe('the keys', () => {
  test('are fetched again when a signature does not fit, but not more often than twice a minute', async () => {
    const [before, after] = [await createSigner(), await createSigner()]
    const { verify, requests, rotateTo } = setUpKeys(before)
    const startMs = Date.now()
    setClock(startMs)
    await verify(await sign(before, {}))
    rotateTo(after)
    const token = await sign(after, { exp: Math.floor(startMs / 1_000) + 600 })
    expect(await codeOf(verify(token))).toBe('token-invalid')
    expect(requests()).toBe(1)
    setClock(startMs + 31_000)
    expect((await verify(token)).userId).toBe('7')
    for (let times = 0; times < 20; times++) await codeOf(verify(await sign(before, {})))
    expect(requests()).toBe(2)
  })

  test('are refreshed in the background, and the known ones count while the server is away', async () => {
    const signer = await createSigner()
    const { verify, requests, answerWith } = setUpKeys(signer)
    const startMs = Date.now()
    setClock(startMs)
    await verify(await sign(signer, {}))
    answerWith(() => Promise.reject(new TypeError('Failed to fetch')))
    setClock(startMs + 301_000)
    expect((await verify(await sign(signer, {}))).userId).toBe('7')
    expect(requests()).toBe(2)
    for (let times = 0; times < 20; times++) await verify(await sign(signer, {}))
    expect(requests()).toBe(2)
  })

  test.each<[string, () => Response | Promise<Response>]>([
    ['offline', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['server-error', () => new Response('no', { status: 502 })],
    ['server-error', () => Response.redirect('https://else.example/', 302)],
    ['server-error', () => new Response('<html>')],
    ['invalid-response', () => Response.json({ keys: 'none' })],
    ['token-invalid', () => Response.json({ keys: [] })],
  ])('that cannot be had are %s, and are asked for again by the next call', async (code, answer) => {
    const signer = await createSigner()
    const { verify, answerWith, rotateTo } = setUpKeys(signer)
    answerWith(answer)
    expect(await codeOf(verify(await sign(signer, {})))).toBe(code)
    rotateTo(signer)
    answerWith(() => Response.json({ keys: [signer.jwk] }))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 })
    onTestFinished(() => void vi.useRealTimers())
    expect((await verify(await sign(signer, {}))).userId).toBe('7')
  })

  test('of one deployment say nothing of another, nor those that another fetch has brought', async () => {
    const [ours, theirs] = [await createSigner(), await createSigner()]
    const { verify } = setUpKeys(ours)
    await verify(await sign(ours, {}))
    const token = await sign(theirs, {})
    expect(await codeOf(verify(token))).toBe('token-invalid')
    const fetch = async () => Response.json({ keys: [theirs.jwk] })
    expect((await verify(token, { fetch })).userId).toBe('7')
  })

  test('are kept for the deployments used last', async () => {
    const signer = await createSigner()
    let requests = 0
    const fetch: typeof globalThis.fetch = async () => {
      requests++
      return Response.json({ keys: [signer.jwk] })
    }
    const { createKeyCache } = await import('../../src/verify/index.js')
    const keyCache = createKeyCache({ maxDeployments: 2 })
    const verifyAt = async (host: string) => {
      const baseUrl = `https://${host}`
      await verifyToken(await sign(signer, { iss: baseUrl }), { baseUrl, mode: 'production', fetch, keyCache })
    }
    for (const host of ['a.example', 'b.example', 'a.example', 'c.example', 'a.example']) await verifyAt(host)
    expect(requests).toBe(3)
    await verifyAt('b.example')
    expect(requests).toBe(4)
  })
})

test('a key of another kind is a mistake of the app', async () => {
  await expect(verifyToken('a.b.c', { publishableKey: 'sk_live_secret' })).rejects.toMatchObject({
    code: 'invalid-configuration',
  })
})
