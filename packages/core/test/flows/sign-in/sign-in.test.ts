import { seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { createSignIn, type SignInFlow } from '../../../src/flows/index.js'
import { fakePage, memoryStore, minuteMs, pass, setUp } from '../../set-up.js'
import { at, codesIn } from '../steps.js'

const ada = { email: 'ada@example.com', password: seedPassword }
const now = <Kind extends ReturnType<SignInFlow['$state']['get']>['step']['kind']>(flow: SignInFlow, kind: Kind) =>
  at(flow.$state.get(), kind)

describe('before anything is begun', () => {
  test('it is loading until the session is known, and then at the start', async () => {
    const { tab } = setUp()
    const { client } = tab()
    const flow = createSignIn(client)
    now(flow, 'loading')
    client.start()
    await pass()
    now(flow, 'start')
  })

  test('identify tells how an address signs in, and sends nothing', async () => {
    const { open, world } = setUp()
    const flow = createSignIn((await open()).client)
    const { identified } = at(await now(flow, 'start').identify(ada.email), 'start')
    expect(identified).toEqual({
      identifier: ada.email,
      strategy: 'password',
      connectionId: undefined,
      provider: undefined,
    })
    expect(world.outbox()).toEqual([])
  })
})

describe('an account that was identified and is signed out', () => {
  const setUpIdentified = async () => {
    const stage = setUp()
    const one = await stage.openAs(['ada'])
    const two = await stage.open()
    const flow = createSignIn(one.client)
    await now(flow, 'start').identify(ada.email)
    const other = createSignIn(two.client)
    const { attemptId } = at(await now(other, 'start').emailCode({ email: 'linus@example.com' }), 'verify-code')
    return { ...stage, one, flow, attemptId }
  }

  test('takes no note of another tab along', async () => {
    const { one, flow, storage } = await setUpIdentified()
    await one.client.signOut(one.idOf('ada'))
    now(flow, 'start')
    expect([...storage.entries.keys()].filter((name) => name.includes('signin'))).toHaveLength(1)
  })

  test('takes no attempt of another account along', async () => {
    const { one, flow, attemptId } = await setUpIdentified()
    at(await flow.resume(attemptId), 'verify-code')
    await one.client.signOut(one.idOf('ada'))
    now(flow, 'verify-code')
  })
})

describe('a password', () => {
  test('signs in an account whose former sign-in was revoked meanwhile', async () => {
    const { openAs, world } = setUp()
    const { client, idOf } = await openAs(['ada', 'linus'])
    const flow = createSignIn(client)
    await now(flow, 'start').identify(ada.email)
    world.revokeSignIn(idOf('ada'))
    at(await now(flow, 'start').password(ada), 'complete')
  })

  test('signs in at once where nothing more is asked for', async () => {
    const { open } = setUp()
    const { client, shown } = await open()
    const state = await now(createSignIn(client), 'start').password(ada)
    at(state, 'complete')
    expect(shown()).toMatchObject({ status: 'signed-in', who: 'ada' })
  })

  test('that is wrong leaves the start as it was', async () => {
    const { open } = setUp()
    const flow = createSignIn((await open()).client)
    const { step, error } = await now(flow, 'start').password({ ...ada, password: 'wrong' })
    expect({ kind: step.kind, code: error?.code }).toEqual({ kind: 'start', code: 'invalid-credentials' })
  })

  test.each(['', ' '])('invalid-argument: "%s" is none, and nothing is asked', async (password) => {
    const { open, asked } = setUp()
    const flow = createSignIn((await open()).client)
    expect((await now(flow, 'start').password({ ...ada, password })).error?.code).toBe('invalid-argument')
    expect(asked('POST /auth/signin')).toEqual([])
  })

  test('goes on to the second factor, whose methods can be chosen', async () => {
    const { open, world } = setUp()
    world.setSecondFactorPolicy('grace', 'enforced')
    const flow = createSignIn((await open()).client)
    await now(flow, 'start').password({ email: 'grace@example.com', password: seedPassword })
    const { methods, method, verify } = now(flow, 'second-factor')
    expect(methods).toContain(method)
    expect((await verify('000000')).error?.code).toBe('code-rejected')
    at(await verify(world.totpCode('grace')), 'complete')
  })
})

describe('a code by e-mail', () => {
  test('is sent once, verified, and complete', async () => {
    const { open, world } = setUp()
    const flow = createSignIn((await open()).client)
    const sent = at(await now(flow, 'start').emailCode({ email: ada.email }), 'verify-code')
    expect(sent).toMatchObject({ channel: 'email', sentAtMs: Date.now() })
    expect((await sent.send()).error?.code).toBe('too-soon')
    expect(codesIn(world)).toHaveLength(1)
    at(await sent.verify(codesIn(world).at(-1) ?? ''), 'complete')
  })

  test('goes on in another page of the browser', async () => {
    const { open, world } = setUp()
    const first = createSignIn((await open()).client)
    await now(first, 'start').emailCode({ email: ada.email })
    const second = createSignIn((await open()).client)
    await second.resume()
    at(await now(second, 'verify-code').verify(codesIn(world).at(-1) ?? ''), 'complete')
  })

  test('is over with its attempt, and begins anew', async () => {
    const { open } = setUp()
    const flow = createSignIn((await open()).client)
    await now(flow, 'start').emailCode({ email: ada.email })
    await pass(10 * minuteMs)
    const { reason, restart } = now(flow, 'ended')
    expect(reason).toBe('expired')
    restart()
    now(flow, 'start')
  })
})

describe('a link by e-mail', () => {
  test('is followed in a page of its own, and the one that waits notices', async () => {
    const { open, world } = setUp()
    const { client } = await open()
    const waiting = createSignIn(client)
    const unlisten = waiting.$state.listen(() => undefined)
    await now(waiting, 'start').emailLink({ email: ada.email })
    now(waiting, 'verify-link')
    const [message] = world.outbox()
    const page = fakePage(message?.kind === 'link' ? message.link : undefined)
    const { client: other } = await open({ page })
    await createSignIn(other).openLink()
    expect(page.url()).not.toContain('token=')
    await pass(5_000)
    now(waiting, 'complete')
    unlisten()
  })

  test('of another browser is complete, also for a listener that comes later', async () => {
    const { open, world } = setUp()
    world.changeDeployment({ auth_settings: { magic_link: { require_same_device: false } } })
    await now(createSignIn((await open()).client), 'start').emailLink({ email: ada.email })
    const [message] = world.outbox()
    const page = fakePage(message?.kind === 'link' ? message.link : undefined)
    const { client } = await open({ storage: memoryStore(), cookies: memoryStore(), page })
    const flow = createSignIn(client)
    at(await flow.openLink(), 'complete')
    const unlisten = flow.$state.listen(() => undefined)
    now(flow, 'complete')
    unlisten()
  })

  test('link-rejected: the address has none', async () => {
    const { open } = setUp()
    const flow = createSignIn((await open()).client)
    expect((await flow.openLink()).error?.code).toBe('link-rejected')
  })
})
