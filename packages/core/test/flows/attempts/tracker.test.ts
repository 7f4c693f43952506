import { seedPassword } from '@wachter/emulator'
import { comeBackFromProvider } from '@wachter/testing/provider-visit'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  createPasswordReset,
  createProviderSignIn,
  createSignIn,
  createSignUp,
  type FlowState,
  type SignInFlow,
} from '../../../src/flows/index.js'
import type { Client } from '../../../src/index.js'
import { clock, fakePage, memoryStore, minuteMs, pass, setUp } from '../../set-up.js'
import { codesIn, at as stepAt } from '../steps.js'

const at = <Step extends { readonly kind: string }, Kind extends Step['kind']>(
  { $state }: { readonly $state: { get(): FlowState<Step> } },
  kind: Kind,
) => stepAt($state.get(), kind)

const ada = { email: 'ada@example.com', password: seedPassword }
const phone = { phoneNumber: '2025550143', phoneCountryCode: '+1' }

/** Changes the session that an answer shows. */
const showing =
  (change: (session: { readonly signin_attempts: readonly object[] }) => object) => async (response: Response) => {
    const body = JSON.parse(await response.text())
    if (body.data?.signin_attempts) Object.assign(body.data, change(body.data))
    return new Response(JSON.stringify(body), response)
  }

/** A flow that is listened to, on a page whose timers are counted. */
function flowWithTimers({ open }: ReturnType<typeof setUp>) {
  const timers = { set: 0 }
  const counting = {
    ...clock,
    setTimeout(callback: () => void, delayMs: number) {
      timers.set++
      return clock.setTimeout(callback, delayMs)
    },
  }
  const openFlow = async () => {
    const { client } = await open({ clock: counting })
    const flow = createSignIn(client)
    onTestFinished(flow.$state.listen(() => undefined))
    return { client, flow }
  }
  return { timers, openFlow }
}

test('a code that was sent before the second factor does not choose it', async () => {
  const { open, world } = setUp()
  world.setSecondFactorPolicy('grace', 'enforced')
  const flow = createSignIn((await open()).client)
  await at(flow, 'start').phoneCode(phone)
  const [message] = world.outbox()
  await at(flow, 'verify-code').verify(message?.kind === 'code' ? message.code : '')
  expect(at(flow, 'second-factor').method).toBe('authenticator')
  expect((await at(flow, 'second-factor').verify(world.totpCode('grace'))).step.kind).toBe('complete')
})

test('what is complete sets no more timers when the time of its attempt is over', async () => {
  const { timers, openFlow } = flowWithTimers(setUp())
  const { client, flow } = await openFlow()
  await at(flow, 'start').password(ada)
  await pass(9 * minuteMs)
  const before = timers.set
  await pass(2 * minuteMs)
  expect(at(flow, 'complete').kind).toBe('complete')
  expect(timers.set - before).toBeLessThanOrEqual(2)
  client.stop()
})

test.each([
  ['never ends', { expires_at: null }],
  ['ends in a distant year', { expires_at: '9999-01-01T00:00:00Z' }],
  ['never began', { created_at: null, updated_at: null }],
])('an attempt that %s keeps no page busy, also when it is loaded anew', async (_, patch) => {
  const stage = setUp()
  const { world } = stage
  world.setSecondFactorPolicy('ada', 'enforced')
  world.faults.add({
    rewrite: showing(({ signin_attempts }) => ({
      signin_attempts: signin_attempts.map((attempt) => ({ ...attempt, ...patch })),
    })),
  })
  const { timers, openFlow } = flowWithTimers(stage)
  const first = await openFlow()
  await at(first.flow, 'start').password(ada)
  at(first.flow, 'second-factor')
  first.client.stop()
  const { flow } = await openFlow()
  const before = timers.set
  await pass(2 * minuteMs)
  at(flow, 'second-factor')
  expect(timers.set - before).toBeLessThanOrEqual(2)
})

