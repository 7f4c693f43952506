import { decodeJwt } from 'jose/jwt/decode'
import { describe, expect, test } from 'vitest'
import { codeOf, follow, memoryStore, pass, setUp, sleep } from '../set-up.js'

/** Two tabs of one browser, in both of which Ada is signed in. */
async function setUpTwoTabs() {
  const stage = setUp()
  const a = await stage.openAs(['ada'])
  const b = await stage.open()
  await pass(10)
  const { container } = a.client.$state.get()
  const sender = { from: 'stranger', sessionId: container?.id, version: 1, stamp: Date.now() }
  return { ...stage, a, b, sender }
}

describe('a change', () => {
  test('shows in every tab without another request', async () => {
    const { a, b, organization, world, asked } = await setUpTwoTabs()
    world.requests.clear()
    await a.client.switchOrganization(organization('Acme'))
    await pass()
    expect(b.shown().organization).toBe('Acme')
    expect(asked()).toEqual(['POST /session/switch-organization', 'GET /session'])
  })

  test('is announced before the server is asked; other tabs hold their tokens back until it is told', async () => {
    const { a, b, organization, world } = await setUpTwoTabs()
    await b.client.getToken()
    const fault = world.faults.add({ path: '/session/switch-organization', hold: true, once: true })
    const switching = a.client.switchOrganization(organization('Acme'))
    await pass()
    const token = follow(b.client.getToken())
    await pass(1_000)
    expect(token.settled).toBe(false)
    fault.release()
    await switching
    await pass()
    expect(decodeJwt(token.value ?? '').organization).toBe(organization('Acme'))
  })

  test('that is refused lets the tokens of other tabs go as they were', async () => {
    const { a, b, world, asked } = await setUpTwoTabs()
    const token = await b.client.getToken()
    const fault = world.faults.add({ path: '/session/switch-organization', hold: true, once: true })
    const switching = codeOf(a.client.switchOrganization('1'))
    await pass()
    const waiting = follow(b.client.getToken())
    await pass()
    expect(waiting.settled).toBe(false)
    world.requests.clear()
    fault.release()
    expect(await switching).toBe('organization-not-found')
    await pass()
    expect(waiting.value).toBe(token)
    expect(asked()).toEqual([])
  })

  test('that is never told of holds tokens for five seconds at most, and then the server decides', async () => {
    const { a, b, organization, world } = await setUpTwoTabs()
    await b.client.getToken()
    world.faults.add({ path: '/session/switch-organization', hold: true, once: true })
    void a.client.switchOrganization(organization('Acme')).catch(() => undefined)
    await pass()
    a.client.stop()
    const token = follow(b.client.getToken())
    await pass(4_999)
    expect(token.settled).toBe(false)
    await pass(1)
    expect(decodeJwt(token.value ?? '').organization).toBe(organization('Acme'))
  })

  test.each([
    { of: 'newer', laterMs: 1, asked: 0 },
    { of: 'older', laterMs: -60_000, asked: 2 },
  ])('told with a session $of than ours makes $asked tabs ask the server', async ({ laterMs, ...expected }) => {
    const { channels, sender, world, asked, a } = await setUpTwoTabs()
    world.requests.clear()
    channels.say({ ...sender, type: 'mutation-started', kind: 'switch' })
    const raw = { id: sender.sessionId }
    channels.say({ ...sender, type: 'mutation-committed', raw, stamp: Date.now() + laterMs })
    await pass()
    expect(asked('GET /session')).toHaveLength(expected.asked)
    expect(a.shown().status).toBe(laterMs > 0 ? 'signed-out' : 'signed-in')
  })

  test('whose outcome nobody knows is asked for by every tab', async () => {
    const { a, b, organization, world } = await setUpTwoTabs()
    world.faults.add({ path: '/session/switch-organization', dropResponse: true, once: true })
    const fault = world.faults.add({ method: 'GET', path: '/session', status: 500, once: true })
    expect(await codeOf(a.client.switchOrganization(organization('Acme')))).toBe('unconfirmed')
    await pass(10)
    expect(fault.hits()).toBe(1)
    expect(b.shown().organization).toBe('Acme')
  })

  test('elsewhere during a refused change here makes old tokens void', async () => {
    const { a, b, organization, world } = await setUpTwoTabs()
    const old = await a.client.getToken()
    const fault = world.faults.add({ path: '/auth/signin', hold: true, once: true })
    const signingIn = codeOf(a.signIn('ada', 'wrong'))
    await pass(10)
    await b.client.switchOrganization(organization('Acme'))
    await pass(10)
    fault.release()
    expect(await signingIn).toBe('invalid-credentials')
    const token = await a.client.getToken()
    expect(token).not.toBe(old)
    expect(decodeJwt(token).organization).toBe(organization('Acme'))
    expect(a.shown().organization).toBe('Acme')
  })
})

