import type { Client } from '@wachter/core'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Show, useHas, useOrganizationMemberships, useSession, WachterProvider } from '../src/index.js'
import { Page, setUp } from './set-up.js'

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

test('a server that knows nothing renders loading and asks nothing', async () => {
  const { client, world } = setUp()
  expect(renderToString(<Page client={client} />)).toBe('Loading')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
})

test('a server renders the state it starts from, asks nothing and leaves no listener', async () => {
  const { client, world } = setUp({ initialState: await signedInState() })
  expect(renderToString(<Page client={client} />)).toBe('<p>Ada at home</p>')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
  expect(listenersOf(client)).toBe(0)
})

test('a server renders what the account may do, by the state it starts from', async () => {
  const { client: known, world, signIn } = setUp()
  await signIn()
  await known.switchOrganization(world.organization('Acme').id)
  function Toolbar() {
    const has = useHas()
    return (
      <Show when={{ permission: 'invoices:write' }} fallback="may not write">
        {has({ role: 'Admin' }) ? 'Admin may write' : 'may write'}
      </Show>
    )
  }
  const rendered = (client: Client) =>
    renderToString(
      <WachterProvider client={client}>
        <Toolbar />
      </WachterProvider>,
    )
  const { client } = setUp({ initialState: known.dehydrate() })
  expect(rendered(client)).toBe('Admin may write')
  expect(listenersOf(client)).toBe(0)
  expect(rendered(setUp({ initialState: await signedInState() }).client)).toBe('may not write')
  expect(rendered(setUp().client)).toBe('')
})

test('memberships are not asked for by a server', async () => {
  const { client, world } = setUp({ initialState: await signedInState() })
  function Organizations() {
    const { loading, data } = useOrganizationMemberships()
    return `${loading} ${data}`
  }
  const html = renderToString(
    <WachterProvider client={client}>
      <Organizations />
    </WachterProvider>,
  )
  expect(html).toBe('false undefined')
  await turnOfTheEventLoop()
  expect(world.requests.all()).toEqual([])
})

test('a server renders what the client began with, which is all its page can be hydrated from', async () => {
  const { client, signIn } = setUp()
  await signIn()
  expect(renderToString(<Page client={client} />)).toBe('Loading')
})

test('a hook outside of a provider says what to do', () => {
  function Lost() {
    return useSession().session?.id
  }
  expect(() => renderToString(<Lost />)).toThrow('<WachterProvider client=')
})
