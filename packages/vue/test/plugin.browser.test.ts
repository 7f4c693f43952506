import { expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { renderToString } from 'vue/server-renderer'
import { createContainer, render } from './render.js'
import { createApp, Page, setUp } from './set-up.js'

test('a client runs while its app is mounted and stops with it, leaving no listener', async () => {
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
  const unmount = render({ ...client, start }, Page)
  await expect.element(page.getByText('Nobody')).toBeVisible()
  expect(running).toBe(1)
  expect(requestsTo('/session')).toBe(1)
  unmount()
  expect(running).toBe(0)
  expect([client.$state.lc, client.$session.lc]).toEqual([0, 0])
})

test('an app mounted again shows at once what is known', async () => {
  const { client, signIn, requestsTo } = setUp()
  const unmount = render(client, Page)
  await signIn()
  await expect.element(page.getByText('Ada at home')).toBeVisible()
  const asked = requestsTo('/session')
  unmount()
  const container = createContainer()
  render(client, Page, container)
  expect(container.textContent).toBe('Ada at home')
  expect(requestsTo('/session')).toBe(asked)
})

test('two apps may share one client, which runs until both are gone', async () => {
  const { client, world, signIn, requestsTo } = setUp()
  const unmount = render(client, Page)
  const container = createContainer()
  render(client, Page, container)
  await signIn()
  await expect.poll(() => container.textContent).toBe('Ada at home')
  unmount()
  await client.switchOrganization(world.organization('Acme').id)
  await expect.poll(() => container.textContent).toBe('Ada at Acme')
  const asked = requestsTo('/session')
  window.dispatchEvent(new Event('online'))
  await expect.poll(() => requestsTo('/session')).toBeGreaterThan(asked)
})

test('two clients on one page do not meet', async () => {
  const one = setUp()
  const other = setUp()
  const containers = [createContainer(), createContainer()] as const
  render(one.client, Page, containers[0])
  render(other.client, Page, containers[1])
  await one.signIn()
  await other.signIn('grace@example.com')
  await one.client.signOut()
  await expect.poll(() => containers.map(({ textContent }) => textContent)).toEqual(['Nobody', 'Grace at home'])
})

test('a page rendered by a server is hydrated as it is, though the client has moved on since', async () => {
  const { client, signIn } = setUp()
  const container = createContainer(await renderToString(createApp(client)))
  await signIn()
  const complaints = vi.spyOn(console, 'warn')
  const app = createApp(client)
  app.mount(container)
  onTestFinished(() => {
    app.unmount()
    complaints.mockRestore()
  })
  await expect.element(page.getByText('Ada at home')).toBeVisible()
  expect(complaints.mock.calls).toEqual([])
})
