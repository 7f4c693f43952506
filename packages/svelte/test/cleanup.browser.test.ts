import type { Session } from '@wachter/core'
import { setUp } from '@wachter/testing/adapter-stage'
import type { Component } from 'svelte'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import Gate from './pages/Gate.svelte'
import Leaving from './pages/Leaving.svelte'
import LeavingDerived from './pages/LeavingDerived.svelte'
import LeavingLists from './pages/LeavingLists.svelte'
import LeavingSlowly from './pages/LeavingSlowly.svelte'
import LeavingStores from './pages/LeavingStores.svelte'
import { render } from './render.js'

type Child = Component<{ given: Session; tell: (what: string) => void }>

/** Signs in below a gate, and lets the caller end the session in its way. What the child said in its cleanups. */
async function toldOnTheWayOut(child: Child, leave: (setup: ReturnType<typeof setUp>) => Promise<void>) {
  const setup = setUp()
  const told: string[] = []
  render(setup.client, Gate, { child, tell: (what) => told.push(what) })
  await setup.signIn()
  await expect.element(page.getByText('Ada')).toBeVisible()
  await leave(setup)
  await expect.element(page.getByText('Nobody')).toBeVisible()
  await expect.element(page.getByText('Ada')).not.toBeInTheDocument()
  await setup.signIn('grace@example.com')
  await expect.element(page.getByText('Grace')).toBeVisible()
  return told
}

test('cleanups of a child of SignedIn read what it showed, and the gate opens again', async () => {
  const told = await toldOnTheWayOut(Leaving, ({ client }) => client.signOut())
  expect(told.sort()).toEqual(['effect: Ada Ada Ada Ada', 'onDestroy: Ada Ada Ada Ada', 'pre: Ada Ada Ada Ada'])
})

test('cleanups of a child of SignedIn read what it showed in stores, and the gate opens again', async () => {
  const told = await toldOnTheWayOut(LeavingStores, ({ client }) => client.signOut())
  expect(told.sort()).toEqual(['effect: Ada Ada', 'onDestroy: Ada Ada'])
})

test('cleanups read what was shown when the server ends the session', async () => {
  const told = await toldOnTheWayOut(Leaving, async ({ client, world }) => {
    world.revokeSignIn(String(client.$activeSignIn.get()?.id))
    await client.refetch()
  })
  expect(told).toContain('onDestroy: Ada Ada Ada Ada')
})

test('a child that fades out keeps the session it was given until it is gone', async () => {
  const told = await toldOnTheWayOut(LeavingSlowly, ({ client }) => client.signOut())
  expect(told).toEqual(['onDestroy: Ada'])
})

test('cleanups below a list read the list that was shown, and leave no listener', async () => {
  const { client, signIn } = setUp()
  const told: string[] = []
  const stop = render(client, LeavingLists, { tell: (what) => told.push(what) })
  await signIn()
  await expect.element(page.getByText('2 organizations')).toBeVisible()
  await client.signOut()
  await expect.element(page.getByText('no organizations')).toBeVisible()
  expect(told).toEqual(['2 of 2'])
  await stop()
  await expect.poll(() => client.$organizationMemberships.lc).toBe(0)
})

test('a component that is unmounted reads what it showed, and leaves no listener', async () => {
  const { client, signIn } = setUp()
  const told: string[] = []
  const stop = render(client, Gate, { child: Leaving, tell: (what) => told.push(what) })
  await signIn()
  await expect.element(page.getByText('Ada')).toBeVisible()
  await stop()
  expect(told).toContain('onDestroy: Ada Ada Ada Ada')
  await expect.poll(() => [client.$state.lc, client.$view.lc, client.$user.lc]).toEqual([0, 0, 0])
})

test('a cleanup that reads a derived value does not keep the next cleanups from running', async () => {
  const { client, signIn } = setUp()
  const told: string[] = []
  render(client, LeavingDerived, { tell: (what) => told.push(what) })
  await signIn()
  await expect.element(page.getByText('2 organizations')).toBeVisible()
  await client.signOut()
  await expect.element(page.getByText('Nobody')).toBeVisible()
  expect(told).toEqual(['pre: 2', 'onDestroy: 2', 'effect: 2'])
  await expect.poll(() => client.$organizationMemberships.lc).toBe(0)
})
