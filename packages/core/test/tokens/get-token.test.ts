import { decodeJwt } from 'jose/jwt/decode'
import { describe, expect, test } from 'vitest'
import { anything, codeOf, follow, pass, setUp, setUpSignedIn, sleep } from '../set-up.js'

const mint = 'GET /session/token'

describe('a token', () => {
  test('is minted once and held while it is fresh', async () => {
    const { openAs, asked } = setUp()
    const { client } = await openAs(['ada'])
    const token = await client.getToken()
    await pass(19_999)
    expect(await client.getToken()).toBe(token)
    expect(asked(mint)).toHaveLength(1)
  })

  test('in the last third of its life is served, and renewed behind the scenes', async () => {
    const { openAs, asked } = setUp()
    const { client } = await openAs(['ada'])
    const token = await client.getToken()
    await pass(20_000)
    expect(await client.getToken()).toBe(token)
    await pass()
    expect(asked(mint)).toHaveLength(2)
    expect(await client.getToken()).not.toBe(token)
    expect(asked(mint)).toHaveLength(2)
  })

  test('is not renewed for nobody', async () => {
    const { openAs, asked } = setUp()
    const { client, page } = await openAs(['ada'])
    const token = await client.getToken()
    page.hide()
    await pass(24_999)
    expect(await client.getToken()).toBe(token)
    await pass()
    expect(asked(mint)).toHaveLength(1)
  })

  test('is not handed out in its last five seconds', async () => {
    const { openAs } = setUp()
    const { client, page } = await openAs(['ada'])
    page.hide()
    const token = await client.getToken()
    await pass(25_000)
    expect(await client.getToken()).not.toBe(token)
  })

  test('is not handed out after the machine slept', async () => {
    const { openAs } = setUp()
    const { client } = await openAs(['ada'])
    const token = await client.getToken()
    sleep(30_000)
    expect(await client.getToken()).not.toBe(token)
  })

  test('that a slow server brought ages from the start of its request', async () => {
    const { openAs, world } = setUp()
    const { client, page } = await openAs(['ada'])
    page.hide()
    world.faults.add({ path: '/session/token', latencyMs: 8_000, once: true })
    const first = follow(client.getToken())
    await pass(8_000)
    await pass(16_999)
    expect(await client.getToken()).toBe(first.value)
    await pass(1)
    expect(await client.getToken()).not.toBe(first.value)
  })

  test('that arrives too old to keep is usable once', async () => {
    const { openAs, world, asked } = setUp()
    const { client } = await openAs(['ada'])
    world.faults.add({ path: '/session/token', latencyMs: 6_000 })
    const first = follow(client.getToken('short'))
    await pass(6_000)
    expect(first.value).toBeTypeOf('string')
    const second = follow(client.getToken('short'))
    await pass(6_000)
    expect(second.value).toBeTypeOf('string')
    expect(asked(mint)).toHaveLength(2)
  })

  test.each([-3_600_000, 3_600_000])('is fresh by a clock that is %i ms off the server’s', async (skewMs) => {
    const { openAs, asked } = setUp({ clock: { now: () => Date.now() + skewMs } })
    const { client, page } = await openAs(['ada'])
    page.hide()
    const token = await client.getToken()
    await pass(24_999)
    expect(await client.getToken()).toBe(token)
    await pass(1)
    expect(await client.getToken()).not.toBe(token)
    expect(asked(mint)).toHaveLength(2)
  })
})

describe('calls', () => {
  test('made while one is minted share it', async () => {
    const { openAs, asked } = setUp()
    const { client } = await openAs(['ada'])
    const tokens = await Promise.all(Array.from({ length: 50 }, () => client.getToken()))
    expect(new Set(tokens).size).toBe(1)
    expect(asked(mint)).toHaveLength(1)
  })

  test('for other templates do not share it', async () => {
    const { openAs, asked } = setUp()
    const { client } = await openAs(['ada'])
    const [plain, billing] = await Promise.all([client.getToken(), client.getToken('billing')])
    expect(decodeJwt(billing).metadata).toMatchObject({ email: 'ada@example.com' })
    expect(decodeJwt(plain).metadata).toBeUndefined()
    expect(asked(mint)).toHaveLength(2)
  })

  test('for the default template by name are calls without one', async () => {
    const { openAs, asked } = setUp()
    const { client } = await openAs(['ada'])
    const token = await client.getToken()
    expect(await client.getToken('default')).toBe(token)
    expect(await client.getToken({ template: '' })).toBe(token)
    expect(await client.getToken({ template: undefined })).toBe(token)
    expect(asked(mint)).toHaveLength(1)
  })

  test('that demand a new token share the one that is being minted, and replace the old', async () => {
    const { openAs, asked } = setUp()
    const { client } = await openAs(['ada'])
    const old = await client.getToken()
    await pass(1_000)
    const [a, b] = await Promise.all([client.getToken({ forceRefresh: true }), client.getToken({ forceRefresh: true })])
    expect(a).toBe(b)
    expect(a).not.toBe(old)
    expect(await client.getToken()).toBe(a)
    expect(asked(mint)).toHaveLength(2)
  })

  test('after all tokens were invalidated mint anew', async () => {
    const { openAs, asked } = setUp()
    const { client } = await openAs(['ada'])
    await client.getToken()
    client.invalidateTokens()
    await client.getToken()
    expect(asked(mint)).toHaveLength(2)
  })

  test('do not get what was being minted when all tokens were invalidated', async () => {
    const { openAs, world } = setUp()
    const { client } = await openAs(['ada'])
    const fault = world.faults.add({ path: '/session/token', hold: true, once: true })
    const before = follow(client.getToken())
    await pass()
    client.invalidateTokens()
    await pass(1_000)
    const after = await client.getToken()
    fault.release()
    await pass()
    expect(before.settled).toBe(true)
    expect(await client.getToken()).toBe(after)
  })
})

