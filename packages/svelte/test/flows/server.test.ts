import type { Client } from '@wachter/core'
import { createSignIn } from '@wachter/core/flows'
import { setUp } from '@wachter/testing/adapter-stage'
import type { Component } from 'svelte'
import { render } from 'svelte/server'
import { expect, test } from 'vitest'
import App from '../pages/App.svelte'
import Deployment from '../pages/Deployment.svelte'
import CodeByEmail from '../pages/flows/CodeByEmail.svelte'
import Shared from '../pages/flows/Shared.svelte'
import Steps from '../pages/flows/Steps.svelte'
import { loadingFlow } from '../server-rendered.js'

const rendered = <Props extends Record<string, unknown>>(client: Client, page: Component<Props>, props: Props) =>
  render(App<Props>, { props: { client, page, props } }).body
const textOf = (html: string) => html.replace(/<.*?>/g, '').trim()

/** Every request that was begun has been sent by then. */
const turnOfTheEventLoop = () => new Promise((resolve) => setImmediate(resolve))

test('a server that knows nothing renders what each flow begins with, asks nothing and leaves no listener', async () => {
  const { client, world } = setUp()
  expect(textOf(rendered(client, Steps, {}))).toBe('loading,loading,loading,request,start,start,start')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
  expect(client.$state.lc).toBe(0)
})

test('a server that knows the session renders flows that can begin', async () => {
  const { client: other, signIn } = setUp()
  await signIn()
  const { client, world } = setUp({ initialState: other.dehydrate() })
  expect(textOf(rendered(client, Steps, {}))).toBe('start,start,start,request,start,start,start')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
})

test('a server renders what the client began with, which is all its page can be hydrated from', async () => {
  const { client } = setUp()
  const flow = createSignIn(client)
  await client.refetch()
  expect(rendered(client, CodeByEmail, {})).toBe(loadingFlow)
  expect(textOf(rendered(client, Shared, { flow }))).toBe('one: loading other: loading')
})

test('the deployment is not asked for by a server', async () => {
  const { client, world } = setUp()
  rendered(client, Deployment, {})
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
})
