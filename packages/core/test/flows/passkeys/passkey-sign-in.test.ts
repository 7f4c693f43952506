import type { EmulatorOptions } from '@wachter/emulator'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createPasskeys } from '../../../src/account/index.js'
import { createPasskeySignIn, type PasskeySignInFlow } from '../../../src/flows/index.js'
import { minuteMs, type Person, pass, setUp as setUpStage } from '../../set-up.js'
import { asText, at } from '../steps.js'
import { manage, seed, setUpPasskeys } from './passkeys-stage.js'

// What is loaded when it is first needed takes real time; here it is there.
beforeAll(() => import('@simplewebauthn/browser'))

async function setUp(people?: readonly Person[], options?: EmulatorOptions) {
  const stage = await setUpPasskeys(people, options)
  return { ...stage, flow: createPasskeySignIn(stage.client) }
}

const start = (flow: PasskeySignInFlow) => at(flow.$state.get(), 'start')

/** A person who has a passkey and is signed out. */
async function setUpWithPasskey(options: EmulatorOptions = {}) {
  const { signIn: signInAs, ...stage } = await setUp(['ada'], options)
  expect((await manage(stage.passkeys).register({ name: 'Laptop' })).error).toBeUndefined()
  await stage.client.signOut()
  return { ...stage, signInAs, signIn: start(stage.flow).signIn }
}

