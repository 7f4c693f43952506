import type { Client } from '@wachter/core'
import { expect, test } from 'vitest'
import { createSSRApp, defineComponent, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { Show, useHas, useOrganizationMemberships, useSession } from '../src/index.js'
import { createApp, setUp } from './set-up.js'

/** What a server knew of somebody's session. */
async function signedInState() {
  const { client, signIn } = setUp()
  await signIn()
  return client.dehydrate()
}

const listenersOf = ({ $state, $view, $session, $user, $activeOrganization, $organizationMemberships }: Client) =>
  [$state, $view, $session, $user, $activeOrganization, $organizationMemberships].reduce((sum, { lc }) => sum + lc, 0)

/** Every request that was begun has been sent by then. */
const turnOfTheEventLoop = () => new Promise((resolve) => setImmediate(resolve))

const textOf = (html: string) => html.replace(/<!--.*?-->/g, '')

test('a server that knows nothing renders loading and asks nothing', async () => {
  const { client, world } = setUp()
  expect(textOf(await renderToString(createApp(client)))).toBe('Loading')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
})

test('a server renders the state it starts from, asks nothing and leaves no listener', async () => {
  const { client, world } = setUp({ initialState: await signedInState() })
  expect(textOf(await renderToString(createApp(client)))).toBe('<p>Ada at home</p>')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
  expect(listenersOf(client)).toBe(0)
})

test('a server renders what the account may do, by the state it starts from', async () => {
  const { client: known, world, signIn } = setUp()
  await signIn()
  await known.switchOrganization(world.organization('Acme').id)
  const Toolbar = defineComponent(() => {
    const has = useHas()
    const slots = {
      default: () => (has.value({ role: 'Admin' }) ? 'Admin may write' : 'may write'),
      fallback: () => 'may not write',
    }
    return () => h(Show, { when: { permission: 'invoices:write' } }, slots)
  })
  const rendered = async (client: Client) => textOf(await renderToString(createApp(client, Toolbar)))
  const { client } = setUp({ initialState: known.dehydrate() })
  expect(await rendered(client)).toBe('Admin may write')
  expect(listenersOf(client)).toBe(0)
  expect(await rendered(setUp({ initialState: await signedInState() }).client)).toBe('may not write')
  expect(await rendered(setUp().client)).toBe('')
})

test('memberships are not asked for by a server', async () => {
  const { client, world } = setUp({ initialState: await signedInState() })
  const Organizations = defineComponent(() => {
    const organizations = useOrganizationMemberships()
    return () => `${organizations.value.loading} ${organizations.value.data}`
  })
  expect(await renderToString(createApp(client, Organizations))).toBe('false undefined')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
})

test('a server renders what the client began with, which is all its page can be hydrated from', async () => {
  const { client, signIn } = setUp()
  await signIn()
  expect(textOf(await renderToString(createApp(client)))).toBe('Loading')
})

test('a composable says what to do where there is no client', async () => {
  const Lost = defineComponent(() => {
    const { session } = useSession()
    return () => session.value?.id
  })
  await expect(renderToString(createSSRApp(Lost))).rejects.toThrow('app.use(createWachter(')
  expect(() => useSession()).toThrow('app.use(createWachter(')
})
