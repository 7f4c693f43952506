import { mary } from '@wachter/testing/people'
import { expect, test } from 'vitest'
import { createSignIn, createSignUp } from '../../../src/flows/index.js'
import type { Client } from '../../../src/index.js'
import { at, codesIn } from '../../flows/steps.js'
import { pass, setUp } from '../../set-up.js'

type Stage = ReturnType<typeof setUp>

/** Signs out of all while the answer of a change is on its way; `meanwhile` runs before it arrives. */
async function overtake(
  { world }: Stage,
  client: Client,
  path: string,
  change: () => Promise<unknown>,
  meanwhile: () => Promise<unknown> = async () => undefined,
) {
  const held = world.faults.add({ path, hold: true, once: true })
  const changing = change().catch(() => undefined)
  await held.held()
  const signingOut = client.signOut()
  await meanwhile()
  held.release()
  await Promise.all([changing, signingOut])
}

test('a sign-out of all ends the account that an overtaken sign-up creates, beside older sign-ins', async () => {
  const stage = setUp()
  const { client } = await stage.openAs(['ada'])
  await pass(60_000)
  const sent = await at(await at(createSignUp(client).$state.get(), 'start').submit(mary), 'verify-code').send()
  const [code = ''] = codesIn(stage.world)
  await overtake(stage, client, '/auth/attempt-verification', () => at(sent, 'verify-code').verify(code))
  expect(stage.world.state().signins).toEqual([])
})

test('a sign-out of all ends the account that an overtaken sign-up without verification creates', async () => {
  const stage = setUp()
  stage.world.changeDeployment({ auth_settings: { verification_policy: { email: false, phone_number: false } } })
  const { client } = await stage.openAs(['ada'])
  await overtake(stage, client, '/auth/signup', () => at(createSignUp(client).$state.get(), 'start').submit(mary))
  expect(stage.world.state().signins).toEqual([])
})

test('a sign-out of all ends nobody else when the attempt it overtook has more steps', async () => {
  const stage = setUp()
  const { client, signIn } = await stage.openAs(['ada'])
  const second = await stage.open()
  stage.world.setSecondFactorPolicy('grace', 'enforced')
  const begin = () => signIn('grace')
  await overtake(stage, client, '/auth/signin', begin, () => second.signIn('linus'))
  expect(second.shown().who).toBe('linus')
})

test('a sign-out of all ends the account that an overtaken code signs in, although other attempts are newer', async () => {
  const stage = setUp()
  const { client } = await stage.openAs(['ada'])
  const start = at(createSignIn(client).$state.get(), 'start')
  const sent = await at(await start.emailCode({ email: 'linus@example.com' }), 'verify-code').send()
  const [code = ''] = codesIn(stage.world)
  const other = at(createSignIn((await stage.open()).client).$state.get(), 'start')
  await other.emailCode({ email: 'grace@example.com' })
  await pass(5_000)
  await overtake(stage, client, '/auth/attempt-verification', () => at(sent, 'verify-code').verify(code))
  expect(stage.world.state().signins).toEqual([])
})

test('a sign-out of all leaves the newer sign-in of the same user when the one it overtook was revoked meanwhile', async () => {
  const stage = setUp()
  const { world } = stage
  const { client, signIn } = await stage.openAs(['ada'])
  const second = await stage.open()
  const userId = world.user('linus').id
  const isOfLinus = (row: { readonly userId: string }) => row.userId === userId
  await overtake(
    stage,
    client,
    '/auth/signin',
    () => signIn('linus'),
    async () => {
      world.revokeSignIn(world.state().signins.find(isOfLinus)?.id ?? '')
      await pass(300)
      await second.signIn('linus')
    },
  )
  expect(world.state().signins.map((row) => row.userId)).toEqual([userId])
  expect(second.shown().who).toBe('linus')
})
