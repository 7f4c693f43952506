import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, onTestFinished, test } from 'vitest'
import { page } from 'vitest/browser'
import { createContainer, render } from './render.js'
import { Page, setUp } from './set-up.js'

test('StrictMode mounts twice and asks for the session once', async () => {
  const { client, requestsTo } = setUp()
  render(
    <StrictMode>
      <Page client={client} />
    </StrictMode>,
  )
  await expect.element(page.getByText('Nobody')).toBeVisible()
  expect(requestsTo('/session')).toBe(1)
})

test('a client runs while it is mounted and stops with it, leaving no listener', async () => {
  const { client } = setUp()
  let running = 0
  const start = () => {
    const stop = client.start()
    running++
    return () => {
      running--
      stop()
    }
  }
  const { unmount } = render(
    <StrictMode>
      <Page client={{ ...client, start }} />
    </StrictMode>,
  )
  await expect.element(page.getByText('Nobody')).toBeVisible()
  expect(running).toBe(1)
  unmount()
  await expect.poll(() => running).toBe(0)
  expect([client.$state.lc, client.$session.lc]).toEqual([0, 0])
})

test('another client given to a provider takes the place of the first', async () => {
  const one = setUp()
  const other = setUp()
  const { rerender } = render(<Page client={one.client} />)
  await one.signIn()
  await expect.element(page.getByText('Ada at home')).toBeVisible()
  rerender(<Page client={other.client} />)
  await expect.element(page.getByText('Nobody')).toBeVisible()
  expect([one.client.$state.lc, one.client.$session.lc]).toEqual([0, 0])
})

test('a page mounted again shows at once what is known', async () => {
  const { client, signIn, requestsTo } = setUp()
  const { unmount } = render(<Page client={client} />)
  await signIn()
  await expect.element(page.getByText('Ada at home')).toBeVisible()
  const asked = requestsTo('/session')
  unmount()
  render(<Page client={client} />)
  await expect.element(page.getByText('Ada at home')).toBeVisible()
  expect(requestsTo('/session')).toBe(asked)
})

test('two clients on one page do not meet', async () => {
  const one = setUp()
  const other = setUp()
  render(
    <>
      <section aria-label="one">
        <Page client={one.client} />
      </section>
      <section aria-label="other">
        <Page client={other.client} />
      </section>
    </>,
  )
  await one.signIn()
  await other.signIn('grace@example.com')
  await one.client.signOut()
  await expect.element(page.getByLabelText('one').getByText('Nobody')).toBeVisible()
  await expect.element(page.getByLabelText('other').getByText('Grace at home')).toBeVisible()
})

test('a page rendered by a server is hydrated as it is, though the client has moved on since', async () => {
  const { client, signIn } = setUp()
  const container = createContainer(renderToString(<Page client={client} />))
  await signIn()
  const mismatches: unknown[] = []
  const root = hydrateRoot(container, <Page client={client} />, {
    onRecoverableError: (error) => mismatches.push(error),
  })
  onTestFinished(() => root.unmount())
  await expect.element(page.getByText('Ada at home')).toBeVisible()
  expect(mismatches).toEqual([])
})
