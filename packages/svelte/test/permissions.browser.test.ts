import type { Has } from '@wachter/core'
import { setUp } from '@wachter/testing/adapter-stage'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { Protect, Show } from '../src/index.js'
import HasPage from './pages/Has.svelte'
import Permissions from './pages/Permissions.svelte'
import { render } from './render.js'

test('Show shows nothing while it is not known, then its fallback, and its children to those who may', async () => {
  const { client, world, signIn } = setUp()
  const answer = world.faults.add({ path: '/session', hold: true, once: true })
  render(client, Permissions, {})
  await answer.held()
  await expect.element(page.getByText('loading', { exact: true })).toBeVisible()
  answer.release()
  await expect.element(page.getByText('known; may not', { exact: true })).toBeVisible()
  await signIn('grace@example.com')
  await expect.element(page.getByText('known; may not; has an account that may not', { exact: true })).toBeVisible()
  await client.switchOrganization(world.organization('Acme').id)
  await expect.element(page.getByText('known; may', { exact: true })).toBeVisible()
  world.setMembershipRoles(world.organizationMembership('grace', 'Acme').id, ['Member'])
  await client.refetch()
  await expect.element(page.getByText('known; may not; has an account that may not', { exact: true })).toBeVisible()
})

test('Protect is Show', () => {
  expect(Protect).toBe(Show)
})

test('useHas changes once for a change of roles, once for another context, and not for anything else', async () => {
  const { client, world, signIn } = setUp()
  const seen: Has[] = []
  await signIn('grace@example.com')
  await client.switchOrganization(world.organization('Acme').id)
  render(client, HasPage, { see: (has) => void seen.push(has) })
  await expect.element(page.getByText('may write')).toBeVisible()
  await client.refetch()
  expect(seen).toHaveLength(1)

  world.setAuthenticator('grace', false)
  const before = client.$user.get()
  await client.refetch()
  expect(client.$user.get()).not.toBe(before)
  world.setAuthenticator('grace', true)
  world.setMembershipRoles(world.organizationMembership('grace', 'Acme').id, ['Member'])
  await client.refetch()
  await expect.element(page.getByText('reads')).toBeVisible()
  expect(seen).toHaveLength(2)

  await client.switchOrganization(world.organization('Globex').id)
  await expect.element(page.getByText('audits')).toBeVisible()
  expect(seen).toHaveLength(3)
})
