import { setUp } from '@wachter/testing/adapter-stage'
import { hydrate, unmount } from 'svelte'
import { expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import App from './pages/App.svelte'
import Page from './pages/Page.svelte'
import { createContainer, render } from './render.js'
import { loadingPage } from './server-rendered.js'

test('a client runs while its component is mounted and stops with it, leaving no listener', async () => {
  const { client, requestsTo } = setUp()
  let running = 0
  const start = () => {
    const stop = client.start()
    running++
    return () => {
      running--
      stop()
    }
  }
  const stop = render({ ...client, start }, Page, {})
  await expect.element(page.getByText('Nobody')).toBeVisible()
  expect(running).toBe(1)
  expect(requestsTo('/session')).toBe(1)
  await stop()
  expect(running).toBe(0)
  await expect.poll(() => [client.$state.lc, client.$view.lc]).toEqual([0, 0])
})

test('a page mounted again shows at once what is known', async () => {
  const { client, signIn, requestsTo } = setUp()
  const stop = render(client, Page, {})
  await signIn()
  await expect.element(page.getByText('Ada at home')).toBeVisible()
  const asked = requestsTo('/session')
  await stop()
  const container = createContainer()
  render(client, Page, {}, container)
  expect(container.textContent?.trim()).toBe('Ada at home')
  expect(requestsTo('/session')).toBe(asked)
})

test('two components may share one client, which runs until both are gone', async () => {
  const { client, world, signIn, requestsTo } = setUp()
  const stop = render(client, Page, {})
  const container = createContainer()
  render(client, Page, {}, container)
  await signIn()
  await expect.poll(() => container.textContent?.trim()).toBe('Ada at home')
  await stop()
  await client.switchOrganization(world.organization('Acme').id)
  await expect.poll(() => container.textContent?.trim()).toBe('Ada at Acme')
  const asked = requestsTo('/session')
  window.dispatchEvent(new Event('online'))
  await expect.poll(() => requestsTo('/session')).toBeGreaterThan(asked)
})

test('two clients on one page do not meet', async () => {
  const one = setUp()
  const other = setUp()
  const containers = [createContainer(), createContainer()] as const
  render(one.client, Page, {}, containers[0])
  render(other.client, Page, {}, containers[1])
  await one.signIn()
  await other.signIn('grace@example.com')
  await one.client.signOut()
  await expect.poll(() => containers.map(({ textContent }) => textContent?.trim())).toEqual(['Nobody', 'Grace at home'])
})

test('a page rendered by a server becomes what the client knows by the time it is hydrated', async () => {
  const { client, signIn } = setUp()
  const container = createContainer(loadingPage)
  await signIn()
  const complaints = vi.spyOn(console, 'warn')
  const app = hydrate(App, { target: container, props: { client, page: Page, props: {} } })
  onTestFinished(async () => {
    await unmount(app)
    complaints.mockRestore()
  })
  await expect.element(page.getByText('Ada at home')).toBeVisible()
  expect(container.textContent?.trim()).toBe('Ada at home')
  expect(complaints.mock.calls).toEqual([])
})