describe('a caller', () => {
  test('who gives up is answered at once; the mint goes on for the others', async () => {
    const { openAs, world, asked } = setUp()
    const { client } = await openAs(['ada'])
    const fault = world.faults.add({ path: '/session/token', hold: true, once: true })
    const controller = new AbortController()
    const impatient = follow(client.getToken({ signal: controller.signal }))
    const patient = follow(client.getToken())
    await pass()
    controller.abort()
    await pass()
    expect(impatient.code).toBe('aborted')
    expect(patient.settled).toBe(false)
    fault.release()
    await pass()
    expect(patient.value).toBeTypeOf('string')
    expect(asked(mint)).toHaveLength(1)
  })

  test('who had given up before is not served, not even from memory', async () => {
    const { openAs } = setUp()
    const { client } = await openAs(['ada'])
    await client.getToken()
    expect(await codeOf(client.getToken({ signal: AbortSignal.abort() }))).toBe('aborted')
  })

  test('is answered within three times the time of a request', async () => {
    const { openAs, world } = setUp()
    const { client } = await openAs(['ada'], { timeoutMs: 1_000 })
    world.faults.add({ latencyMs: 900 })
    const request = { method: 'post', path: 'session/switch-organization', schema: anything } as const
    for (let times = 0; times < 4; times++) void client.mutate(request).catch(() => undefined)
    const token = follow(client.getToken())
    await pass(2_999)
    expect(token.settled).toBe(false)
    await pass(1)
    expect(token.code).toBe('timed-out')
  })

  test('where nobody is signed in is told so without a mint', async () => {
    const { open, asked } = setUp()
    const { client } = await open()
    expect(await codeOf(client.getToken())).toBe('signed-out')
    expect(asked(mint)).toEqual([])
  })

  test('of a client that knows nothing yet makes it ask', async () => {
    const { openAs, tab } = setUp()
    await openAs(['ada'])
    const { client } = tab()
    expect(decodeJwt(await client.getToken()).sub).toBe(client.$user.get()?.id)
  })

  test('while the server is unavailable and a sign-in runs gets the token of who signs in', async () => {
    const { tab, world } = setUp()
    const { client, signIn, idOf } = tab()
    world.faults.add({ path: '/session', status: 500, once: true })
    expect(await codeOf(client.refetch())).toBe('server-error')
    await pass(2_000)
    const fault = world.faults.add({ path: '/auth/signin', hold: true, once: true })
    const signingIn = follow(signIn('ada'))
    await pass()
    const token = follow(client.getToken())
    await pass()
    expect(token.settled).toBe(false)
    fault.release()
    await pass()
    expect(signingIn).toMatchObject({ settled: true, code: undefined })
    expect(idOf('ada')).toBeDefined()
    expect(decodeJwt(token.value ?? '').sub).toBe(client.$user.get()?.id)
  })

  test('behind eight changes in a row waits for all of them', async () => {
    const { openAs } = setUp()
    const { client } = await openAs(['ada'])
    const request = { method: 'post', path: 'session/switch-organization', schema: anything } as const
    const changes = Array.from({ length: 8 }, () => follow(client.mutate(request)))
    const token = follow(client.getToken())
    await pass()
    expect(changes.map(({ settled, code }) => [settled, code])).toEqual(Array(8).fill([true, undefined]))
    expect(token).toMatchObject({ settled: true, code: undefined })
  })
})

