import { defaultSeed, type EmulatorOptions } from '@wachter/emulator'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { createPasskeys, type PasskeysFlow } from '../../src/flows/index.js'
import { minuteMs, type Person, pass, setUp as setUpStage } from '../set-up.js'
import { stubAuthenticator } from './fake-authenticator.js'
import { asText, at } from './steps.js'

const passkey = { enabled: true, prompt_registration_on_auth: false, allow_autofill: false }
const seed = { ...defaultSeed, deployment: { auth_settings: { passkey } } }

// What is loaded when it is first needed takes real time; here it is there.
beforeAll(() => import('@simplewebauthn/browser'))

async function setUp(people: readonly Person[] = ['ada'], options: EmulatorOptions = {}) {
  const stage = setUpStage({ seed, ...options })
  const authenticator = stubAuthenticator(stage.emulator.baseUrl)
  const tab = await stage.openAs(people)
  const flow = createPasskeys(tab.client)
  return { ...stage, ...tab, authenticator, flow }
}

const manage = (flow: PasskeysFlow) => at(flow.$state.get(), 'manage')
const start = (flow: PasskeysFlow) => at(flow.$state.get(), 'start')

const setUpWithPasskeyOf = async () => {
  const { signIn, ...stage } = await setUp(['ada'])
  await manage(stage.flow).register({ name: 'Laptop' })
  await stage.client.signOut()
  return { ...stage, signInAs: signIn, signIn: start(stage.flow).signIn }
}

