import type { Has } from '@wachter/core'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { Protect, Show, useHas, useSession, WachterProvider } from '../src/index.js'
import { render } from './render.js'
import { setUp } from './set-up.js'

test('Show shows nothing while it is not known, then its fallback, and its children to those who may', async () => {
  const { client, world, signIn } = setUp()
  const answer = world.faults.add({ path: '/session', hold: true, once: true })
  function Status() {
    return useSession().loading ? 'loading' : 'known'
  }
  render(
    <WachterProvider client={client}>
      <p>
        <Status />
        <Show when={{ permission: 'invoices:write' }} fallback="; may not">
          ; may
        </Show>
        <Show when={(has) => !has({ permission: 'invoices:write' })}>; has an account that may not</Show>
      </p>
    </WachterProvider>,
  )
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

test('useHas renders once for a change of roles, once for another context, and not for anything else', async () => {
  const { client, world, signIn } = setUp()
  const renders: Has[] = []
  function Probe() {
    const has = useHas()
    renders.push(has)
    return <p>{has({ permission: 'invoices:write' }) ? 'may write' : has({ role: 'Auditor' }) ? 'audits' : 'reads'}</p>
  }
  await signIn('grace@example.com')
  await client.switchOrganization(world.organization('Acme').id)
  render(
    <WachterProvider client={client}>
      <Probe />
    </WachterProvider>,
  )
  await expect.element(page.getByText('may write')).toBeVisible()
  await client.refetch()
  expect(renders).toHaveLength(1)

  world.setAuthenticator('grace', false)
  const before = client.$user.get()
  await client.refetch()
  expect(client.$user.get()).not.toBe(before)
  world.setAuthenticator('grace', true)
  world.setMembershipRoles(world.organizationMembership('grace', 'Acme').id, ['Member'])
  await client.refetch()
  await expect.element(page.getByText('reads')).toBeVisible()
  expect(renders).toHaveLength(2)

  await client.switchOrganization(world.organization('Globex').id)
  await expect.element(page.getByText('audits')).toBeVisible()
  expect(renders).toHaveLength(3)
  expect(new Set(renders).size).toBe(3)
})
