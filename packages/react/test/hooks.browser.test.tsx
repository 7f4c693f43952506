import { sessionCommands } from '@wachter/core'
import { atom } from 'nanostores'
import { useReducer } from 'react'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import {
  type UseSession,
  useContextKey,
  useDeployment,
  useOrganizationMemberships,
  useSession,
  useSignIns,
  useWorkspaceMemberships,
  WachterProvider,
} from '../src/index.js'
import { render } from './render.js'
import { setUp } from './set-up.js'

test('useSession gives the functions of the client from the first render on', async () => {
  const { client, signIn } = setUp()
  const renders: UseSession[] = []
  function Probe() {
    const value = useSession()
    renders.push(value)
    return value.session?.activeSignIn.user?.firstName
  }
  render(
    <WachterProvider client={client}>
      <Probe />
    </WachterProvider>,
  )
  await signIn()
  await expect.element(page.getByText('Ada')).toBeVisible()
  expect(renders[0]?.loading).toBe(true)
  const functions = sessionCommands(client)
  for (const { loading, session, error, ...rest } of renders) expect(rest).toEqual(functions)
})

test('useSession gives the same object again while the session is the same', async () => {
  const { client, signIn } = setUp()
  const given: UseSession[] = []
  function Probe() {
    const [renders, renderAgain] = useReducer((count: number) => count + 1, 1)
    const value = useSession()
    if (value.session) given.push(value)
    return <button type="button" onClick={renderAgain}>{`${value.session ? 'in' : 'out'} ${renders}`}</button>
  }
  render(
    <WachterProvider client={client}>
      <Probe />
    </WachterProvider>,
  )
  await signIn()
  await page.getByText('in 1').click()
  await expect.element(page.getByText('in 2')).toBeVisible()
  expect(given.length).toBeGreaterThan(1)
  expect(new Set(given).size).toBe(1)
})

test('useSignIns still tells who is there while nobody is active', async () => {
  const { client, world, signIn } = setUp()
  function Accounts() {
    const { session } = useSession()
    const names = useSignIns().map(({ user }) => user?.firstName)
    return <p>{`${session ? 'active' : 'dormant'}: ${names.join()}`}</p>
  }
  render(
    <WachterProvider client={client}>
      <Accounts />
    </WachterProvider>,
  )
  await signIn()
  await signIn('grace@example.com')
  await expect.element(page.getByText('active: Grace,Ada')).toBeVisible()
  world.revokeSignIn(String(client.$activeSignIn.get()?.id))
  await client.refetch()
  await expect.element(page.getByText('dormant: Ada')).toBeVisible()
})

test('memberships are asked for once somebody looks, and go with the person they belong to', async () => {
  const { client, signIn, requestsTo } = setUp()
  function Memberships() {
    const organizations = useOrganizationMemberships().data?.map(({ organization }) => organization.name)
    const workspaces = useWorkspaceMemberships().data?.map(({ workspace }) => workspace.name)
    return <p>{`${organizations?.length ?? 'no'} organizations, ${workspaces?.length ?? 'no'} workspaces`}</p>
  }
  const tree = (looking: boolean) => <WachterProvider client={client}>{looking && <Memberships />}</WachterProvider>
  const { rerender } = render(tree(false))
  await signIn()
  expect(requestsTo('/me/organization-memberships')).toBe(0)
  rerender(tree(true))
  await expect.element(page.getByText('2 organizations, 4 workspaces')).toBeVisible()
  await client.signOut()
  await expect.element(page.getByText('no organizations, no workspaces')).toBeVisible()
  expect(requestsTo('/me/organization-memberships')).toBe(1)
})

test('the deployment is asked for once somebody looks, and only once', async () => {
  const { client, requestsTo } = setUp()
  function Looking() {
    const { loading, deployment } = useDeployment()
    return <p>{loading ? 'one moment' : deployment?.mode}</p>
  }
  const tree = (looking: boolean) => (
    <WachterProvider client={client}>
      {looking && <Looking />}
      {looking && <Looking />}
    </WachterProvider>
  )
  const { rerender } = render(tree(false))
  await client.refetch()
  expect(requestsTo('/deployment')).toBe(0)
  rerender(tree(true))
  await expect.element(page.getByText('staging').first()).toBeVisible()
  rerender(tree(false))
  rerender(tree(true))
  expect(requestsTo('/deployment')).toBe(1)
})

test('useContextKey follows the context', async () => {
  const { client } = setUp()
  const $contextKey = atom<string | null>(null)
  function Key() {
    return <p>{`key: ${useContextKey()}`}</p>
  }
  render(
    <WachterProvider client={{ ...client, $contextKey }}>
      <Key />
    </WachterProvider>,
  )
  await expect.element(page.getByText('key: null')).toBeVisible()
  $contextKey.set('ada')
  await expect.element(page.getByText('key: ada')).toBeVisible()
})