/** Somebody who has a passkey and is signed out. */
async function setUpWithPasskey(options: EmulatorOptions = {}) {
  const stage = await setUp(['ada'], options)
  expect((await manage(stage.flow).register({ name: 'Laptop' })).error).toBeUndefined()
  await stage.client.signOut()
  const flow = createPasskeys(stage.client)
  return { ...stage, flow, signIn: start(flow).signIn }
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
    manage(flow)
    await client.signOut()
    start(flow)
  })

  test('adds an account beside those that are here', async () => {
    const { signIn: signInWithPasskey, client, openAs, flow } = await setUpWithPasskey()
    await openAs(['linus'])
    await client.refetch()
    manage(flow)
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
    expect((await start(createPasskeys(client)).signIn()).step.kind).toBe('start')
    const getChallengeToken = async () => world.mintChallengeToken()
    at(await start(createPasskeys(client, { getChallengeToken })).signIn(), 'complete')
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
    const id = at(await manage(theirs).list(), 'manage').passkeys?.[0]?.id ?? ''
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
    const { flow } = await setUp()
    await manage(flow).register({ name: 'Laptop' })
    expect((await manage(flow).signIn()).error?.code).toBe('user-already-signed-in')
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

describe('managing', () => {
  test('registers, lists, renames and removes; the session shows whether there are any', async () => {
    const { flow, client } = await setUp()
    expect(manage(flow).passkeys).toBeUndefined()
    expect(at(await manage(flow).list(), 'manage').passkeys).toEqual([])
    const registered = at(await manage(flow).register({ name: 'Laptop' }), 'manage')
    expect(registered.passkeys).toEqual([
      {
        id: expect.any(String),
        name: 'Laptop',
        createdAtMs: Date.now(),
        lastUsedAtMs: undefined,
        deviceType: 'platform',
        backedUp: false,
      },
    ])
    expect(client.$user.get()?.hasPasskeys).toBe(true)
    const id = registered.passkeys?.[0]?.id ?? ''
    expect(at(await registered.rename(id, 'Work'), 'manage').passkeys).toMatchObject([{ id, name: 'Work' }])
    expect(at(await registered.remove(id), 'manage').passkeys).toEqual([])
    expect(client.$user.get()?.hasPasskeys).toBe(false)
  })

  test("shows nobody somebody else's", async () => {
    const { flow, client, idOf } = await setUp(['linus', 'ada'])
    await manage(flow).register({ name: 'Laptop' })
    expect(manage(flow).passkeys).toHaveLength(1)
    await client.switchSignIn(idOf('linus'))
    expect(manage(flow).passkeys).toBeUndefined()
  })

  test('gives way to nothing: an offer ends when one is registered', async () => {
    const { flow, authenticator } = await setUp()
    const offered = manage(flow).signIn({ autofill: true })
    await authenticator.asked(1)
    await manage(flow).register({ name: 'Laptop' })
    expect((await offered).error).toBeUndefined()
    expect(authenticator.ceremonies[0]?.aborted).toBe(true)
  })

  test.each([
    ['passkey-cancelled', 'NotAllowedError'],
    ['passkey-exists', 'InvalidStateError'],
    ['passkey-wrong-origin', 'SecurityError'],
    ['passkey-unsupported', 'ConstraintError'],
    ['passkey-failed', 'UnknownError'],
  ])('%s: what a browser calls %s', async (code, name) => {
    const { flow, authenticator, asked } = await setUp()
    authenticator.fail(name)
    expect((await manage(flow).register({ name: 'Laptop' })).error?.code).toBe(code)
    expect(asked('POST /me/passkeys/register/finish')).toEqual([])
  })

  test('passkey-exists: this one is registered already', async () => {
    const { flow } = await setUp()
    await manage(flow).register({ name: 'Laptop' })
    expect((await manage(flow).register({ name: 'Again' })).error?.code).toBe('passkey-exists')
    expect(at(await manage(flow).list(), 'manage').passkeys).toHaveLength(1)
  })

  test.each([
    ['passkey-exists', 'Passkey is registered already'],
    ['passkey-rejected', 'Passkey registration has expired'],
  ])('%s: the server says "%s"', async (code, message) => {
    const { flow, world } = await setUp()
    const body = JSON.stringify({ status: 400, message, data: null, errors: null })
    world.faults.add({ path: '/me/passkeys/register/finish', status: 400, body, once: true })
    expect((await manage(flow).register({ name: 'Laptop' })).error?.code).toBe(code)
  })

  test('passkey-not-found: one there is not, under whatever name', async () => {
    const { flow } = await setUp()
    expect((await manage(flow).rename('1', 'Work')).error?.code).toBe('passkey-not-found')
    expect((await manage(flow).remove('../1')).error?.code).toBe('passkey-not-found')
  })

  test('passkey-not-enabled: the deployment has none', async () => {
    const { flow, world } = await setUp()
    world.changeDeployment({ auth_settings: { passkey: { enabled: false } } })
    for (const outcome of [manage(flow).list(), manage(flow).register({ name: 'Laptop' })])
      expect((await outcome).error?.code).toBe('passkey-not-enabled')
  })

  test('signed-out: the account has left elsewhere', async () => {
    const { flow, world, idOf } = await setUp()
    world.revokeSignIn(idOf('ada'))
    expect((await manage(flow).list()).error?.code).toBe('signed-out')
    await pass()
    start(flow)
  })

  test('invalid-argument: no name, no id', async () => {
    const { flow, asked } = await setUp()
    const { register, rename, remove } = manage(flow)
    for (const outcome of [register({ name: '' }), rename('1', ' '), rename('', 'Work'), remove('')])
      expect((await outcome).error?.code).toBe('invalid-argument')
    expect(asked().filter((line) => line.includes('/me/passkeys'))).toEqual([])
  })

  test.each(['register/finish', '*/delete', '*'])('a lost answer of %s is made good by the list', async (path) => {
    const { flow, world } = await setUp()
    const { register, rename, remove } = manage(flow)
    if (path !== 'register/finish') await register({ name: 'Laptop' })
    const id = manage(flow).passkeys?.[0]?.id ?? ''
    world.faults.add({
      path: `/me/passkeys/${path}`,
      method: path === '*' ? 'PATCH' : 'POST',
      dropResponse: true,
      once: true,
    })
    const after = path === '*' ? rename(id, 'Work') : path === '*/delete' ? remove(id) : register({ name: 'Laptop' })
    expect((await after).error).toBeUndefined()
  })

  test('a change that never arrived is told', async () => {
    const { flow, world } = await setUp()
    await manage(flow).register({ name: 'Laptop' })
    const id = manage(flow).passkeys?.[0]?.id ?? ''
    world.faults.add({ path: '/me/passkeys/*/delete', drop: true, once: true })
    expect((await manage(flow).remove(id)).error?.code).toBe('offline')
    expect(manage(flow).passkeys).toHaveLength(1)
  })
})

describe('bound to the account that was active when it was asked for', () => {
  const setUpTwo = async () => {
    const stage = await setUp(['linus', 'ada'])
    await manage(stage.flow).register({ name: 'Laptop' })
    const thereAndBack = async () => {
      await stage.client.switchSignIn(stage.idOf('linus'))
      await stage.client.switchSignIn(stage.idOf('ada'))
    }
    return { ...stage, thereAndBack }
  }
  const listed = (asked: (path?: string) => string[]) => asked('GET /me/passkeys').length

  test.each([
    ['that is listened to', true],
    ['that is not', false],
  ])('the list of a flow %s is gone after switching there and back', async (_, isWatched) => {
    const { flow, thereAndBack } = await setUpTwo()
    const unlisten = isWatched ? flow.$state.listen(() => undefined) : undefined
    expect(manage(flow).passkeys).toHaveLength(1)
    await thereAndBack()
    expect(manage(flow).passkeys).toBeUndefined()
    unlisten?.()
  })

  test('the list stays when only the place is another', async () => {
    const { flow, client, organization } = await setUpTwo()
    await client.switchOrganization(organization('Acme'))
    expect(manage(flow).passkeys).toHaveLength(1)
  })

  test('context-changed: a list that comes after switching there and back is dropped', async () => {
    const { flow, world, thereAndBack } = await setUpTwo()
    const slow = world.faults.add({ path: '/me/passkeys', hold: true, once: true })
    const listing = manage(flow).list()
    await slow.held()
    await thereAndBack()
    slow.release()
    expect((await listing).error?.code).toBe('context-changed')
    expect(manage(flow).passkeys).toBeUndefined()
  })

  test('a list asked for by the next account is not the one under way', async () => {
    const { flow, world, client, idOf, asked } = await setUpTwo()
    const slow = world.faults.add({ path: '/me/passkeys', hold: true, once: true })
    const before = listed(asked)
    const first = manage(flow).list()
    await slow.held()
    await client.switchSignIn(idOf('linus'))
    const second = manage(flow).list()
    slow.release()
    await first
    expect(at(await second, 'manage').passkeys).toEqual([])
    expect(listed(asked) - before).toBe(2)
  })

  test('a list asked for after a change elsewhere is not the one under way', async () => {
    const { flow, client, world } = await setUpTwo()
    const other = createPasskeys(client)
    const slow = world.faults.add({ path: '/me/passkeys', hold: true, once: true })
    const first = manage(flow).list()
    await slow.held()
    const { passkeys } = at(await manage(other).list(), 'manage')
    await manage(other).remove(passkeys?.[0]?.id ?? '')
    const second = manage(flow).list()
    slow.release()
    await first
    expect(at(await second, 'manage').passkeys).toEqual([])
  })

  test('context-changed: a change that waits for its turn is not asked for another account', async () => {
    const { flow, world, client, idOf, asked } = await setUpTwo()
    const id = manage(flow).passkeys?.[0]?.id ?? ''
    const slow = world.faults.add({ path: '/me/passkeys', hold: true, once: true })
    void manage(flow).list()
    await slow.held()
    const removing = manage(flow).remove(id)
    await client.switchSignIn(idOf('linus'))
    slow.release()
    expect((await removing).error?.code).toBe('context-changed')
    expect(asked(`POST /me/passkeys/${id}/delete`)).toEqual([])
  })

  test('context-changed: a passkey that waits for its turn is not begun for another account', async () => {
    const { flow, world, client, idOf, asked } = await setUp(['linus', 'ada'])
    const slow = world.faults.add({ path: '/me/passkeys', hold: true, once: true })
    void manage(flow).list()
    await slow.held()
    const registering = manage(flow).register({ name: 'Phone' })
    await client.switchSignIn(idOf('linus'))
    slow.release()
    expect((await registering).error?.code).toBe('context-changed')
    expect(asked('POST /me/passkeys/register/begin')).toEqual([])
  })

  test('is complete no more when the account it signed in was signed out, whoever comes next', async () => {
    const { client, signInAs, flow, signIn } = await setUpWithPasskeyOf()
    at(await signIn(), 'complete')
    await client.signOut()
    await signInAs('linus')
    manage(flow)
  })

  test('context-changed: a passkey made for one account is not registered for another', async () => {
    const { flow, client, idOf, authenticator, asked } = await setUp(['linus', 'ada'])
    authenticator.hesitate()
    const registering = manage(flow).register({ name: 'Phone' })
    await authenticator.asked(1)
    await client.switchSignIn(idOf('linus'))
    expect((await registering).error?.code).toBe('context-changed')
    expect(authenticator.ceremonies.at(-1)?.aborted).toBe(true)
    expect(asked('POST /me/passkeys/register/finish')).toEqual([])
  })

  test.each([0, 1, 2, 3])(
    'context-changed: the account leaves %i microtasks after the person has answered',
    async (count) => {
      const { flow, client, authenticator, asked } = await setUp()
      authenticator.hesitate()
      const registering = manage(flow).register({ name: 'Phone' })
      await authenticator.asked(1)
      authenticator.answer()
      for (let left = count; left > 0; left--) await Promise.resolve()
      const leaving = client.signOut()
      expect((await registering).error?.code).toBe('context-changed')
      expect(asked('POST /me/passkeys/register/finish')).toEqual([])
      await leaving
    },
  )

  test('context-changed: a challenge that comes late asks nobody anything', async () => {
    const { flow, client, idOf, authenticator, world } = await setUpTwo()
    const slow = world.faults.add({ path: '/me/passkeys/register/begin', hold: true, once: true })
    const registering = manage(flow).register({ name: 'Phone' })
    await slow.held()
    await client.switchSignIn(idOf('linus'))
    slow.release()
    expect((await registering).error?.code).toBe('context-changed')
    expect(authenticator.ceremonies).toHaveLength(1)
  })

  test('nothing of it stays once the account was signed out', async () => {
    const { flow, client, idOf } = await setUpTwo()
    await client.signOut(idOf('ada'))
    await client.switchSignIn(idOf('linus'))
    expect(asText(flow.$state.get())).not.toContain('Laptop')
  })
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
  at(createPasskeys(tab().client).$state.get(), 'loading')
})

test('no error and no store tells what proves anybody', async () => {
  const { signIn, world, storage, cookies } = await setUpWithPasskey()
  world.faults.add({ path: '/auth/passkey/login/finish', drop: true, once: true })
  const { error } = await signIn()
  expect(asText([error, [...storage.entries], [...cookies.entries]])).not.toMatch(/signature|clientDataJSON|challenge/)
})

test('its functions stay the same', async () => {
  const { flow, client } = await setUp()
  const first = manage(flow)
  await client.refetch()
  expect(manage(flow)).toEqual(first)
})
