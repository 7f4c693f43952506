import { sessionCommands } from '@wachter/core'
import { setUp } from '@wachter/testing/adapter-stage'
import { atom } from 'nanostores'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { UseSession } from '../src/index.js'
import Accounts from './pages/Accounts.svelte'
import ContextKey from './pages/ContextKey.svelte'
import Deployment from './pages/Deployment.svelte'
import Memberships from './pages/Memberships.svelte'
import Runes from './pages/Runes.svelte'
import Stores from './pages/Stores.svelte'
import { render } from './render.js'

test('useSession gives the functions of the client', () => {
  const { client } = setUp()
  let given: UseSession | undefined
  render(client, Runes, { give: (session) => (given = session) })
  const { loading, session, error, subscribe, ...rest } = given ?? ({} as UseSession)
  expect(rest).toEqual(sessionCommands(client))
})

test('useSession is reactive in runes', async () => {
  const { client, signIn } = setUp()
  render(client, Runes, {})
  await expect.element(page.getByText('false')).toBeVisible()
  await signIn()
  await expect.element(page.getByText('false Ada')).toBeVisible()
})

test('useSession is a store of snapshots, functions and all', async () => {
  const { client, signIn } = setUp()
  render(client, Stores, {})
  await expect.element(page.getByText('false')).toBeVisible()
  await signIn()
  await expect.element(page.getByText('false ada Ada')).toBeVisible()
  await page.getByText('Sign out').click()
  await expect.element(page.getByText('false ada Ada')).not.toBeInTheDocument()
})

test('a subscriber is told at once and then of each change, until it stops', async () => {
  const { client, signIn } = setUp()
  let session: UseSession | undefined
  render(client, Runes, { give: (given) => (session = given) })
  const told: (string | undefined)[] = []
  const stop = session?.subscribe((now) => told.push(now.session?.activeSignIn.user?.firstName))
  expect(told).toEqual([undefined])
  await signIn()
  expect(told.at(-1)).toBe('Ada')
  stop?.()
  const before = told.length
  await client.signOut()
  expect(told.length).toBe(before)
})

test('useSignIns still tells who is there while nobody is active', async () => {
  const { client, world, signIn } = setUp()
  render(client, Accounts, {})
  await signIn()
  await signIn('grace@example.com')
  await expect.element(page.getByText('active: Grace,Ada')).toBeVisible()
  world.revokeSignIn(String(client.$activeSignIn.get()?.id))
  await client.refetch()
  await expect.element(page.getByText('dormant: Ada')).toBeVisible()
})

test('memberships are asked for once somebody looks, and go with the person they belong to', async () => {
  const { client, signIn, requestsTo } = setUp()
  render(client, Memberships, {})
  await signIn()
  expect(requestsTo('/me/organization-memberships')).toBe(0)
  await page.getByText('Look').click()
  await expect.element(page.getByText('2 organizations, 4 workspaces')).toBeVisible()
  await client.signOut()
  await expect.element(page.getByText('no organizations, no workspaces')).toBeVisible()
  expect(requestsTo('/me/organization-memberships')).toBe(1)
})

test('what nobody looks at any more is not listened to', async () => {
  const { client, signIn } = setUp()
  render(client, Memberships, {})
  await signIn()
  await page.getByText('Look').click()
  await expect.element(page.getByText('2 organizations, 4 workspaces')).toBeVisible()
  await page.getByText('Look').click()
  await expect.poll(() => client.$organizationMemberships.lc).toBe(0)
})

test('the deployment is asked for once somebody looks, and only once', async () => {
  const { client, requestsTo } = setUp()
  render(client, Deployment, {})
  await client.refetch()
  expect(requestsTo('/deployment')).toBe(0)
  await page.getByText('Look').click()
  await expect.element(page.getByText('staging')).toBeVisible()
  await page.getByText('Look').click()
  await page.getByText('Look').click()
  await expect.element(page.getByText('staging')).toBeVisible()
  expect(requestsTo('/deployment')).toBe(1)
})

test('useContextKey follows the context', async () => {
  const { client } = setUp()
  const $contextKey = atom<string | null>(null)
  render({ ...client, $contextKey }, ContextKey, {})
  await expect.element(page.getByText('key: null null')).toBeVisible()
  $contextKey.set('ada')
  await expect.element(page.getByText('key: ada ada')).toBeVisible()
})
