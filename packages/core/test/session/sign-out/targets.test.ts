import { expect, test } from 'vitest'
import { createSignIn, createSignUp } from '../../../src/flows/index.js'
import { at, codesIn } from '../../flows/steps.js'
import { codeOf, pass, setUp } from '../../set-up.js'

const mary = {
  firstName: 'Mary',
  lastName: 'Shelley',
  username: 'mary',
  email: 'mary@example.com',
  password: 'Modern-Prometheus-1818',
}

test('a sign-out of all ends the account that an overtaken sign-up creates, beside older sign-ins', async () => {
  const { openAs, world } = setUp()
  const { client } = await openAs(['ada'])
  await pass(60_000)
  const sent = await at(await at(createSignUp(client).$state.get(), 'start').submit(mary), 'verify-code').send()
  const [code = ''] = codesIn(world)
  const held = world.faults.add({ path: '/auth/attempt-verification', hold: true, once: true })
  const verifying = at(sent, 'verify-code').verify(code)
  await held.held()
  const signingOut = client.signOut()
  held.release()
  await Promise.all([verifying, signingOut])
  expect(world.state().signins).toEqual([])
})

test('a sign-out of all ends the account that an overtaken sign-up without verification creates', async () => {
  const { openAs, world } = setUp()
  world.changeDeployment({ auth_settings: { verification_policy: { email: false, phone_number: false } } })
  const { client } = await openAs(['ada'])
  const held = world.faults.add({ path: '/auth/signup', hold: true, once: true })
  const signingUp = at(createSignUp(client).$state.get(), 'start').submit(mary)
  await held.held()
  const signingOut = client.signOut()
  held.release()
  await Promise.all([signingUp, signingOut])
  expect(world.state().signins).toEqual([])
})

test('a sign-out of all ends nobody else when the attempt it overtook has more steps', async () => {
  const { openAs, open, world } = setUp()
  const { client, signIn } = await openAs(['ada'])
  const second = await open()
  world.setSecondFactorPolicy('grace', 'enforced')
  const held = world.faults.add({ path: '/auth/signin', hold: true, once: true })
  const signingIn = codeOf(signIn('grace'))
  await held.held()
  const signingOut = client.signOut()
  await second.signIn('linus')
  held.release()
  await Promise.all([signingIn, signingOut])
  expect(second.shown().who).toBe('linus')
})

test('a sign-out of all ends the account that an overtaken code signs in, although other attempts are newer', async () => {
  const { openAs, open, world } = setUp()
  const { client } = await openAs(['ada'])
  const start = at(createSignIn(client).$state.get(), 'start')
  const sent = await at(await start.emailCode({ email: 'linus@example.com' }), 'verify-code').send()
  const [code = ''] = codesIn(world)
  const other = at(createSignIn((await open()).client).$state.get(), 'start')
  await other.emailCode({ email: 'grace@example.com' })
  await pass(5_000)
  const held = world.faults.add({ path: '/auth/attempt-verification', hold: true, once: true })
  const verifying = at(sent, 'verify-code').verify(code)
  await held.held()
  const signingOut = client.signOut()
  held.release()
  await Promise.all([verifying, signingOut])
  expect(world.state().signins).toEqual([])
})

test('a sign-out of all leaves the newer sign-in of the same user when the one it overtook was revoked meanwhile', async () => {
  const { openAs, open, world } = setUp()
  const { client, signIn } = await openAs(['ada'])
  const second = await open()
  const held = world.faults.add({ path: '/auth/signin', hold: true, once: true })
  const signingIn = codeOf(signIn('linus'))
  await held.held()
  const userId = world.user('linus').id
  const [brought] = world.state().signins.filter((row) => row.userId === userId)
  const signingOut = client.signOut()
  world.revokeSignIn(brought?.id ?? '')
  await pass(300)
  await second.signIn('linus')
  held.release()
  await Promise.all([signingIn, signingOut])
  expect(world.state().signins.map((row) => row.userId)).toEqual([userId])
  expect(second.shown().who).toBe('linus')
})