describe('a sign-out', () => {
  test('is seen in every tab at once, before the server was told', async () => {
    const { a, b, world } = await setUpTwoTabs()
    const reasons: string[] = []
    b.client.on('signed-out', ({ reason }) => reasons.push(reason))
    world.faults.add({ path: '/session/sign-out', hold: true })
    void a.client.signOut().catch(() => undefined)
    expect(b.client.$session.get()).toBeNull()
    expect(b.client.$state.get().pending).toBeUndefined()
    expect(reasons).toEqual(['elsewhere'])
  })

  test('told late does not end a sign-in that came after it', async () => {
    const { b, sender, channels } = await setUpTwoTabs()
    channels.say({ ...sender, type: 'signed-out', signInId: undefined, stamp: 1 })
    await pass()
    expect(b.shown().status).toBe('signed-in')
  })
})

describe('an answer', () => {
  test('one tab asked for serves all', async () => {
    const { a, b, world, asked } = await setUpTwoTabs()
    world.revokeSignIn(a.idOf('ada'))
    world.requests.clear()
    await a.client.refetch()
    await pass()
    expect(b.shown().status).toBe('signed-out')
    expect(asked()).toEqual(['GET /session'])
  })

  test('older than what is known is not taken', async () => {
    const { b, sender, channels } = await setUpTwoTabs()
    channels.say({ ...sender, type: 'snapshot-received', raw: { id: sender.sessionId }, stamp: 1 })
    expect(b.shown().status).toBe('signed-in')
    channels.say({ ...sender, type: 'snapshot-received', raw: { id: sender.sessionId }, stamp: Date.now() + 1 })
    expect(b.shown().status).toBe('signed-out')
  })

  test('is told without the dev session', async () => {
    const { a, channels, storage } = await setUpTwoTabs()
    await a.client.refetch()
    const devSession = [...storage.entries].find(([name]) => name.startsWith('__dev_session___'))?.[1]
    expect(devSession).toBeTypeOf('string')
    expect(JSON.stringify(channels.said)).not.toContain(devSession)
  })
})

describe('a rest the server imposed', () => {
  test('holds in every tab', async () => {
    const { a, b, world } = await setUpTwoTabs()
    const fault = world.faults.add({ path: '/session/token', status: 429 })
    expect(await codeOf(a.client.getToken())).toBe('rate-limited')
    // It had waited for the token of the other tab.
    const token = follow(b.client.getToken())
    await pass(1_500)
    expect(token.code).toBe('rate-limited')
    expect(fault.hits()).toBe(1)
  })
})