test('the tab of a link does not give an attempt more time than it has', async () => {
  const { open, world } = setUp()
  world.setSecondFactorPolicy('grace', 'enforced')
  const first = createSignIn((await open()).client)
  await at(first, 'start').emailLink({ email: 'grace@example.com' })
  const { expiresAtMs } = at(first, 'verify-link')
  await pass(minuteMs)
  const [message] = world.outbox()
  const { searchParams } = new URL(message?.kind === 'link' ? message.link : '')
  const other = createSignIn((await open()).client)
  await other.openLink({ token: searchParams.get('token') ?? '', attempt: searchParams.get('attempt') ?? '' })
  expect(at(other, 'second-factor').expiresAtMs).toBe(expiresAtMs)
})

test('a link of another browser leaves nothing to go on with but the account', async () => {
  const { open, world } = setUp()
  world.changeDeployment({ auth_settings: { magic_link: { require_same_device: false } } })
  await at(createSignIn((await open()).client), 'start').emailLink({ email: 'ada@example.com' })
  const [message] = world.outbox()
  const elsewhere = { storage: memoryStore(), cookies: memoryStore() }
  const page = fakePage(message?.kind === 'link' ? message.link : '')
  const { client } = await open({ ...elsewhere, page })
  const flow = createSignIn(client)
  expect((await flow.openLink()).step.kind).toBe('complete')
  client.stop()
  const again = createSignIn((await open({ ...elsewhere, page })).client)
  onTestFinished(again.$state.listen(() => undefined))
  at(again, 'start')
})

test('an attempt that was begun since the session was last heard of can be taken up', async () => {
  const { open, world } = setUp()
  const { client } = await open()
  const flow = createSignUp(client)
  const sessionId = client.$state.get().container?.id ?? ''
  const id = world.startOauthSignup(sessionId, { provider: 'github_oauth', firstName: 'Mary' })
  expect((await flow.resume(id)).step).toMatchObject({ kind: 'complete-profile', missing: ['email'] })
})

test('a profile that was completed and a link that was opened count although no answer came', async () => {
  const { open, world } = setUp()
  world.changeDeployment({ auth_settings: { phone_number: { required: true } } })
  const flow = createSignIn((await open()).client)
  await at(flow, 'start').emailLink({ email: 'linus@example.com' })
  const [message] = world.outbox()
  const { searchParams } = new URL(message?.kind === 'link' ? message.link : '')
  world.faults.add({ path: '/auth/verify-magic-link', dropResponse: true })
  world.faults.add({ path: '/auth/complete-profile', dropResponse: true })
  const link = { token: searchParams.get('token') ?? '', attempt: searchParams.get('attempt') ?? '' }
  expect((await flow.openLink(link)).error).toBeUndefined()
  expect((await at(flow, 'complete-profile').submit(phone)).error).toBeDefined()
  const fresh = { phoneNumber: '446681800', phoneCountryCode: '+41' }
  expect((await at(flow, 'complete-profile').submit(fresh)).error).toBeUndefined()
  at(flow, 'verify-code')
})

test('a link of an account that is here already leads to it', async () => {
  const { open, openAs, world } = setUp()
  await at(createSignIn((await open()).client), 'start').emailLink({ email: 'ada@example.com' })
  const [message] = world.outbox()
  const { client } = await openAs(['ada'], { page: fakePage(message?.kind === 'link' ? message.link : '') })
  const { error, step } = await createSignIn(client).openLink()
  expect({ error, kind: step.kind }).toEqual({ error: undefined, kind: 'complete' })
})

test('one that waits for a link asks no sooner than a server that is overloaded allows', async () => {
  const { open, world, asked } = setUp()
  const { client } = await open()
  const flow = createSignIn(client)
  onTestFinished(flow.$state.listen(() => undefined))
  await at(flow, 'start').emailLink({ email: 'ada@example.com' })
  await pass(5_000)
  world.faults.add({ path: '/session', status: 429, headers: { 'Retry-After': '50' } })
  world.requests.clear()
  await pass(50_000)
  expect(asked('GET /session')).toHaveLength(1)
})

