import { seedPassword } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { signInWithPassword } from '../../../src/flows/index.js'
import { codeOf, setUp } from '../../set-up.js'

test('a sign-in by username or e-mail resolves when the session shows the account', async () => {
  const { open } = setUp()
  const { client, signIn, shown } = await open()
  await signIn('ada')
  expect(shown()).toMatchObject({ status: 'signed-in', who: 'ada' })
  await signInWithPassword(client, { username: 'linus', password: seedPassword })
  expect(shown().who).toBe('linus')
  expect(client.$signIns.get()).toHaveLength(2)
})

test('a sign-in that took place resolves although its answer was lost', async () => {
  const { open, world } = setUp()
  const { signIn, shown } = await open()
  world.faults.add({ path: '/auth/signin', dropResponse: true, once: true })
  expect(await codeOf(signIn('ada'))).toBeUndefined()
  expect(shown()).toMatchObject({ status: 'signed-in', who: 'ada' })
})

test('an account that was here before does not make a lost sign-in look done', async () => {
  const { openAs, world } = setUp()
  const { signIn, shown } = await openAs(['ada'])
  world.faults.add({ path: '/auth/signin', drop: true, once: true })
  expect(await codeOf(signIn('grace'))).toBe('offline')
  expect(shown().who).toBe('ada')
})

test('a client that knows nothing yet asks first who is here', async () => {
  const { openAs, tab, world } = setUp()
  const first = await openAs(['ada'])
  first.client.stop()
  const { signIn, shown } = tab()
  world.faults.add({ path: '/auth/signin', drop: true, once: true })
  expect(await codeOf(signIn('grace'))).toBe('offline')
  expect(shown().who).toBe('ada')
})

test('a refusal keeps the code the server gave', async () => {
  const { openAs, world } = setUp()
  const { signIn } = await openAs(['ada'])
  expect(await codeOf(signIn('grace', 'wrong'))).toBe('invalid-credentials')
  expect(await codeOf(signIn('ada'))).toBe('user-already-signed-in')
  world.disableUser('linus')
  expect(await codeOf(signIn('linus'))).toBe('user-disabled')
})

test('a sign-in that needs a further step is incomplete and says which', async () => {
  const { open, world } = setUp()
  world.setSecondFactorPolicy('grace', 'enforced')
  const { client, signIn } = await open()
  const error = await signIn('grace').catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code: 'incomplete', data: { kind: 'second-factor' } })
  expect(client.$session.get()).toBeNull()
})
