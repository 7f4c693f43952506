import type { Client } from '@wachter/core'
import { setUp } from '@wachter/testing/adapter-stage'
import type { Component } from 'svelte'
import { render } from 'svelte/server'
import { expect, test } from 'vitest'
import App from './pages/App.svelte'
import Gate from './pages/Gate.svelte'
import Leaving from './pages/Leaving.svelte'
import Memberships from './pages/Memberships.svelte'
import Page from './pages/Page.svelte'
import Permissions from './pages/Permissions.svelte'
import Runes from './pages/Runes.svelte'
import Stores from './pages/Stores.svelte'
import { loadingPage } from './server-rendered.js'

/** What a server knew of somebody's session. */
async function signedInState() {
  const { client, signIn } = setUp()
  await signIn()
  return client.dehydrate()
}

const rendered = (client: Client, page: Component<Record<string, never>>) =>
  render(App<Record<string, never>>, { props: { client, page, props: {} } }).body
const textOf = (html: string) => html.replace(/<!--.*?-->/g, '').trim()

const listenersOf = ({ $state, $view, $session, $user, $activeOrganization, $organizationMemberships }: Client) =>
  [$state, $view, $session, $user, $activeOrganization, $organizationMemberships].reduce((sum, { lc }) => sum + lc, 0)

/** Every request that was begun has been sent by then. */
const turnOfTheEventLoop = () => new Promise((resolve) => setImmediate(resolve))

test('a server that knows nothing renders loading and asks nothing', async () => {
  const { client, world } = setUp()
  expect(rendered(client, Page)).toBe(loadingPage)
  expect(textOf(loadingPage)).toBe('Loading')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
})

test('a server renders the state it starts from, asks nothing and leaves no listener', async () => {
  const { client, world } = setUp({ initialState: await signedInState() })
  expect(textOf(rendered(client, Page))).toBe('<p>Ada at home</p>')
  expect(textOf(rendered(client, Stores))).toContain('<p>false ada Ada</p>')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
  expect(listenersOf(client)).toBe(0)
})

test('cleanups below SignedIn run on a server too, and read what it rendered', async () => {
  const { client } = setUp({ initialState: await signedInState() })
  const told: string[] = []
  const props = { child: Leaving, tell: (what: string) => told.push(what) }
  expect(textOf(render(App<typeof props>, { props: { client, page: Gate, props } }).body)).toBe('<p>Ada</p>')
  expect(told).toEqual(['onDestroy: Ada Ada Ada Ada'])
})

test('a server renders what the account may do, by the state it starts from', async () => {
  const { client: known, world, signIn } = setUp()
  await signIn()
  await known.switchOrganization(world.organization('Acme').id)
  const { client } = setUp({ initialState: known.dehydrate() })
  expect(textOf(rendered(client, Permissions))).toBe('<p>known; may</p>')
  expect(listenersOf(client)).toBe(0)
  const elsewhere = setUp({ initialState: await signedInState() })
  expect(textOf(rendered(elsewhere.client, Permissions))).toBe('<p>known; may not; has an account that may not</p>')
  expect(textOf(rendered(setUp().client, Permissions))).toBe('<p>loading</p>')
})

test('memberships are not asked for by a server', async () => {
  const { client, world } = setUp({ initialState: await signedInState() })
  rendered(client, Memberships)
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
})

test('a server renders what the client began with, which is all its page can be hydrated from', async () => {
  const { client, signIn } = setUp()
  await signIn()
  expect(rendered(client, Page)).toBe(loadingPage)
})

test('a component without a client around it is told what to do', () => {
  expect(() => render(Runes).body).toThrow('setWachterContext(')
})