test('what was under way when somebody began anew takes them nowhere, sends nothing and holds nothing up', async () => {
  const { open, world } = setUp()
  const { client } = await open()
  const flow = createSignIn(client)
  onTestFinished(flow.$state.listen(() => undefined))
  const fault = world.faults.add({ path: '/auth/signin', latencyMs: 2_000, once: true })
  const left = at(flow, 'start').emailCode({ email: 'grace@example.com' })
  await pass()
  flow.restart()
  expect(flow.$state.get()).toMatchObject({ step: { kind: 'start' }, pending: undefined })
  await pass(5_000)
  expect((await left).step.kind).toBe('start')
  expect(fault.hits()).toBe(1)
  expect(world.outbox()).toEqual([])
  expect((await at(flow, 'start').password(ada)).step.kind).toBe('complete')
})

test('why something that was left came to nothing is not shown', async () => {
  const { open, world } = setUp()
  const { client } = await open()
  const flow = createSignIn(client)
  onTestFinished(flow.$state.listen(() => undefined))
  world.faults.add({ path: '/auth/*', requestLatencyMs: 2_000 })
  const left = [at(flow, 'start').password({ ...ada, password: 'wrong' }), at(flow, 'start').identify('ada')]
  await pass()
  flow.restart()
  await pass(5_000)
  for (const state of await Promise.all(left)) expect(state).toMatchObject({ error: undefined, pending: undefined })
  expect(at(flow, 'start').identified).toBeUndefined()
})

test('an attempt of another kind is not taken for the one whose request was lost', async () => {
  const { open, world } = setUp()
  const first = createSignIn((await open()).client)
  const second = createSignIn((await open()).client)
  world.faults.add({ path: '/auth/signin', requestLatencyMs: 1_000, skip: 1, once: true, drop: true })
  const [, { error, step }] = await Promise.all([
    at(first, 'start').emailCode({ email: 'grace@example.com' }),
    at(second, 'start').password(ada),
    pass(2_000),
  ])
  expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'offline', kind: 'start' })
})

test('a step another tab has passed meanwhile is no end', async () => {
  const { open, world } = setUp()
  world.changeDeployment({ auth_settings: { phone_number: { required: true } } })
  const linus = { email: 'linus@example.com', password: seedPassword }
  const tabs = [await open({ openChannel: () => undefined }), await open({ openChannel: () => undefined })] as const
  const [first, second] = tabs.map(({ client }) => createSignIn(client)) as [SignInFlow, SignInFlow]
  await at(first, 'start').password(linus)
  await second.resume(at(first, 'complete-profile').attemptId)
  const fresh = { phoneNumber: '446681800', phoneCountryCode: '+41' }
  await at(first, 'complete-profile').submit(fresh)
  const { error, step } = await at(second, 'complete-profile').submit(fresh)
  expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'bad-sign-in-attempt', kind: 'verify-code' })
})

test('a backup code keeps its dash although it is all digits', async () => {
  const { open, world } = setUp()
  world.setSecondFactorPolicy('grace', 'enforced')
  const { client } = await open()
  const given: unknown[] = []
  const mutate: Client['mutate'] = (request, options) => {
    given.push(request.form?.verification_code)
    return client.mutate(request, options)
  }
  const flow = createSignIn({ ...client, mutate })
  await at(flow, 'start').password({ ...ada, email: 'grace@example.com' })
  given.length = 0
  await at(flow, 'second-factor').verify('123–456')
  await at(flow, 'second-factor').choose('backup-code')
  await at(flow, 'second-factor').verify('1234–5678')
  expect(given).toEqual(['123456', '1234-5678'])
})

test('leaving an attempt takes nothing from the one another tab has begun since', async () => {
  const { open } = setUp()
  const [first, second] = [createSignIn((await open()).client), createSignIn((await open()).client)]
  await at(first, 'start').emailCode({ email: 'grace@example.com' })
  await at(second, 'start').emailCode(ada)
  first.restart()
  const third = createSignIn((await open()).client)
  await third.resume()
  expect(at(third, 'verify-code').attemptId).toBe(at(second, 'verify-code').attemptId)
})

