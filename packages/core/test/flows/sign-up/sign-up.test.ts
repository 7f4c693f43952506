import { mary } from '@wachter/testing/people'
import { expect, test } from 'vitest'
import { createSignUp } from '../../../src/flows/index.js'
import { pass, setUp } from '../../set-up.js'
import { at, codesIn } from '../steps.js'

test('a sign-up verifies the address and ends with the account in the session', async () => {
  const { open, world } = setUp()
  const { client, shown } = await open()
  const { $state } = createSignUp(client)
  const begun = at(await at($state.get(), 'start').submit(mary), 'verify-code')
  expect(begun).toMatchObject({ channel: 'email', address: 'mary@example.com', sentAtMs: undefined })
  expect(codesIn(world)).toEqual([])
  const sent = at(await begun.send(), 'verify-code')
  expect(sent.resendAtMs).toBe(Date.now() + 30_000)
  const [code = ''] = codesIn(world)
  expect((await sent.verify('000000')).error?.code).toBe('code-rejected')
  expect((await sent.verify(code)).step.kind).toBe('complete')
  expect(shown()).toMatchObject({ status: 'signed-in', who: 'mary' })
})

test('what several fields are refused for is told of each', async () => {
  const { open } = setUp()
  const { client } = await open()
  const { $state } = createSignUp(client)
  const { error, step } = await at($state.get(), 'start').submit({ ...mary, email: 'ada@example.com', username: 'ada' })
  expect(step.kind).toBe('start')
  expect(error?.fields).toMatchObject({ email: { code: 'EMAIL_EXISTS' }, username: { code: 'USERNAME_EXISTS' } })
})

test('a reload finds the attempt, the address and the time of the last code, and sends nothing', async () => {
  const { open, world } = setUp()
  const { client } = await open()
  const before = await at(await at(createSignUp(client).$state.get(), 'start').submit(mary), 'verify-code').send()
  client.stop()
  const again = createSignUp((await open()).client)
  const unlisten = again.$state.listen(() => undefined)
  const { attemptId, sentAtMs, resendAtMs } = at(before, 'verify-code')
  expect(at(again.$state.get(), 'verify-code')).toMatchObject({ attemptId, sentAtMs, resendAtMs })
  expect(codesIn(world)).toHaveLength(1)
  unlisten()
})

test('a code asked for twice at once, or too soon, is sent once', async () => {
  const { open, world } = setUp()
  const { client } = await open()
  const step = at(await at(createSignUp(client).$state.get(), 'start').submit(mary), 'verify-code')
  const [first, second] = await Promise.all([step.send(), step.send()])
  expect(first).toBe(second)
  expect((await step.send()).error).toMatchObject({ code: 'too-soon', retryAfterMs: 30_000 })
  expect(codesIn(world)).toHaveLength(1)
  await pass(30_000)
  expect((await step.send()).error).toBeUndefined()
  expect(codesIn(world)).toHaveLength(2)
})

test('a sign-up that needs no verification is complete at once, although its attempt never says so', async () => {
  const { open, world } = setUp()
  world.changeDeployment({ auth_settings: { verification_policy: { email: false, phone_number: false } } })
  const { client, shown } = await open()
  const { step } = await at(createSignUp(client).$state.get(), 'start').submit(mary)
  expect(step.kind).toBe('complete')
  expect(shown().who).toBe('mary')
})

test('a step of an attempt that has expired says so, and begins anew', async () => {
  const { open } = setUp()
  const { client } = await open()
  const { $state } = createSignUp(client)
  const step = at(await at($state.get(), 'start').submit(mary), 'verify-code')
  await pass(600_000)
  const ended = at(await step.send(), 'ended')
  expect(ended.reason).toBe('expired')
  ended.restart()
  expect($state.get().step.kind).toBe('start')
})
