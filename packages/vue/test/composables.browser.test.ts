import { sessionCommands } from '@wachter/core'
import { atom } from 'nanostores'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { defineComponent, effectScope, h, ref } from 'vue'
import {
  type UseSession,
  useContextKey,
  useDeployment,
  useOrganizationMemberships,
  useSession,
  useSignIns,
  useUser,
  useWorkspaceMemberships,
} from '../src/index.js'
import { render } from './render.js'
import { createApp, setUp } from './set-up.js'

test('useSession gives the functions of the client everywhere', async () => {
  const { client } = setUp()
  const given: UseSession[] = []
  const Probe = defineComponent(() => {
    given.push(useSession())
    return () => 'probed'
  })
  render(
    client,
    defineComponent(() => () => [h(Probe), h(Probe)]),
  )
  const functions = sessionCommands(client)
  expect(given.map(({ loading, session, error, ...rest }) => rest)).toEqual([functions, functions])
})

test('useSession follows the session', async () => {
  const { client, signIn } = setUp()
  let given: UseSession | undefined
  render(
    client,
    defineComponent(() => {
      const session = useSession()
      given = session
      return () => `${session.loading.value} ${session.session.value?.activeSignIn.user?.firstName}`
    }),
  )
  await expect.element(page.getByText('false undefined')).toBeVisible()
  await signIn()
  await expect.element(page.getByText('false Ada')).toBeVisible()
  expect(given?.session.value).toBe(client.$session.get())
})

test('useSignIns still tells who is there while nobody is active', async () => {
  const { client, world, signIn } = setUp()
  render(
    client,
    defineComponent(() => {
      const { session } = useSession()
      const signIns = useSignIns()
      return () => `${session.value ? 'active' : 'dormant'}: ${signIns.value.map(({ user }) => user?.firstName)}`
    }),
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
  const Memberships = defineComponent(() => {
    const organizations = useOrganizationMemberships()
    const workspaces = useWorkspaceMemberships()
    return () =>
      `${organizations.value.data?.length ?? 'no'} organizations, ${workspaces.value.data?.length ?? 'no'} workspaces`
  })
  const looking = ref(false)
  render(
    client,
    defineComponent(() => () => looking.value && h(Memberships)),
  )
  await signIn()
  expect(requestsTo('/me/organization-memberships')).toBe(0)
  looking.value = true
  await expect.element(page.getByText('2 organizations, 4 workspaces')).toBeVisible()
  await client.signOut()
  await expect.element(page.getByText('no organizations, no workspaces')).toBeVisible()
  expect(requestsTo('/me/organization-memberships')).toBe(1)
})

test('a composable follows the client until its effect scope ends', () => {
  const { client } = setUp()
  const app = createApp(client)
  const scope = effectScope()
  app.runWithContext(() => scope.run(() => useUser()))
  expect(client.$user.lc).toBe(1)
  scope.stop()
  expect(client.$user.lc).toBe(0)
})

test('a composable outside of every scope tells what is known and leaves no listener', async () => {
  const { client, signIn } = setUp()
  await signIn()
  expect(createApp(client).runWithContext(() => useUser().value?.firstName)).toBe('Ada')
  expect(client.$user.lc).toBe(0)
})

test('the deployment is asked for once somebody looks, and only once', async () => {
  const { client, requestsTo } = setUp()
  const Looking = defineComponent(() => {
    const { loading, deployment } = useDeployment()
    return () => h('p', loading.value ? 'one moment' : deployment.value?.mode)
  })
  const looking = ref(false)
  render(
    client,
    defineComponent(() => () => looking.value && [h(Looking), h(Looking)]),
  )
  await client.refetch()
  expect(requestsTo('/deployment')).toBe(0)
  looking.value = true
  await expect.element(page.getByText('staging').first()).toBeVisible()
  expect(requestsTo('/deployment')).toBe(1)
})

test('useContextKey follows the context', async () => {
  const { client } = setUp()
  const $contextKey = atom<string | null>(null)
  render(
    { ...client, $contextKey },
    defineComponent(() => {
      const key = useContextKey()
      return () => `key: ${key.value}`
    }),
  )
  await expect.element(page.getByText('key: null')).toBeVisible()
  $contextKey.set('ada')
  await expect.element(page.getByText('key: ada')).toBeVisible()
})