describe('signing in', () => {
  test('takes one question and no further step', async () => {
    const { signIn, shown, world } = await setUpWithPasskey()
    world.setAuthenticator('ada', true)
    world.setSecondFactorPolicy('ada', 'enforced')
    const { restart } = at(await signIn(), 'complete')
    expect(shown()).toMatchObject({ status: 'signed-in', who: 'ada' })
    expect(world.outbox()).toEqual([])
    restart()
  })

  test('is complete until the account is signed out, or somebody goes on', async () => {
    const { signIn, flow, client } = await setUpWithPasskey()
    await signIn()
    flow.restart()
    start(flow)
    await client.signOut()
    start(flow)
  })

  test('adds an account beside those that are here', async () => {
    const { signIn: signInWithPasskey, client, openAs, flow } = await setUpWithPasskey()
    await openAs(['linus'])
    await client.refetch()
    start(flow)
    at(await signInWithPasskey(), 'complete')
    expect(client.$signIns.get().map(({ user }) => user?.username)).toEqual(['ada', 'linus'])
  })

  test('asked for twice at once is one question', async () => {
    const { signIn, authenticator } = await setUpWithPasskey()
    const [first, second] = await Promise.all([signIn(), signIn()])
    expect(first).toBe(second)
    expect(authenticator.ceremonies.filter(({ mediation }) => mediation === 'modal')).toHaveLength(2)
  })

  test('that took place is complete although its answer was lost', async () => {
    const { signIn, world, shown } = await setUpWithPasskey()
    world.faults.add({ path: '/auth/passkey/login/finish', dropResponse: true, once: true })
    const after = await signIn()
    expect(after.error).toBeUndefined()
    at(after, 'complete')
    expect(shown().who).toBe('ada')
  })

  test('that never arrived may be asked for again', async () => {
    const { signIn, world } = await setUpWithPasskey()
    world.faults.add({ path: '/auth/passkey/login/finish', drop: true, once: true })
    expect((await signIn()).error?.code).toBe('offline')
    at(await signIn(), 'complete')
  })

  test('solves a challenge where there is one', async () => {
    const { client, world } = await setUpWithPasskey()
    world.switches.challenge = '403'
    expect((await start(createPasskeySignIn(client)).signIn()).step.kind).toBe('start')
    const getChallengeToken = async () => world.mintChallengeToken()
    at(await start(createPasskeySignIn(client, { getChallengeToken })).signIn(), 'complete')
  })

  test.each([
    ['passkey-cancelled', 'NotAllowedError'],
    ['passkey-wrong-origin', 'SecurityError'],
    ['passkey-unsupported', 'NotSupportedError'],
    ['passkey-failed', 'UnknownError'],
    ['aborted', 'AbortError'],
  ])('%s: what a browser calls %s', async (code, name) => {
    const { signIn, authenticator, asked } = await setUpWithPasskey()
    authenticator.fail(name)
    const { step, error } = await signIn()
    expect({ kind: step.kind, code: error?.code }).toEqual({ kind: 'start', code })
    expect(asked('POST /auth/passkey/login/finish')).toEqual([])
    at(await signIn(), 'complete')
  })

  test('passkey-unsupported: a browser without passkeys sends nothing', async () => {
    const { signIn, flow, asked } = await setUpWithPasskey()
    vi.stubGlobal('PublicKeyCredential', undefined)
    expect(flow.isSupported()).toBe(false)
    expect(await flow.isAutofillSupported()).toBe(false)
    expect((await signIn()).error?.code).toBe('passkey-unsupported')
    expect((await signIn({ autofill: true })).error?.code).toBe('passkey-unsupported')
    expect(asked('POST /auth/passkey/login/begin')).toEqual([])
  })

  test('invalid-credentials: a passkey the server does not know is not one that was cancelled', async () => {
    const { openAs, flow, client, signIn } = await setUpWithPasskey()
    const tab = await openAs(['ada'])
    const theirs = createPasskeys(tab.client)
    const id = at(await manage(theirs).refresh(), 'manage').passkeys?.[0]?.id ?? ''
    await manage(theirs).remove(id)
    await tab.client.signOut()
    await client.refetch()
    expect((await signIn()).error?.code).toBe('invalid-credentials')
    start(flow)
  })

  test('passkey-not-enabled', async () => {
    const { signIn, world } = await setUpWithPasskey()
    world.changeDeployment({ auth_settings: { passkey: { enabled: false } } })
    expect((await signIn()).error?.code).toBe('passkey-not-enabled')
  })

  test('user-disabled', async () => {
    const { signIn, world } = await setUpWithPasskey()
    world.disableUser('ada')
    expect((await signIn()).error?.code).toBe('user-disabled')
  })

  test('user-already-signed-in', async () => {
    const { flow, passkeys } = await setUp()
    await manage(passkeys).register({ name: 'Laptop' })
    expect((await start(flow).signIn()).error?.code).toBe('user-already-signed-in')
  })

  test('aborted: by whoever cancels while the person is asked', async () => {
    const { signIn, flow, authenticator } = await setUpWithPasskey()
    authenticator.hesitate()
    const asking = signIn()
    await authenticator.asked(2)
    flow.cancel()
    expect((await asking).error?.code).toBe('aborted')
    expect(authenticator.ceremonies.at(-1)?.aborted).toBe(true)
    flow.cancel()
  })

  test('aborted: by whoever cancels before the person is asked', async () => {
    const { signIn, flow, authenticator, world } = await setUpWithPasskey()
    const slow = world.faults.add({ path: '/auth/passkey/login/begin', hold: true, once: true })
    const asking = signIn()
    await slow.held()
    flow.cancel()
    expect((await asking).error?.code).toBe('aborted')
    expect(authenticator.ceremonies).toHaveLength(1)
  })
})

test.each([true, false])('is given up by restart while the person is asked; watched: %j', async (isWatched) => {
  const { signIn, flow, authenticator, shown, client } = await setUpWithPasskey()
  if (isWatched) onTestFinished(flow.$state.listen(() => undefined))
  authenticator.hesitate()
  const asking = signIn()
  await authenticator.asked(2)
  flow.restart()
  expect(authenticator.ceremonies.at(-1)?.aborted).toBe(true)
  authenticator.answer()
  await asking
  await client.refetch()
  start(flow)
  expect(shown().status).toBe('signed-out')
})

