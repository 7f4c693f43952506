import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { defineComponent, h } from 'vue'
import { Protect, Show, useHas, useSession } from '../src/index.js'
import { render } from './render.js'
import { setUp } from './set-up.js'

test('Show shows nothing while it is not known, then its fallback, and its slot to those who may', async () => {
  const { client, world, signIn } = setUp()
  const answer = world.faults.add({ path: '/session', hold: true, once: true })
  render(
    client,
    defineComponent(() => {
      const { loading } = useSession()
      return () =>
        h('p', [
          loading.value ? 'loading' : 'known',
          h(Show, { when: { permission: 'invoices:write' } }, { default: () => '; may', fallback: () => '; may not' }),
          h(Show, { when: (has) => !has({ permission: 'invoices:write' }) }, () => '; has an account that may not'),
        ])
    }),
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
  let renders = 0
  const Probe = defineComponent(() => {
    const has = useHas()
    return () => {
      renders++
      if (has.value({ permission: 'invoices:write' })) return 'may write'
      return has.value({ role: 'Auditor' }) ? 'audits' : 'reads'
    }
  })
  await signIn('grace@example.com')
  await client.switchOrganization(world.organization('Acme').id)
  render(client, Probe)
  await expect.element(page.getByText('may write')).toBeVisible()
  await client.refetch()
  expect(renders).toBe(1)

  world.setAuthenticator('grace', false)
  const before = client.$user.get()
  await client.refetch()
  expect(client.$user.get()).not.toBe(before)
  world.setAuthenticator('grace', true)
  world.setMembershipRoles(world.organizationMembership('grace', 'Acme').id, ['Member'])
  await client.refetch()
  await expect.element(page.getByText('reads')).toBeVisible()
  expect(renders).toBe(2)

  await client.switchOrganization(world.organization('Globex').id)
  await expect.element(page.getByText('audits')).toBeVisible()
  expect(renders).toBe(3)
})
