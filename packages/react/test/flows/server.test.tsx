import type { Client } from '@wachter/core'
import { createSignIn, type SignInFlow } from '@wachter/core/flows'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import {
  useFlow,
  useHostedPages,
  useInvitation,
  usePasskeySignIn,
  usePasswordReset,
  useProviderSignIn,
  useSignIn,
  useSignUp,
  useWaitlist,
} from '../../src/flows/index.js'
import { useDeployment, WachterProvider } from '../../src/index.js'
import { setUp } from '../set-up.js'

function Steps() {
  useHostedPages()
  const steps = [
    useSignIn(),
    useSignUp(),
    usePasskeySignIn(),
    usePasswordReset(),
    useProviderSignIn(),
    useInvitation(),
    useWaitlist(),
  ].map(({ step }) => step.kind)
  return steps.join()
}

function Shared({ flow }: { flow: SignInFlow }) {
  return useFlow(flow).step.kind
}

const rendered = (client: Client, node = <Steps />) =>
  renderToString(<WachterProvider client={client}>{node}</WachterProvider>)

/** Every request that was begun has been sent by then. */
const turnOfTheEventLoop = () => new Promise((resolve) => setImmediate(resolve))

test('a server that knows nothing renders what each flow begins with, asks nothing and leaves no listener', async () => {
  const { client, world } = setUp()
  expect(rendered(client)).toBe('loading,loading,loading,request,start,start,start')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
  expect(client.$state.lc).toBe(0)
})

test('a server that knows the session renders flows that can begin', async () => {
  const { client: other, signIn } = setUp()
  await signIn()
  const { client, world } = setUp({ initialState: other.dehydrate() })
  expect(rendered(client)).toBe('start,start,start,request,start,start,start')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
})

test('a server renders what the client began with, which is all its page can be hydrated from', async () => {
  const { client } = setUp()
  const flow = createSignIn(client)
  await client.refetch()
  expect(rendered(client)).toBe('loading,loading,loading,request,start,start,start')
  expect(rendered(client, <Shared flow={flow} />)).toBe('loading')
})

test('the deployment is not asked for by a server', async () => {
  const { client, world } = setUp()
  function Name() {
    const { loading, deployment, error } = useDeployment()
    return `${loading} ${deployment?.mode} ${error}`
  }
  expect(rendered(client, <Name />)).toBe('false undefined undefined')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
})
