import { createSignIn, type SignInFlow } from '@wachter/core/flows'
import { expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { defineComponent, h, KeepAlive, ref } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { type UseSignIn, useFlow, useSignIn } from '../../src/flows/index.js'
import { createContainer, render } from '../render.js'
import { createApp, setUp } from '../set-up.js'

/** A page that begins with a password or a code by e-mail, and tells where it stands. */
const SignIn = defineComponent({
  props: { see: Function },
  setup({ see }) {
    const signIn = useSignIn()
    see?.(signIn)
    const { step, pending, error } = signIn
    const typed = ref('')
    const button = (name: string, onClick: () => unknown) => h('button', { onClick }, name)
    const field = () =>
      h('input', {
        'aria-label': 'Typed',
        onInput: ({ target }: Event) => (typed.value = (target as HTMLInputElement).value),
      })
    const actions = () => {
      const now = step.value
      if (now.kind === 'start') {
        return [
          button('Sign in', () => now.password({ email: 'grace@example.com', password: typed.value })),
          button('Mail a code', () => now.emailCode({ email: 'ada@example.com' })),
        ]
      }
      return 'verify' in now ? button('Verify', () => now.verify(typed.value)) : undefined
    }
    return () => [h('p', pending.value ? 'busy' : (error.value?.code ?? step.value.kind)), field(), actions()]
  },
})

const Shared = defineComponent({
  props: { flow: { type: Object, required: true }, name: String },
  setup({ flow, name }) {
    const { step } = useFlow(flow as SignInFlow)
    return () => h('p', `${name}: ${step.value.kind}`)
  },
})

test('a flow walks somebody through a password and a second factor', async () => {
  const { client, world } = setUp()
  world.setSecondFactorPolicy('grace', 'enforced')
  render(client, SignIn)
  await page.getByLabelText('Typed').fill('wrong')
  await page.getByText('Sign in').click()
  await expect.element(page.getByText('invalid-credentials')).toBeVisible()
  await page.getByLabelText('Typed').fill('correct-horse-battery')
  await page.getByText('Sign in').click()
  await expect.element(page.getByText('second-factor')).toBeVisible()
  await page.getByLabelText('Typed').fill(world.totpCode('grace'))
  await page.getByText('Verify').click()
  await expect.element(page.getByText('complete')).toBeVisible()
  expect(client.$user.get()?.firstName).toBe('Grace')
})

test('a page mounted again takes up what is in progress and sends nothing twice', async () => {
  const { client, world } = setUp()
  const unmount = render(client, SignIn)
  await page.getByText('Mail a code').click()
  await expect.element(page.getByText('verify-code')).toBeVisible()
  unmount()
  render(client, SignIn)
  await expect.element(page.getByText('verify-code')).toBeVisible()
  expect(world.outbox()).toHaveLength(1)
})

test('a component that is kept alive keeps its flow', async () => {
  const { client, world } = setUp()
  const shown = ref(true)
  const flows: UseSignIn[] = []
  render(
    client,
    defineComponent(
      () => () => h(KeepAlive, () => shown.value && h(SignIn, { see: (one: UseSignIn) => flows.push(one) })),
    ),
  )
  await page.getByText('Mail a code').click()
  await expect.element(page.getByText('verify-code')).toBeVisible()
  shown.value = false
  await expect.element(page.getByText('verify-code')).not.toBeInTheDocument()
  shown.value = true
  await expect.element(page.getByText('verify-code')).toBeVisible()
  expect(flows).toHaveLength(1)
  expect(world.outbox()).toHaveLength(1)
})

test('components that are given the same flow stand at the same step', async () => {
  const { client, world } = setUp()
  const flow = createSignIn(client)
  const unmount = render(
    client,
    defineComponent(() => () => [h(Shared, { flow, name: 'one' }), h(Shared, { flow, name: 'other' })]),
  )
  await expect.element(page.getByText('one: start')).toBeVisible()
  const { step } = flow.$state.get()
  if (step.kind === 'start') await step.emailCode({ email: 'ada@example.com' })
  await expect.element(page.getByText('one: verify-code')).toBeVisible()
  await expect.element(page.getByText('other: verify-code')).toBeVisible()
  expect(world.outbox()).toHaveLength(1)
  unmount()
  expect(flow.$state.lc).toBe(0)
})

test('a page rendered by a server is hydrated as it is, though the client has moved on since', async () => {
  const { client } = setUp()
  const container = createContainer(await renderToString(createApp(client, SignIn)))
  expect(container.textContent).toBe('loading')
  await client.refetch()
  const complaints = vi.spyOn(console, 'warn')
  const app = createApp(client, SignIn)
  app.mount(container)
  onTestFinished(() => {
    app.unmount()
    complaints.mockRestore()
  })
  await page.getByText('Mail a code').click()
  await expect.element(page.getByText('verify-code')).toBeVisible()
  expect(complaints.mock.calls).toEqual([])
})
