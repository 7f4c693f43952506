import { createSignIn, type SignInFlow } from '@wachter/core/flows'
import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, onTestFinished, test } from 'vitest'
import { page } from 'vitest/browser'
import { SignIn } from '../../examples/SignIn.js'
import { type UseSignIn, useFlow, useSignIn } from '../../src/flows/index.js'
import { WachterProvider } from '../../src/index.js'
import { createContainer, render } from '../render.js'
import { setUp } from '../set-up.js'

/** A page that begins with a code by e-mail, and tells where it stands. */
function CodeByEmail({ see }: { see?: (signIn: UseSignIn) => void }) {
  const signIn = useSignIn()
  see?.(signIn)
  const { step, pending } = signIn
  return (
    <>
      <p>{pending ? 'busy' : step.kind}</p>
      {step.kind === 'start' && (
        <button type="button" onClick={() => step.emailCode({ email: 'ada@example.com' })}>
          Mail a code
        </button>
      )}
    </>
  )
}

test('the example walks somebody through a password and a second factor', async () => {
  const { client, world } = setUp()
  world.setSecondFactorPolicy('grace', 'enforced')
  render(
    <WachterProvider client={client}>
      <SignIn />
    </WachterProvider>,
  )
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

test('StrictMode, and a page mounted again, take up what is in progress and send nothing twice', async () => {
  const { client, world } = setUp()
  const tree = (
    <StrictMode>
      <WachterProvider client={client}>
        <CodeByEmail />
      </WachterProvider>
    </StrictMode>
  )
  const { unmount } = render(tree)
  await page.getByText('Mail a code').click()
  await expect.element(page.getByText('verify-code')).toBeVisible()
  unmount()
  render(tree)
  await expect.element(page.getByText('verify-code')).toBeVisible()
  expect(world.outbox()).toHaveLength(1)
  expect(world.requests.all().filter(({ path }) => path === '/auth/signin')).toHaveLength(1)
})

test('components that are given the same flow stand at the same step', async () => {
  const { client, world } = setUp()
  const flow = createSignIn(client)
  function Shared({ flow, name }: { flow: SignInFlow; name: string }) {
    const { step } = useFlow(flow)
    return <p>{`${name}: ${step.kind}`}</p>
  }
  render(
    <WachterProvider client={client}>
      <Shared flow={flow} name="one" />
      <Shared flow={flow} name="other" />
    </WachterProvider>,
  )
  await expect.element(page.getByText('one: start')).toBeVisible()
  const { step } = flow.$state.get()
  if (step.kind === 'start') await step.emailCode({ email: 'ada@example.com' })
  await expect.element(page.getByText('one: verify-code')).toBeVisible()
  await expect.element(page.getByText('other: verify-code')).toBeVisible()
  expect(world.outbox()).toHaveLength(1)
})

test('the functions of a flow are the same in every render', async () => {
  const { client } = setUp()
  const seen: UseSignIn[] = []
  render(
    <WachterProvider client={client}>
      <CodeByEmail see={(signIn) => seen.push(signIn)} />
    </WachterProvider>,
  )
  await page.getByText('Mail a code').click()
  await expect.element(page.getByText('verify-code')).toBeVisible()
  const functionsOf = ({ step, pending, error, ...functions }: UseSignIn) => Object.values(functions)
  expect(new Set(seen.flatMap(functionsOf)).size).toBe(3)
})

test('a component whose client is replaced goes on with a flow of the other', async () => {
  const one = setUp()
  const other = setUp()
  const tree = (client: typeof one.client) => (
    <WachterProvider client={client}>
      <CodeByEmail />
    </WachterProvider>
  )
  const { rerender } = render(tree(one.client))
  await page.getByText('Mail a code').click()
  await expect.element(page.getByText('verify-code')).toBeVisible()
  rerender(tree(other.client))
  await page.getByText('Mail a code').click()
  await expect.element(page.getByText('verify-code')).toBeVisible()
  expect([one, other].map(({ world }) => world.outbox().length)).toEqual([1, 1])
})

test('a challenge is solved by the function given last', async () => {
  const { client, world } = setUp()
  const asked: string[] = []
  function Challenged({ widget }: { widget: string }) {
    const { step } = useSignIn({
      getChallengeToken: async () => {
        asked.push(widget)
        return world.mintChallengeToken()
      },
    })
    const identify = () => step.kind === 'start' && step.identify('ada')
    return (
      <button type="button" onClick={identify}>
        {step.kind} {widget}
      </button>
    )
  }
  const tree = (widget: string) => (
    <WachterProvider client={client}>
      <Challenged widget={widget} />
    </WachterProvider>
  )
  const { rerender } = render(tree('old'))
  await expect.element(page.getByText('start old')).toBeVisible()
  rerender(tree('new'))
  await page.getByText('start new').click()
  await expect.poll(() => asked).toEqual(['new'])
})

test('a page rendered by a server is hydrated as it is, though the client has moved on since', async () => {
  const { client } = setUp()
  const tree = (
    <WachterProvider client={client}>
      <CodeByEmail />
    </WachterProvider>
  )
  const container = createContainer(renderToString(tree))
  expect(container.textContent).toBe('loading')
  await client.refetch()
  const mismatches: unknown[] = []
  const root = hydrateRoot(container, tree, { onRecoverableError: (error) => mismatches.push(error) })
  onTestFinished(() => root.unmount())
  await page.getByText('Mail a code').click()
  await expect.element(page.getByText('verify-code')).toBeVisible()
  expect(mismatches).toEqual([])
})
