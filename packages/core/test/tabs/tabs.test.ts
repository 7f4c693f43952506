import { decodeJwt } from 'jose/jwt/decode'
import { describe, expect, test, vi } from 'vitest'
import type { OpenChannel } from '../../src/ports.js'
import { codeOf, dayMs, follow, memoryStore, pass, setUp, sleep, startMs } from '../set-up.js'

const version = 2
type Extras = Parameters<ReturnType<typeof setUp>['tab']>[0]

/** Two tabs of one browser, in both of which Ada is signed in; and a third that the test speaks for. */
async function setUpTwoTabs(extras: Extras = {}) {
  const stage = setUp()
  const a = await stage.openAs(['ada'])
  const b = await stage.open(extras)
  // All stamps given so far are of the past by now.
  await pass(100)
  const sessionId = a.client.$state.get().container?.id
  const said = (message: object, sentAt = Date.now()) =>
    stage.channels.say({ from: 'third', sessionId, version, sentAt, ...message })
  /** An answer in which no account is signed in. */
  const signedOut = (askedAt = Date.now()) => ({ wire: { id: sessionId }, askedAt, heardAt: askedAt })
  return { ...stage, a, b, said, signedOut, sessionId }
}

/** What the channel brings goes through `change` before this tab hears it. */
const hearing =
  (open: OpenChannel, change: (message: { readonly type: string }) => readonly unknown[]): OpenChannel =>
  (name, hear) =>
    open(name, (message) => change(message as { readonly type: string }).forEach(hear))

const organizationIn = (token: string | undefined) => decodeJwt(token ?? '').organization

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
    expect(organizationIn(token.value)).toBe(organization('Acme'))
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
    expect(organizationIn(token.value)).toBe(organization('Acme'))
  })

  test('told with a newer session than ours needs no request', async () => {
    const { said, signedOut, world, asked, a, b } = await setUpTwoTabs()
    world.requests.clear()
    said({ type: 'mutation-started' })
    await pass(10)
    said({ type: 'mutation-committed', settledAt: Date.now() - 2, ...signedOut() })
    await pass()
    expect(asked('GET /session')).toEqual([])
    expect([a.shown().status, b.shown().status]).toEqual(['signed-out', 'signed-out'])
  })

  test('told with an answer of before it is asked about by every tab', async () => {
    const { said, signedOut, world, asked, a, b } = await setUpTwoTabs()
    world.requests.clear()
    said({ type: 'mutation-started' })
    await pass(10)
    said({ type: 'mutation-committed', settledAt: Date.now(), ...signedOut(startMs - dayMs) })
    await pass()
    expect(asked('GET /session').length).toBeGreaterThan(0)
    expect([a.shown().status, b.shown().status]).toEqual(['signed-in', 'signed-in'])
    const token = follow(b.client.getToken())
    await pass()
    expect(token.value).toBeTypeOf('string')
  })

  test('whose outcome is not known is asked for by every tab', async () => {
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
    expect(organizationIn(token)).toBe(organization('Acme'))
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
    expect(b.client.$state.get().ended?.reason).toBe('elsewhere')
    expect(reasons).toEqual(['elsewhere'])
  })

  test('told late does not end a sign-in that came after it', async () => {
    const { a, b, said } = await setUpTwoTabs()
    const old = a.idOf('ada')
    await a.client.signOut()
    await a.signIn('grace')
    await pass(100)
    said({ type: 'signed-out', signInIds: [old], at: startMs + 100 })
    await pass()
    expect([a.shown().who, b.shown().who]).toEqual(['grace', 'grace'])
    expect(await b.client.getToken()).toBeTypeOf('string')
  })

  test('of sign-ins this tab does not know ends none of its own', async () => {
    const { b, said } = await setUpTwoTabs()
    said({ type: 'signed-out', signInIds: ['unknown', 1, null, {}], at: Date.now() })
    await pass()
    expect(b.shown().who).toBe('ada')
  })

  test.each(['other', undefined])(
    'counts also from a tab of the browser session %s: a sign-in has one id',
    async (sessionId) => {
      const { a, b, said } = await setUpTwoTabs()
      said({ type: 'signed-out', signInIds: [a.idOf('ada')], at: Date.now(), sessionId })
      expect(b.shown().status).toBe('signed-out')
    },
  )

  test('that the server refuses shows the account again in every tab', async () => {
    const { a, b, said } = await setUpTwoTabs()
    const signInIds = [a.idOf('ada')]
    said({ type: 'signed-out', signInIds, at: Date.now() })
    await b.client.refetch()
    expect(b.shown().status).toBe('signed-out')
    said({ type: 'sign-out-refused', signInIds: [...signInIds, 1, null] }, Date.now() + 1)
    await b.client.refetch()
    expect([a.shown().who, b.shown().who]).toEqual(['ada', 'ada'])
  })

  test('told of again after the server refused it hides nobody', async () => {
    const { a, b, said } = await setUpTwoTabs()
    const signInIds = [a.idOf('ada')]
    const at = Date.now()
    said({ type: 'signed-out', signInIds, at })
    said({ type: 'sign-out-refused', signInIds }, at + 1)
    await b.client.refetch()
    said({ type: 'signed-out', signInIds, at })
    expect(b.shown().who).toBe('ada')
    await pass(1_000)
    said({ type: 'signed-out', signInIds, at: Date.now() })
    expect(b.shown().status).toBe('signed-out')
  })
})

