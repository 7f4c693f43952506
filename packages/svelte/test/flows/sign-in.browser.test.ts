import { createSignIn } from '@wachter/core/flows'
import { setUp } from '@wachter/testing/adapter-stage'
import { hydrate, unmount } from 'svelte'
import { expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import SignIn from '../../examples/SignIn.svelte'
import type { UseSignIn } from '../../src/flows/index.js'
import App from '../pages/App.svelte'
import CodeByEmail from '../pages/flows/CodeByEmail.svelte'
import Shared from '../pages/flows/Shared.svelte'
import { createContainer, render } from '../render.js'
import { loadingFlow } from '../server-rendered.js'

test('the example walks somebody through a password and a second factor', async () => {
  const { client, world } = setUp()
  world.setSecondFactorPolicy('grace', 'enforced')
  render(client, SignIn, {})
  await page.getByLabelText('E-mail').fill('grace@example.com')
  await page.getByLabelText('Password').fill('wrong')
  await page.getByText('Continue').click()
  await expect.element(page.getByRole('alert')).toBeVisible()
  await page.getByLabelText('Password').fill('correct-horse-battery')
  await page.getByText('Continue').click()
  await page.getByLabelText('Code').fill(world.totpCode('grace'))
  await page.getByText('Continue').click()
  await expect.element(page.getByText('Welcome!')).toBeVisible()
  expect(client.$user.get()?.firstName).toBe('Grace')
})

test('a page mounted again takes up what is in progress and sends nothing twice', async () => {
  const { client, world } = setUp()
  const stop = render(client, CodeByEmail, {})
  await page.getByText('Mail a code').click()
  await expect.element(page.getByText('verify-code')).toBeVisible()
  await stop()
  render(client, CodeByEmail, {})
  await expect.element(page.getByText('verify-code')).toBeVisible()
  expect(world.outbox()).toHaveLength(1)
})

test('components that are given the same flow stand at the same step, in runes and as a store', async () => {
  const { client, world } = setUp()
  const flow = createSignIn(client)
  const stop = render(client, Shared, { flow })
  await expect.element(page.getByText('one: start')).toBeVisible()
  const { step } = flow.$state.get()
  if (step.kind === 'start') await step.emailCode({ email: 'ada@example.com' })
  await expect.element(page.getByText('one: verify-code')).toBeVisible()
  await expect.element(page.getByText('other: verify-code')).toBeVisible()
  expect(world.outbox()).toHaveLength(1)
  await stop()
  await expect.poll(() => flow.$state.lc).toBe(0)
})

test('a store of a flow tells its functions with every state', async () => {
  const { client } = setUp()
  let signIn: UseSignIn | undefined
  render(client, CodeByEmail, { give: (given) => (signIn = given) })
  const told: (readonly [string, unknown])[] = []
  const stop = signIn?.subscribe(({ step, restart }) => told.push([step.kind, restart]))
  await page.getByText('Mail a code').click()
  await expect.element(page.getByText('verify-code')).toBeVisible()
  stop?.()
  expect(told.at(0)).toEqual(['loading', signIn?.restart])
  expect(told.at(-1)).toEqual(['verify-code', signIn?.restart])
})

test('a page rendered by a server becomes what the client knows by the time it is hydrated', async () => {
  const { client } = setUp()
  const container = createContainer(loadingFlow)
  await client.refetch()
  const complaints = vi.spyOn(console, 'warn')
  const app = hydrate(App<Record<string, never>>, {
    target: container,
    props: { client, page: CodeByEmail, props: {} },
  })
  onTestFinished(async () => {
    await unmount(app)
    complaints.mockRestore()
  })
  await page.getByText('Mail a code').click()
  await expect.element(page.getByText('verify-code')).toBeVisible()
  expect(complaints.mock.calls).toEqual([])
})
