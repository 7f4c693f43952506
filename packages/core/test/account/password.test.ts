import { seedPassword } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { createPassword } from '../../src/account/index.js'
import { asText, at } from '../flows/steps.js'
import { codeOf, type Person, setUpSignedIn } from '../set-up.js'

async function setUp(people?: readonly Person[], options?: Parameters<typeof setUpSignedIn>[2]) {
  const stage = await setUpSignedIn(people, {}, options)
  const flow = createPassword(stage.client)
  const has = () => at(flow.$state.get(), 'has')
  const none = () => at(flow.$state.get(), 'none')
  const sent = () => stage.asked('POST /me/update-password').length
  return { ...stage, flow, has, none, sent }
}

const currentPassword = seedPassword
const newPassword = 'a-long-new-password'

test('changes, removes and sets the password', async () => {
  const { flow, has, none, client, signIn } = await setUp()
  expect((await has().change({ currentPassword, newPassword })).error).toBeUndefined()
  expect((await has().remove({ currentPassword: newPassword })).error).toBeUndefined()
  expect((await none().set({ newPassword: currentPassword })).error).toBeUndefined()
  has()
  expect(asText(flow.$state.get())).not.toContain(currentPassword)
  await client.signOut()
  expect(await codeOf(signIn('ada'))).toBeUndefined()
})

test('password-incorrect: of a change and of a removal', async () => {
  const { has } = await setUp()
  for (const outcome of [
    has().change({ currentPassword: 'wrong-one', newPassword }),
    has().remove({ currentPassword: 'wrong-one' }),
  ]) {
    const { error } = await outcome
    expect(error?.code).toBe('password-incorrect')
    expect(Object.keys(error?.fields ?? {})).toEqual(['currentPassword'])
  }
})

test.each(['short', 'x'.repeat(126)])('password-rejected: %s is not sent', async (newPassword) => {
  const { has, sent } = await setUp()
  const { error } = await has().change({ currentPassword, newPassword })
  expect(error).toMatchObject({ code: 'password-rejected', fields: { password: expect.anything() } })
  expect(sent()).toBe(0)
})

test('password-rejected: by the server', async () => {
  const { has, world } = await setUp()
  const body = JSON.stringify({ status: 400, message: 'Bad request body', data: {}, errors: null })
  world.faults.add({ path: '/me/update-password', status: 400, body, once: true })
  expect((await has().change({ currentPassword, newPassword })).error?.code).toBe('password-rejected')
})

test.each([false, true])('no-alternative-auth-method: with a code of the server or without one', async (nasty) => {
  const { has, world } = await setUp(['ada'], { nasty })
  world.changeDeployment({
    auth_settings: { auth_factors_enabled: { email_otp: false, email_magic_link: false, phone_otp: false } },
  })
  expect((await has().remove({ currentPassword })).error?.code).toBe('no-alternative-auth-method')
  has()
})

test('a lost answer is made good by the session where it shows the outcome', async () => {
  const { has, none, world } = await setUp()
  world.faults.add({ path: '/me/remove-password', dropResponse: true, once: true })
  expect((await has().remove({ currentPassword })).error).toBeUndefined()
  world.faults.add({ path: '/me/update-password', dropResponse: true, once: true })
  expect((await none().set({ newPassword })).error).toBeUndefined()
})

test.each(['drop', 'dropResponse'])('unconfirmed: no answer to a change (%s)', async (fault) => {
  const { has, world } = await setUp()
  world.faults.add({ path: '/me/update-password', [fault]: true, once: true })
  const { error } = await has().change({ currentPassword, newPassword })
  expect(error).toMatchObject({ code: 'unconfirmed', cause: { retryable: true } })
})

test('invalid-argument: a missing password', async () => {
  const { has, asked } = await setUp()
  const { change, remove } = has()
  for (const outcome of [
    change({ currentPassword: '', newPassword }),
    change({ currentPassword, newPassword: '' }),
    remove({ currentPassword: '' }),
  ])
    expect((await outcome).error?.code).toBe('invalid-argument')
  expect(asked().filter((line) => line.includes('password'))).toEqual([])
})

test('the password of one account is not changed for another', async () => {
  const { has, client, world, idOf, sent } = await setUp(['linus', 'ada'])
  const slow = world.faults.add({ path: '/session/switch-sign-in', hold: true, once: true })
  const switched = client.switchSignIn(idOf('linus'))
  await slow.held()
  const changing = has().change({ currentPassword, newPassword })
  slow.release()
  await switched
  expect((await changing).error?.code).toBe('context-changed')
  expect(sent()).toBe(0)
})