describe('an attempt that is left for another way of signing in leaves no note', () => {
  const begin = async () => {
    const stage = setUp()
    const { client, signIn } = await stage.openAs(['grace'])
    await at(createSignIn(client), 'start').emailCode({ email: 'linus@example.com' })
    const notes = () => [...stage.storage.entries.keys()].filter((name) => /sign(in|up)/.test(name))
    expect(notes()).toHaveLength(1)
    return { ...stage, client, signIn, notes }
  }

  test('once another sign-in is complete', async () => {
    const { client, notes } = await begin()
    const other = createSignIn(client)
    await at(other, 'start').password(ada)
    at(other, 'complete')
    expect(notes()).toEqual([])
  })

  test('once a provider has signed an account in', async () => {
    const { emulator, client, notes, tab } = await begin()
    const provider = createProviderSignIn(client, { navigate: false })
    await at(provider, 'start').signIn('google_oauth')
    const { url } = at(provider, 'redirecting')
    const { search } = await comeBackFromProvider(emulator, url, { email: 'ada@example.com' })
    const back = tab({ page: fakePage(`https://app.test/callback${search}`) })
    await createProviderSignIn(back.client).handleCallback()
    expect(notes()).toEqual([])
  })

  test('but stays when a page without an answer of a provider only finds an account', async () => {
    const { client, notes } = await begin()
    await createProviderSignIn(client, { navigate: false }).handleCallback()
    expect(notes()).toHaveLength(1)
  })

  test('but stays when a reset has a further step to go', async () => {
    const { client, notes, world } = await begin()
    world.setAuthenticator('ada', true)
    world.setSecondFactorPolicy('ada', 'enforced')
    const reset = createPasswordReset(client)
    await at(reset, 'request').send('ada@example.com')
    await at(reset, 'verify-code').verify(codesIn(world).at(-1) ?? '')
    expect((await at(reset, 'new-password').submit('a-better-horse')).step.kind).toBe('sign-in')
    expect(notes()).toHaveLength(1)
  })

  test('but stays while nothing else has come of it', async () => {
    const { client, notes } = await begin()
    const provider = createProviderSignIn(client, { navigate: false })
    await at(provider, 'start').signIn('unknown_oauth')
    expect(provider.$state.get().error).toBeDefined()
    expect(notes()).toHaveLength(1)
  })
})

test('two steps of an attempt have two keys, and one step keeps its own', async () => {
  const { open, world } = setUp()
  world.changeDeployment({ auth_settings: { verification_policy: { email: true, phone_number: true } } })
  const flow = createSignUp((await open()).client)
  const step = () => flow.$state.get().step
  const mary = { email: 'mary@example.com', username: 'mary', password: 'Modern-Prometheus-1818', ...phone }
  await at(flow, 'start').submit({ ...mary, phoneNumber: '2025550177', firstName: 'Mary', lastName: 'Shelley' })
  const byMail = at(flow, 'verify-code')
  await byMail.send()
  expect(step().key).toBe(byMail.key)
  await byMail.verify(codesIn(world).at(-1) ?? '')
  expect(step()).toMatchObject({ kind: 'verify-code', channel: byMail.channel === 'email' ? 'phone' : 'email' })
  expect(step().key).not.toBe(byMail.key)
})

test('a resume that is under way is given up by restart', async () => {
  const { open, tab } = setUp()
  const first = createSignIn((await open()).client)
  await at(first, 'start').emailCode({ email: 'linus@example.com' })
  const { attemptId } = at(first, 'verify-code')
  const { client } = tab()
  client.start()
  const flow = createSignIn(client)
  const resuming = flow.resume(attemptId)
  flow.restart()
  await resuming
  await pass()
  at(flow, 'start')
})

test('an account that the session shows without an attempt is signed in', async () => {
  const { open, world } = setUp()
  world.faults.add({ rewrite: showing(() => ({ signin_attempts: [] })) })
  const flow = createSignIn((await open()).client)
  expect((await at(flow, 'start').password(ada)).step.kind).toBe('complete')
})

test('an account signed in after one that is not active any more stays complete when that one is signed out', async () => {
  const { open, world } = setUp()
  const { client } = await open()
  const flow = createSignIn(client)
  await at(flow, 'start').password(ada)
  at(flow, 'complete')
  const [first] = client.$state.get().container?.signIns ?? []
  world.faults.add({
    path: '/session',
    once: true,
    rewrite: showing(() => ({ active_signin: null })),
  })
  await client.refetch()
  expect((await at(flow, 'start').password({ ...ada, email: 'linus@example.com' })).step.kind).toBe('complete')
  await client.signOut(first?.id)
  at(flow, 'complete')
})
