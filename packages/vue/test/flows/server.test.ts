import { createSignIn } from '@wachter/core/flows'
import { expect, test } from 'vitest'
import { defineComponent } from 'vue'
import { renderToString } from 'vue/server-renderer'
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
import { useDeployment } from '../../src/index.js'
import { createApp, setUp } from '../set-up.js'

const Steps = defineComponent(() => {
  useHostedPages()
  const steps = [
    useSignIn(),
    useSignUp(),
    usePasskeySignIn(),
    usePasswordReset(),
    useProviderSignIn(),
    useInvitation(),
    useWaitlist(),
  ].map(({ step }) => step)
  return () => steps.map(({ value }) => value.kind).join()
})

/** Every request that was begun has been sent by then. */
const turnOfTheEventLoop = () => new Promise((resolve) => setImmediate(resolve))

test('a server that knows nothing renders what each flow begins with, asks nothing and leaves no listener', async () => {
  const { client, world } = setUp()
  expect(await renderToString(createApp(client, Steps))).toBe('loading,loading,loading,request,start,start,start')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
  expect(client.$state.lc).toBe(0)
})

test('a server that knows the session renders flows that can begin', async () => {
  const { client: other, signIn } = setUp()
  await signIn()
  const { client, world } = setUp({ initialState: other.dehydrate() })
  expect(await renderToString(createApp(client, Steps))).toBe('start,start,start,request,start,start,start')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
})

test('a server renders what the client began with, which is all its page can be hydrated from', async () => {
  const { client } = setUp()
  const flow = createSignIn(client)
  await client.refetch()
  const Shared = defineComponent(() => {
    const { step } = useFlow(flow)
    return () => step.value.kind
  })
  expect(await renderToString(createApp(client, Steps))).toBe('loading,loading,loading,request,start,start,start')
  expect(await renderToString(createApp(client, Shared))).toBe('loading')
})

test('the deployment is not asked for by a server', async () => {
  const { client, world } = setUp()
  const Mode = defineComponent(() => {
    const { loading, deployment, error } = useDeployment()
    return () => `${loading.value} ${deployment.value?.mode} ${error.value}`
  })
  expect(await renderToString(createApp(client, Mode))).toBe('false undefined undefined')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
})