describe('when the context changes', () => {
  test('a held token is not handed out any more', async () => {
    const { openAs, organization } = setUp()
    const { client } = await openAs(['ada'])
    await client.getToken()
    await client.switchOrganization(organization('Acme'))
    expect(decodeJwt(await client.getToken()).organization).toBe(organization('Acme'))
    await client.switchOrganization()
    expect(decodeJwt(await client.getToken()).organization).toBeUndefined()
  })

  test('while a token is minted, the caller gets one of the new context', async () => {
    const { openAs, world, organization } = setUp()
    const { client } = await openAs(['ada'])
    const fault = world.faults.add({ path: '/session/token', hold: true, once: true })
    const token = follow(client.getToken())
    await pass()
    const switching = client.switchOrganization(organization('Acme'))
    fault.release()
    await switching
    await pass()
    expect(decodeJwt(token.value ?? '').organization).toBe(organization('Acme'))
  })

  test('back to where it was, a token minted in between is not of the present', async () => {
    const { client, idOf } = await setUpSignedIn(['ada', 'grace'])
    const [ada, grace] = [idOf('ada'), idOf('grace')]
    const token = follow(client.getToken())
    await Promise.all([codeOf(client.switchSignIn(ada)), codeOf(client.switchSignIn(grace))])
    await pass()
    expect(decodeJwt(token.value ?? '').sub).toBe(client.$user.get()?.id)
    expect(client.$user.get()?.username).toBe('grace')
  })

  test('because somebody signs out, a waiting caller is told so', async () => {
    const { openAs, world } = setUp()
    const { client } = await openAs(['ada'])
    const fault = world.faults.add({ path: '/session/token', hold: true, once: true })
    const token = follow(client.getToken())
    await pass()
    const signingOut = client.signOut()
    fault.release()
    await signingOut
    await pass()
    expect(token.code).toBe('signed-out')
  })

  test('during a switch, callers wait for its end', async () => {
    const { openAs, world, organization, asked } = setUp()
    const { client } = await openAs(['ada'])
    await client.getToken()
    const fault = world.faults.add({ path: '/session/switch-organization', hold: true, once: true })
    const switching = client.switchOrganization(organization('Acme'))
    const token = follow(client.getToken())
    await pass(1_000)
    expect(token.settled).toBe(false)
    fault.release()
    await switching
    await pass()
    expect(decodeJwt(token.value ?? '').organization).toBe(organization('Acme'))
    expect(asked(mint)).toHaveLength(2)
  })
})

describe('when the server contradicts the session', () => {
  test('because another device switched, the session is asked for and the token is of the new context', async () => {
    const { openAs, open, organization, asked, world } = setUp()
    const { client, shown } = await openAs(['ada'], { openChannel: () => undefined })
    const other = await open({ openChannel: () => undefined })
    await other.client.switchOrganization(organization('Acme'))
    world.requests.clear()
    expect(decodeJwt(await client.getToken()).organization).toBe(organization('Acme'))
    expect(shown().organization).toBe('Acme')
    expect(asked()).toEqual([mint, 'GET /session', mint])
  })

  test('because the sign-in was revoked, the session ends', async () => {
    const { openAs, world } = setUp()
    const { client, idOf } = await openAs(['ada'])
    const reasons: string[] = []
    client.on('signed-out', ({ reason }) => reasons.push(reason))
    world.revokeSignIn(idOf('ada'))
    expect(await codeOf(client.getToken())).toBe('signed-out')
    expect(client.$session.get()).toBeNull()
    expect(reasons).toEqual(['revoked'])
  })

  test('still after the session was asked, the caller is told after two mints', async () => {
    const { openAs, world, asked, organization } = setUp()
    const { client } = await openAs(['ada'])
    const { client: other } = await openAs([], { openChannel: () => undefined })
    await other.switchOrganization(organization('Acme'))
    const body = { status: 200, data: { token: await other.getToken(), expires: Date.now() + 30_000 }, errors: null }
    await other.switchOrganization()
    await client.refetch()
    world.faults.add({ path: '/session/token', body })
    world.requests.clear()
    expect(await codeOf(client.getToken())).toBe('context-mismatch')
    expect(asked(mint)).toHaveLength(2)
  })
})

describe('a mint that fails', () => {
  test('is not kept: the next call asks anew', async () => {
    const { openAs, world } = setUp()
    const { client } = await openAs(['ada'])
    world.faults.add({ path: '/session/token', status: 500, once: true })
    expect(await codeOf(client.getToken())).toBe('server-error')
    await pass(2_000)
    expect(await codeOf(client.getToken())).toBeUndefined()
  })

  test.each([
    [{ status: 429 }, 'rate-limited'],
    [{ status: 500 }, 'server-error'],
    [{ status: 403 }, 'forbidden'],
    [{ drop: true }, 'offline'],
    [{ body: '<html>' }, 'invalid-response'],
    [{ body: { data: { token: 'no jwt', expires: 1 } } }, 'invalid-response'],
    [{ body: { data: {} } }, 'invalid-response'],
  ])('by %j says %s and signs nobody out', async (rule, code) => {
    const { client, world, shown } = await setUpSignedIn()
    world.faults.add({ path: '/session/token', ...rule })
    const token = follow(client.getToken())
    await pass(2_000)
    expect(token.code).toBe(code)
    expect(shown().status).toBe('signed-in')
    expect(client.$session.get()).not.toBeNull()
  })

  test('for a template that does not exist says so', async () => {
    const { openAs } = setUp()
    const { client } = await openAs(['ada'])
    expect(await codeOf(client.getToken('nonsense'))).toBe('template-not-found')
    expect(await codeOf(client.getToken())).toBeUndefined()
  })

  test('while a held token is renewed early hurts nobody', async () => {
    const { openAs, world } = setUp()
    const { client } = await openAs(['ada'])
    const token = await client.getToken()
    world.faults.add({ path: '/session/token', status: 500 })
    await pass(20_000)
    expect(await client.getToken()).toBe(token)
    await pass(1_000)
    expect(await client.getToken()).toBe(token)
  })
})