describe('the offer in an input', () => {
  test('waits for a pick, holds up nothing, and signs in', async () => {
    const { signIn, flow, authenticator, shown } = await setUpWithPasskey()
    const picked = signIn({ autofill: true })
    await authenticator.asked(2)
    expect(authenticator.ceremonies.at(-1)?.mediation).toBe('conditional')
    expect(flow.$state.get()).toMatchObject({ pending: undefined, step: { kind: 'start', isOffered: true } })
    authenticator.answer()
    at(await picked, 'complete')
    expect(shown().who).toBe('ada')
  })

  test('is one, however often it is made', async () => {
    const { signIn, flow, asked, authenticator } = await setUpWithPasskey()
    expect(signIn({ autofill: true })).toBe(signIn({ autofill: true }))
    await authenticator.asked(2)
    expect(asked('POST /auth/passkey/login/begin')).toHaveLength(1)
    flow.cancel()
  })

  test('ends without a word when it is cancelled', async () => {
    const { signIn, flow, authenticator } = await setUpWithPasskey()
    const offered = signIn({ autofill: true })
    await authenticator.asked(2)
    flow.cancel()
    expect(await offered).toMatchObject({ error: undefined, step: { kind: 'start', isOffered: false } })
    expect(authenticator.ceremonies.at(-1)?.aborted).toBe(true)
  })

  test('ends without a word before it has begun', async () => {
    const { signIn, flow, authenticator } = await setUpWithPasskey()
    const offered = signIn({ autofill: true })
    flow.cancel()
    expect((await offered).error).toBeUndefined()
    expect(authenticator.ceremonies).toHaveLength(1)
  })

  test('gives way to a question', async () => {
    const { signIn, authenticator, shown } = await setUpWithPasskey()
    const offered = signIn({ autofill: true })
    await authenticator.asked(2)
    at(await signIn(), 'complete')
    expect(authenticator.ceremonies.map(({ mediation, aborted }) => [mediation, aborted])).toEqual([
      ['modal', false],
      ['conditional', true],
      ['modal', false],
    ])
    expect((await offered).error).toBeUndefined()
    expect(shown().who).toBe('ada')
  })

  test('stays good for longer than its challenge', async () => {
    const { signIn, authenticator, asked } = await setUpWithPasskey()
    const picked = signIn({ autofill: true })
    await authenticator.asked(2)
    await pass(4.5 * minuteMs)
    await authenticator.asked(3)
    expect(authenticator.ceremonies.at(-2)?.aborted).toBe(true)
    await pass(4 * minuteMs)
    authenticator.answer()
    at(await picked, 'complete')
    expect(asked('POST /auth/passkey/login/begin')).toHaveLength(2)
  })

  test('says why it cannot be made', async () => {
    const { signIn, world, flow } = await setUpWithPasskey()
    world.changeDeployment({ auth_settings: { passkey: { enabled: false } } })
    expect((await signIn({ autofill: true })).error?.code).toBe('passkey-not-enabled')
    expect(start(flow).isOffered).toBe(false)
  })

  test('is not made where a browser does not know how', async () => {
    const { signIn, flow } = await setUpWithPasskey()
    vi.stubGlobal('PublicKeyCredential', function PublicKeyCredential() {})
    expect(flow.isSupported()).toBe(true)
    expect((await signIn({ autofill: true })).error?.code).toBe('passkey-unsupported')
  })
})

test('is complete no more when the account it signed in was signed out, whoever comes next', async () => {
  const { client, signInAs, flow, signIn } = await setUpWithPasskey()
  at(await signIn(), 'complete')
  await client.signOut()
  await signInAs('linus')
  start(flow)
})

test('nobody is asked anything by itself', async () => {
  const { flow, authenticator, asked } = await setUp()
  const before = asked().length
  flow.$state.listen(() => undefined)
  await pass(10 * minuteMs)
  expect(authenticator.ceremonies).toEqual([])
  expect(asked()).toHaveLength(before)
})

test('before the session is known nothing can be done', () => {
  const { tab } = setUpStage({ seed })
  at(createPasskeySignIn(tab().client).$state.get(), 'loading')
})

test('no error and no store tells what proves anybody', async () => {
  const { signIn, world, storage, cookies } = await setUpWithPasskey()
  world.faults.add({ path: '/auth/passkey/login/finish', drop: true, once: true })
  const { error } = await signIn()
  expect(asText([error, [...storage.entries], [...cookies.entries]])).not.toMatch(/signature|clientDataJSON|challenge/)
})

test('its functions stay the same', async () => {
  const { flow, client } = await setUp()
  const first = start(flow)
  await client.refetch()
  expect(start(flow)).toEqual(first)
})
