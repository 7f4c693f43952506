import { beforeAll, describe, expect, test } from 'vitest'
import { createPasskeys } from '../../../src/account/index.js'
import { createPasskeySignIn } from '../../../src/flows/index.js'
import { manage, seed, setUpPasskeys } from '../../flows/passkeys/passkeys-stage.js'
import { asText, at } from '../../flows/steps.js'
import { minuteMs, type Person, pass, setUp as setUpStage } from '../../set-up.js'

// What is loaded when it is first needed takes real time; here it is there.
beforeAll(() => import('@simplewebauthn/browser'))

const setUp = async (people?: readonly Person[]) => {
  const { passkeys: flow, ...stage } = await setUpPasskeys(people)
  return { ...stage, flow }
}

describe('managing', () => {
  test('registers, lists, renames and removes; the session shows whether there are any', async () => {
    const { flow, client } = await setUp()
    expect(manage(flow).passkeys).toBeUndefined()
    expect(at(await manage(flow).refresh(), 'manage').passkeys).toEqual([])
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
    expect(at(await manage(flow).refresh(), 'manage').passkeys).toHaveLength(1)
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
    for (const outcome of [manage(flow).refresh(), manage(flow).register({ name: 'Laptop' })])
      expect((await outcome).error?.code).toBe('passkey-not-enabled')
  })

  test('signed-out: the account has left elsewhere', async () => {
    const { flow, world, idOf } = await setUp()
    world.revokeSignIn(idOf('ada'))
    expect((await manage(flow).refresh()).error?.code).toBe('signed-out')
    await pass()
    at(flow.$state.get(), 'signed-out')
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

  test('the list of a flow that is listened to is loaded again in another place', async () => {
    const { flow, client, organization } = await setUpTwo()
    flow.$state.listen(() => undefined)
    await client.switchOrganization(organization('Acme'))
    await pass()
    expect(manage(flow).passkeys).toHaveLength(1)
  })

  test('a lost answer is not taken for a success because the list was emptied by another organization', async () => {
    const { flow, world, client, organization } = await setUpTwo()
    const id = manage(flow).passkeys?.[0]?.id ?? ''
    world.faults.add({ path: '/me/passkeys/*/delete', drop: true, once: true })
    const slow = world.faults.add({ path: '/me/passkeys', method: 'GET', hold: true, once: true })
    const removing = manage(flow).remove(id)
    await slow.held()
    await client.switchOrganization(organization('Acme'))
    slow.release()
    expect((await removing).error?.code).toBe('offline')
    expect(manage(flow).passkeys).toHaveLength(1)
  })

  test('context-changed: a list that comes after switching there and back is dropped', async () => {
    const { flow, world, thereAndBack } = await setUpTwo()
    const slow = world.faults.add({ path: '/me/passkeys', hold: true, once: true })
    const listing = manage(flow).refresh()
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
    const first = manage(flow).refresh()
    await slow.held()
    await client.switchSignIn(idOf('linus'))
    const second = manage(flow).refresh()
    slow.release()
    await first
    expect(at(await second, 'manage').passkeys).toEqual([])
    expect(listed(asked) - before).toBe(2)
  })

  test('a list asked for after a change elsewhere is not the one under way', async () => {
    const { flow, client, world } = await setUpTwo()
    const other = createPasskeys(client)
    const slow = world.faults.add({ path: '/me/passkeys', hold: true, once: true })
    const first = manage(flow).refresh()
    await slow.held()
    const { passkeys } = at(await manage(other).refresh(), 'manage')
    await manage(other).remove(passkeys?.[0]?.id ?? '')
    const second = manage(flow).refresh()
    slow.release()
    await first
    expect(at(await second, 'manage').passkeys).toEqual([])
  })

  test('context-changed: a change that waits for its turn is not asked for another account', async () => {
    const { flow, world, client, idOf, asked } = await setUpTwo()
    const id = manage(flow).passkeys?.[0]?.id ?? ''
    const slow = world.faults.add({ path: '/me/passkeys', hold: true, once: true })
    void manage(flow).refresh()
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
    void manage(flow).refresh()
    await slow.held()
    const registering = manage(flow).register({ name: 'Phone' })
    await client.switchSignIn(idOf('linus'))
    slow.release()
    expect((await registering).error?.code).toBe('context-changed')
    expect(asked('POST /me/passkeys/register/begin')).toEqual([])
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

test('loads the list while somebody listens, and prompts nobody by itself', async () => {
  const { flow, authenticator, asked } = await setUp()
  const before = asked().length
  await pass()
  expect(asked()).toHaveLength(before)
  flow.$state.listen(() => undefined)
  await pass(10 * minuteMs)
  expect(authenticator.ceremonies).toEqual([])
  expect(asked().slice(before)).toEqual(['GET /me/passkeys'])
  expect(manage(flow).passkeys).toEqual([])
})

test('a passkey that was added in another tab is shown', async () => {
  const { flow, open } = await setUp()
  flow.$state.listen(() => undefined)
  const other = createPasskeys((await open()).client)
  await pass(1_000)
  await manage(other).register({ name: 'Laptop' })
  await pass()
  expect(manage(flow).passkeys).toMatchObject([{ name: 'Laptop' }])
})

test('a list that could not be loaded says why', async () => {
  const { flow, world } = await setUp()
  world.changeDeployment({ auth_settings: { passkey: { enabled: false } } })
  flow.$state.listen(() => undefined)
  await pass()
  expect(manage(flow)).toMatchObject({ passkeys: undefined, listError: { code: 'passkey-not-enabled' } })
})

test('before the session is known nothing can be done', () => {
  const { tab } = setUpStage({ seed })
  at(createPasskeys(tab().client).$state.get(), 'loading')
})

test('nothing can be done while nobody is signed in', async () => {
  const { flow, client } = await setUp()
  await client.signOut()
  at(flow.$state.get(), 'signed-out')
})

test('ends an offer to sign in with one: a page has one ceremony at a time', async () => {
  const { flow, client, authenticator } = await setUp()
  const offered = at(createPasskeySignIn(client).$state.get(), 'start').signIn({ autofill: true })
  await authenticator.asked(1)
  await manage(flow).register({ name: 'Laptop' })
  expect((await offered).error).toBeUndefined()
  expect(authenticator.ceremonies[0]?.aborted).toBe(true)
})

test('aborted: by whoever cancels while the person is asked', async () => {
  const { flow, authenticator, asked } = await setUp()
  authenticator.hesitate()
  const registering = manage(flow).register({ name: 'Laptop' })
  await authenticator.asked(1)
  flow.cancel()
  expect((await registering).error?.code).toBe('aborted')
  expect(asked('POST /me/passkeys/register/finish')).toEqual([])
})

test('its functions stay the same', async () => {
  const { flow, client } = await setUp()
  const first = manage(flow)
  await client.refetch()
  expect(manage(flow)).toEqual(first)
})

test('cancel after a passkey was made leaves an offer alone that began since', async () => {
  const { flow, client, world, authenticator } = await setUp()
  const slow = world.faults.add({ path: '/me/passkeys/register/finish', hold: true, once: true })
  const registering = manage(flow).register({ name: 'Laptop' })
  await slow.held()
  const signIn = createPasskeySignIn(client)
  void at(signIn.$state.get(), 'start').signIn({ autofill: true })
  await authenticator.asked(2)
  flow.cancel()
  slow.release()
  await registering
  expect(at(signIn.$state.get(), 'start').isOffered).toBe(true)
  signIn.cancel()
})