test('a list that failed is loaded when the change of another tab is over, during which the server answered', async () => {
  const { a, b, said, world } = await setUpTwoTabs()
  const list = () => b.client.$organizationMemberships.get()
  const fault = world.faults.add({ path: '/me/organization-memberships', status: 500 })
  b.client.$organizationMemberships.subscribe(() => {})
  await pass()
  fault.remove()
  await pass(2_000)
  said({ type: 'mutation-started' })
  a.page.signal('focus')
  await pass(10)
  expect(list().error?.code).toBe('server-error')
  said({ type: 'mutation-refused' })
  await pass(10)
  expect(list()).toMatchObject({ loading: false, error: undefined })
})

describe('a token', () => {
  test('that another tab asked for before tokens were made void here is not used', async () => {
    const { a, b, said, world, asked } = await setUpTwoTabs()
    const token = await a.client.getToken()
    await pass(1_000)
    b.client.invalidateTokens()
    const tell = (askedAt: number) =>
      said({ type: 'token', template: '', token, expires: 0, signInId: a.idOf('ada'), askedAt, startedAtMs: askedAt })
    world.requests.clear()
    tell(Date.now() - 500)
    await b.client.getToken()
    expect(asked()).toEqual(['GET /session/token'])
    world.requests.clear()
    b.client.invalidateTokens()
    await pass(10)
    tell(Date.now())
    expect(await b.client.getToken()).toBe(token)
    expect(asked()).toEqual([])
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
    const { b, said, signedOut } = await setUpTwoTabs()
    said({ type: 'answer-received', ...signedOut(startMs - dayMs) })
    expect(b.shown().status).toBe('signed-in')
    said({ type: 'answer-received', ...signedOut() })
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

describe('a backoff the server imposed', () => {
  test('holds in every tab', async () => {
    const { a, b, world } = await setUpTwoTabs()
    const fault = world.faults.add({ path: '/session/token', status: 429 })
    const first = follow(a.client.getToken())
    await pass()
    expect(first.code).toBe('rate-limited')
    // It had waited for the token of the other tab.
    const token = follow(b.client.getToken())
    await pass(1_500)
    expect(token.code).toBe('rate-limited')
    expect(fault.hits()).toBe(1)
  })
})

describe('a channel that', () => {
  const brings = {
    'loses everything': () => [],
    'brings everything twice': (message: unknown) => [message, message],
  }

  test.each(Object.entries(brings))('%s makes no tab show or hand out what is old for good', async (_, change) => {
    const stage = setUp()
    const a = await stage.openAs(['ada'])
    const b = await stage.open({ openChannel: hearing(stage.channels.openChannel, change) })
    await b.client.getToken()
    await pass(100)
    await a.client.switchOrganization(stage.organization('Acme'))
    await pass(100)
    b.page.signal('resume')
    const token = await b.client.getToken()
    expect(organizationIn(token)).toBe(stage.organization('Acme'))
    await a.client.signOut()
    await pass(100)
    b.page.signal('resume')
    expect(await codeOf(b.client.getToken())).toBe('signed-out')
    expect(b.shown().status).toBe('signed-out')
  })

  test('brings everything twice costs no request and no token', async () => {
    const stage = setUp()
    const a = await stage.openAs(['ada'])
    const b = await stage.open({
      openChannel: hearing(stage.channels.openChannel, (message) => [message, message]),
    })
    await pass(100)
    stage.world.requests.clear()
    await a.client.switchOrganization(stage.organization('Acme'))
    await pass(100)
    await a.client.getToken()
    expect(organizationIn(await b.client.getToken())).toBe(stage.organization('Acme'))
    expect(stage.asked()).toEqual(['POST /session/switch-organization', 'GET /session', 'GET /session/token'])
  })

  test('brings an announcement after its outcome holds no token back', async () => {
    const stage = setUp()
    const a = await stage.openAs(['ada'])
    let late: unknown
    const b = await stage.open({
      openChannel: hearing(stage.channels.openChannel, (message) => {
        if (message.type !== 'mutation-started')
          return late && message.type === 'mutation-committed' ? [message, late] : [message]
        late = message
        return []
      }),
    })
    await pass(100)
    await a.client.switchOrganization(stage.organization('Acme'))
    const token = follow(b.client.getToken())
    await pass()
    expect(late).toBeDefined()
    expect(organizationIn(token.value)).toBe(stage.organization('Acme'))
  })

  test('brings the outcome of a change again holds tokens back for the next one all the same', async () => {
    const { a, b, organization, world, channels } = await setUpTwoTabs()
    await a.client.switchOrganization(organization('Acme'))
    const outcome = channels.said.findLast((one) => (one as { type: string }).type === 'mutation-committed')
    await b.client.getToken()
    await pass(100)
    const fault = world.faults.add({ path: '/session/switch-organization', hold: true, once: true })
    const switching = a.client.switchOrganization(organization('Globex'))
    await pass(10)
    channels.say(outcome)
    const token = follow(b.client.getToken())
    await pass(10)
    expect(token.settled).toBe(false)
    fault.release()
    await switching
    await pass()
    expect(organizationIn(token.value)).toBe(organization('Globex'))
  })

  test('loses the outcome of a change makes a tab ask the server after five seconds', async () => {
    const stage = setUp()
    const a = await stage.openAs(['ada'])
    const b = await stage.open({
      openChannel: hearing(stage.channels.openChannel, (message) =>
        message.type === 'mutation-committed' || message.type === 'answer-received' ? [] : [message],
      ),
    })
    await b.client.getToken()
    await pass(100)
    await a.client.switchOrganization(stage.organization('Acme'))
    const token = follow(b.client.getToken())
    await pass(4_999)
    expect(token.settled).toBe(false)
    await pass(10)
    expect(organizationIn(token.value)).toBe(stage.organization('Acme'))
  })
})

describe('a message of another browser session', () => {
  test('is asked about once, then left alone', async () => {
    const { said, world, asked, b } = await setUpTwoTabs()
    world.requests.clear()
    const foreign = { sessionId: 'other', type: 'mutation-started' }
    said(foreign)
    said(foreign)
    await pass(10)
    said(foreign)
    await pass(10)
    // Once for each of the two tabs.
    expect(asked()).toEqual(['GET /session', 'GET /session'])
    expect(b.shown().status).toBe('signed-in')
    const token = follow(b.client.getToken())
    await pass()
    expect(token.value).toBeTypeOf('string')
  })

  test('holds tokens back until the server has said whose it is', async () => {
    const { said, world, b } = await setUpTwoTabs()
    await b.client.getToken()
    const fault = world.faults.add({ method: 'GET', path: '/session', hold: true })
    said({ sessionId: 'other', type: 'minting', template: '' })
    const token = follow(b.client.getToken())
    await pass(10)
    expect(token.settled).toBe(false)
    fault.remove()
    await pass(10)
    expect(token.value).toBeTypeOf('string')
  })
})

describe('a message', () => {
  test.each([
    [
      'an answer of nonsense',
      { type: 'answer-received', wire: 'nonsense', askedAt: startMs + 100, heardAt: startMs + 100 },
    ],
    [
      'an answer with sign-ins that are none',
      { type: 'answer-received', wire: { id: 'other', signins: 'x' }, askedAt: startMs + 100, heardAt: startMs + 100 },
    ],
    ['an answer of no time', { type: 'answer-received', wire: { id: 'other' } }],
    [
      'an answer that is still to come',
      { type: 'answer-received', wire: { id: 'other' }, askedAt: startMs + dayMs, heardAt: startMs + dayMs },
    ],
    ['a sign-out of no sign-ins', { type: 'signed-out', signInIds: undefined, at: startMs + 1 }],
    ['a sign-out that is still to come', { type: 'signed-out', signInIds: [], at: startMs + dayMs }],
    [
      'a token that is none',
      {
        type: 'token',
        template: '',
        token: 'nonsense',
        expires: startMs + 30_000,
        signInId: 'x',
        askedAt: startMs + 100,
        startedAtMs: startMs,
      },
    ],
    ['a token without anything', { type: 'token', askedAt: startMs + 100, startedAtMs: startMs + 100 }],
    ['a backoff of nothing', { type: 'backing-off', untilMs: 1e13 }],
    ['an instant that never comes', { type: 'mutation-started', sentAt: Number.MAX_SAFE_INTEGER }],
    ['an instant that is no number', { type: 'mutation-started', sentAt: '1' }],
    ['an unknown kind', { type: '__proto__' }],
    ['another version', { type: 'mutation-started', version: 1 }],
  ])('that is %s changes nothing', async (_, message) => {
    const { a, b, said } = await setUpTwoTabs()
    const before = [a.client.$state.get(), b.client.$state.get()]
    const token = await a.client.getToken()
    expect(() => said(message)).not.toThrow()
    await pass()
    expect([a.client.$state.get(), b.client.$state.get()]).toEqual(before)
    const again = follow(a.client.getToken())
    await pass()
    expect(again.value).toBe(token)
  })

  test('with a committed change of nonsense changes nothing, and holds no token back for longer than any', async () => {
    const { a, said } = await setUpTwoTabs()
    const stamps = { settledAt: startMs + 90, askedAt: startMs + 95, heardAt: startMs + 99 }
    said({ type: 'mutation-started' })
    await pass(10)
    said({ type: 'mutation-committed', wire: { id: 1, signins: 'x' }, ...stamps })
    const token = follow(a.client.getToken())
    await pass(5_010)
    expect(token.value).toBeTypeOf('string')
    expect(a.shown().who).toBe('ada')
  })

  test('with a token of another account is not believed', async () => {
    const { a, said, openAs, asked } = await setUpTwoTabs()
    const stranger = await openAs(['grace'], {
      storage: memoryStore(),
      cookies: memoryStore(),
      openChannel: () => undefined,
    })
    const token = await stranger.client.getToken()
    await pass(100)
    const signInId = a.idOf('ada')
    const expires = Date.now() + 30_000
    said({ type: 'token', template: '', token, expires, signInId, askedAt: Date.now(), startedAtMs: Date.now() })
    expect(await a.client.getToken()).not.toBe(token)
    expect(asked('GET /session/token')).toHaveLength(2)
  })

  test('without an answer is not waited for by a tab that stopped listening', async () => {
    const { b, said } = await setUpTwoTabs()
    said({ type: 'mutation-started' })
    const token = follow(b.client.getToken())
    await pass()
    expect(token.settled).toBe(false)
    b.client.stop()
    await pass()
    expect(token.value).toBeTypeOf('string')
  })

  test('held back by a tab that slept does not hold a token back for longer', async () => {
    const { b, said } = await setUpTwoTabs()
    said({ type: 'mutation-started' })
    const token = follow(b.client.getToken())
    sleep(3_600_000)
    await pass(5_000)
    expect(token.settled).toBe(true)
  })
})

describe('a message from ahead of our clock', () => {
  test('does not make what we hear next look old', async () => {
    const { a, b, said, world } = await setUpTwoTabs()
    said({ type: 'signed-out', signInIds: [], at: Date.now() + 60_000 }, Date.now() + 60_000)
    await pass(5_000)
    await b.client.refetch()
    expect([a.shown().status, b.shown().status]).toEqual(['signed-in', 'signed-in'])
    world.revokeSignIn(a.idOf('ada'))
    await b.client.refetch()
    expect([a.shown().status, b.shown().status]).toEqual(['signed-out', 'signed-out'])
  })

  test('makes a tab ask before it hands out another token', async () => {
    const { b, said, world, asked } = await setUpTwoTabs()
    await b.client.getToken()
    world.requests.clear()
    said({ type: 'minting', template: 'billing' }, Date.now() + 60_000)
    await b.client.getToken()
    expect(asked()).toContain('GET /session')
  })
})

describe('a clock that is set back', () => {
  test('stops no tab from following the others', async () => {
    const { a, b, organization } = await setUpTwoTabs()
    await b.client.getToken()
    vi.setSystemTime(startMs - dayMs)
    await a.client.switchOrganization(organization('Acme'))
    await pass(100)
    expect(b.shown().organization).toBe('Acme')
    expect(organizationIn(await b.client.getToken())).toBe(organization('Acme'))
    await b.client.switchOrganization()
    await pass(100)
    expect(a.shown().organization).toBeUndefined()
  })

  test.each(['/session/switch-organization', '/session'])(
    'while %s is asked for a change does not keep tokens back for good',
    async (path) => {
      const { a, b, organization, world } = await setUpTwoTabs()
      const fault = world.faults.add({ path, hold: true, once: true })
      const switching = follow(a.client.switchOrganization(organization('Acme')))
      await pass(10)
      expect(fault.holding()).toBe(1)
      vi.setSystemTime(startMs - dayMs)
      fault.release()
      await pass(100)
      expect(switching).toMatchObject({ settled: true, code: undefined })
      const tokens = [follow(a.client.getToken()), follow(b.client.getToken())]
      await pass(6_000)
      expect(tokens.map(({ value }) => organizationIn(value))).toEqual([organization('Acme'), organization('Acme')])
    },
  )
})

describe('before its first answer a tab', () => {
  /** A tab whose first answer is on its way: the server has given it already. */
  const setUpLateTab = async (extras: Extras = {}) => {
    const stage = setUp()
    const a = await stage.openAs(['ada'])
    await pass(100)
    const fault = stage.world.faults.add({ method: 'GET', path: '/session', hold: true, once: true })
    const b = stage.tab(extras)
    b.client.start()
    await pass(10)
    expect(fault.holding()).toBe(1)
    const sessionId = a.client.$state.get().container?.id
    return { ...stage, a, b, fault, sessionId }
  }

  test.each([
    { how: 'a switch', extras: {} as Extras },
    { how: 'a switch, with a first token,', extras: { firstToken: true } },
  ])('follows $how of another tab: its own answer is the older one', async ({ extras }) => {
    const { a, b, fault, organization } = await setUpLateTab(extras)
    await a.client.switchOrganization(organization('Acme'))
    await pass(10)
    const token = follow(b.client.getToken())
    fault.release()
    await pass(10)
    expect(b.shown().organization).toBe('Acme')
    expect(organizationIn(token.value)).toBe(organization('Acme'))
  })

  test.each([
    { how: 'a sign-out', extras: {} as Extras },
    { how: 'a sign-out, with a first token,', extras: { firstToken: true } },
  ])('follows $how of another tab, and gives no token of it', async ({ extras }) => {
    const { a, b, fault } = await setUpLateTab(extras)
    const token = follow(b.client.getToken())
    await a.client.signOut()
    fault.release()
    await pass(10)
    expect(b.shown().status).toBe('signed-out')
    expect(token.code).toBe('signed-out')
  })

  test('holds its tokens back for a change that is under way elsewhere', async () => {
    const { a, b, fault, organization, world } = await setUpLateTab()
    const switched = world.faults.add({ path: '/session/switch-organization', hold: true, once: true })
    const switching = a.client.switchOrganization(organization('Acme'))
    await pass(10)
    fault.release()
    await pass(10)
    const token = follow(b.client.getToken())
    await pass(1_000)
    expect(token.settled).toBe(false)
    switched.release()
    await switching
    await pass()
    expect(organizationIn(token.value)).toBe(organization('Acme'))
  })

  test('does not know whose messages it hears: those of another browser session show and hold back nothing', async () => {
    const { b, fault, channels } = await setUpLateTab()
    const stranger = { from: 'x', sessionId: 'other', version, sentAt: Date.now() }
    channels.say({ ...stranger, type: 'mutation-started' })
    channels.say({
      ...stranger,
      type: 'answer-received',
      wire: { id: 'other' },
      askedAt: Date.now(),
      heardAt: Date.now(),
    })
    expect(b.shown().status).toBe('loading')
    fault.release()
    await pass(10)
    expect(b.shown().who).toBe('ada')
    const token = follow(b.client.getToken())
    await pass()
    expect(token.value).toBeTypeOf('string')
  })
})

test('a tab that is stopped neither hears nor speaks', async () => {
  const { a, b, organization, channels } = await setUpTwoTabs()
  b.client.stop()
  await a.client.switchOrganization(organization('Acme'))
  await pass()
  expect(b.shown().organization).toBeUndefined()
  const said = channels.said.length
  await b.client.refetch()
  expect(channels.said).toHaveLength(said)
})

test('a tab that is stopped does not listen to what its channel brings late', async () => {
  const { open, channels } = setUp()
  let bring = (_: unknown) => {}
  const b = await open({
    openChannel: (name, hear) => {
      bring = hear
      return channels.openChannel(name, hear)
    },
  })
  await b.signIn('ada')
  await pass(100)
  const sessionId = b.client.$state.get().container?.id
  b.client.stop()
  await pass()
  const signInIds = [b.idOf('ada')]
  bring({ from: 'third', sessionId, version, sentAt: Date.now(), type: 'signed-out', signInIds, at: Date.now() })
  expect(b.shown().who).toBe('ada')
})

test('a change of a tab that does not know its browser session yet holds tokens back', async () => {
  const { b, said } = await setUpTwoTabs()
  said({ type: 'mutation-started', sessionId: undefined })
  const token = follow(b.client.getToken())
  await pass(10)
  expect(token.settled).toBe(false)
  said({ type: 'mutation-refused' })
  await pass(10)
  expect(token.value).toBeTypeOf('string')
})

test('a tab without a channel works alone', async () => {
  const { openAs, organization } = setUp()
  const { client, shown } = await openAs(['ada'], { openChannel: () => undefined })
  await client.switchOrganization(organization('Acme'))
  expect(shown().organization).toBe('Acme')
  expect(await client.getToken()).toBeTypeOf('string')
})
