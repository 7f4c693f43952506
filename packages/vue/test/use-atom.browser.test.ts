import type { Client } from '@wachter/core'
import { expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { defineComponent, effectScope, h, nextTick, onMounted, ref, Suspense } from 'vue'
import { useOrganizationMemberships, useUser } from '../src/index.js'
import { createContainer } from './render.js'
import { createApp, setUp } from './set-up.js'

/** A store as Pinia makes it: set up by its first user, in a scope of its own. */
function createStore<T>(create: () => T) {
  const scope = effectScope(true)
  let store: T | undefined
  const use = () => {
    store ??= scope.run(create)
    return store as T
  }
  return { scope, use }
}

/** Hydrates what a server rendered that knew of no session. Returns a function that gives the complaints of Vue. */
function hydrate(client: Client, root: Parameters<typeof createApp>[1], html: string) {
  const spies = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')]
  const app = createApp(client, root)
  app.mount(createContainer(html))
  onTestFinished(() => {
    app.unmount()
    for (const spy of spies) spy.mockRestore()
  })
  // The first app of a page is told of feature flags that nothing set here.
  return () => spies.flatMap(({ mock }) => mock.calls.map(String)).filter((call) => !call.startsWith('Feature flags'))
}

const name = (user: { firstName?: string | undefined } | null | undefined) => user?.firstName ?? 'nobody'

test('a store first used while hydrating shows what the server knew, and follows from then on', async () => {
  const { client, signIn } = setUp()
  await signIn()
  const { use } = createStore(useUser)
  const seen: string[] = []
  const Page = defineComponent(() => {
    const user = use()
    seen.push(name(user.value))
    return () => h('p', name(user.value))
  })
  const complaints = hydrate(client, Page, '<p>nobody</p>')
  await expect.element(page.getByText('Ada')).toBeVisible()
  expect(seen).toEqual(['nobody'])
  expect(complaints()).toEqual([])
  await client.signOut()
  await expect.element(page.getByText('nobody')).toBeVisible()
})

test('a store follows on when the component that used it first is gone', async () => {
  const { client, signIn } = setUp()
  const { use, scope } = createStore(useUser)
  const showing = ref(true)
  const First = defineComponent(() => {
    const user = use()
    return () => h('p', name(user.value))
  })
  const complaints = hydrate(
    client,
    defineComponent(() => () => h('div', showing.value ? [h(First)] : [])),
    '<div><p>nobody</p></div>',
  )
  await nextTick()
  showing.value = false
  await nextTick()
  expect(client.$user.lc).toBe(1)
  await signIn()
  expect(name(use().value)).toBe('Ada')
  scope.stop()
  expect(client.$user.lc).toBe(0)
  expect(complaints()).toEqual([])
})

test('a store first used once the page is hydrated starts from what is known', async () => {
  const { client, signIn } = setUp()
  await signIn()
  const { use, scope } = createStore(useUser)
  const seen: string[] = []
  const Page = defineComponent(() => {
    onMounted(() => seen.push(name(use().value)))
    return () => h('p', 'page')
  })
  hydrate(client, Page, '<p>page</p>')
  expect(seen).toEqual(['Ada'])
  await client.signOut()
  expect(name(use().value)).toBe('nobody')
  scope.stop()
})

test('a store follows although the component that used it first is gone before it is hydrated', async () => {
  const { client, signIn } = setUp()
  await signIn()
  const { use, scope } = createStore(useUser)
  const showing = ref(true)
  const never = new Promise<void>(() => undefined)
  const Slow = defineComponent({
    async setup() {
      use()
      useOrganizationMemberships()
      await never
      return () => h('p', 'slow')
    },
  })
  const Page = defineComponent(() => () => h('div', showing.value ? [h(Suspense, () => h(Slow))] : []))
  hydrate(client, Page, '<div><p>slow</p></div>')
  expect(name(use().value)).toBe('nobody')
  showing.value = false
  await expect.poll(() => name(use().value)).toBe('Ada')
  expect(client.$organizationMemberships.lc).toBe(0)
  scope.stop()
  expect(client.$user.lc).toBe(0)
})

test('a scope of a component follows until it is stopped, also when that is before the page is hydrated', async () => {
  const { client } = setUp()
  const scopes = [effectScope(), effectScope()] as const
  const Page = defineComponent(() => {
    for (const scope of scopes) scope.run(useUser)
    scopes[0].stop()
    return () => h('p', 'page')
  })
  hydrate(client, Page, '<p>page</p>')
  expect(client.$user.lc).toBe(1)
  scopes[1].stop()
  expect(client.$user.lc).toBe(0)
})