describe('a message', () => {
  test('of another browser session is asked about once, then left alone', async () => {
    const { sender, channels, world, asked, b } = await setUpTwoTabs()
    world.requests.clear()
    const foreign = { ...sender, sessionId: 'other', type: 'signed-out', stamp: Date.now() + 1_000 }
    channels.say(foreign)
    channels.say(foreign)
    await pass()
    channels.say(foreign)
    await pass()
    // Once for each of the two tabs.
    expect(asked()).toEqual(['GET /session', 'GET /session'])
    expect(b.shown().status).toBe('signed-in')
  })

  test.each([
    ['a snapshot of nonsense', { type: 'snapshot-received', raw: 'nonsense', stamp: 1e13 }],
    ['a snapshot of another session', { type: 'snapshot-received', raw: { id: 'other' }, stamp: 1e13 }],
    ['a committed change of nonsense', { type: 'mutation-committed', raw: { id: 1, signins: 'x' }, stamp: 1e13 }],
    [
      'a token that is none',
      { type: 'token', template: '', token: 'nonsense', expires: 1e15, signInId: 'x', startedAtMs: 1 },
    ],
    ['a token without anything', { type: 'token', startedAtMs: 1 }],
    ['a rest without a path', { type: 'resting', untilMs: 1e13 }],
    ['an instant that never comes', { type: 'signed-out', stamp: Number.MAX_SAFE_INTEGER }],
    ['an unknown kind', { type: '__proto__' }],
    ['another version', { type: 'signed-out', stamp: 1e13, version: 2 }],
  ])('that is %s changes nothing', async (_, message) => {
    const { a, b, sender, channels } = await setUpTwoTabs()
    const before = [a.client.$state.get(), b.client.$state.get()]
    const token = await a.client.getToken()
    channels.say({ ...sender, ...message })
    await pass()
    expect([a.client.$state.get(), b.client.$state.get()]).toEqual(before)
    expect(await a.client.getToken()).toBe(token)
  })

  test('with a token of somebody else’s is not believed', async () => {
    const { a, sender, channels, openAs, asked } = await setUpTwoTabs()
    const stranger = await openAs(['grace'], {
      storage: memoryStore(),
      cookies: memoryStore(),
      openChannel: () => undefined,
    })
    const token = await stranger.client.getToken()
    const signInId = a.idOf('ada')
    channels.say({
      ...sender,
      type: 'token',
      template: '',
      token,
      expires: Date.now() + 30_000,
      signInId,
      startedAtMs: Date.now(),
    })
    expect(await a.client.getToken()).not.toBe(token)
    expect(asked('GET /session/token')).toHaveLength(2)
  })

  test('before the first answer is not heard', async () => {
    const { openAs, tab, channels, world } = setUp()
    const a = await openAs(['ada'])
    a.client.stop()
    const fault = world.faults.add({ method: 'GET', path: '/session', hold: true, once: true })
    const b = tab()
    b.client.start()
    await pass()
    const sessionId = a.client.$state.get().container?.id
    channels.say({ from: 'x', sessionId, version: 1, type: 'signed-out', stamp: Date.now() + 1 })
    channels.say({ from: 'x', version: 1, type: 'mutation-started', kind: 'switch' })
    fault.release()
    await pass()
    expect(b.shown().status).toBe('signed-in')
    const token = follow(b.client.getToken())
    await pass()
    expect(token.value).toBeTypeOf('string')
  })

  test('from ahead of our clock does not make what we hear next look old', async () => {
    const { b, sender, channels, a } = await setUpTwoTabs()
    channels.say({ ...sender, type: 'signed-out', signInId: undefined, stamp: Date.now() + 60_000 })
    await pass(5_000)
    await b.client.refetch()
    expect([a.shown().status, b.shown().status]).toEqual(['signed-in', 'signed-in'])
  })

  test('from ahead of our clock makes a tab ask before it hands out another token', async () => {
    const { b, sender, channels, world, asked } = await setUpTwoTabs()
    await b.client.getToken()
    world.requests.clear()
    channels.say({ ...sender, type: 'minting', template: 'billing', stamp: Date.now() + 60_000 })
    await b.client.getToken()
    expect(asked()).toContain('GET /session')
  })

  test('nobody answers for is not waited for by a tab that stopped listening', async () => {
    const { b, sender, channels } = await setUpTwoTabs()
    channels.say({ ...sender, type: 'mutation-started', kind: 'switch' })
    const token = follow(b.client.getToken())
    await pass()
    expect(token.settled).toBe(false)
    b.client.stop()
    await pass()
    expect(token.value).toBeTypeOf('string')
  })

  test('held back by a tab that slept does not hold a token back for longer', async () => {
    const { b, sender, channels } = await setUpTwoTabs()
    channels.say({ ...sender, type: 'mutation-started', kind: 'switch' })
    const token = follow(b.client.getToken())
    sleep(3_600_000)
    await pass(5_000)
    expect(token.settled).toBe(true)
  })
})

test('a tab without a channel works alone', async () => {
  const { openAs, organization } = setUp()
  const { client, shown } = await openAs(['ada'], { openChannel: () => undefined })
  await client.switchOrganization(organization('Acme'))
  expect(shown().organization).toBe('Acme')
  expect(await client.getToken()).toBeTypeOf('string')
})
