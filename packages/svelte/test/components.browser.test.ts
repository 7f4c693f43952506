import { setUp } from '@wachter/testing/adapter-stage'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import RecordedDesk from './pages/RecordedDesk.svelte'
import SessionGiven from './pages/SessionGiven.svelte'
import Status from './pages/Status.svelte'
import { render } from './render.js'

test('a page goes from loading over signed out and signed in to a switch and back, never loading twice', async () => {
  const { client, world, signIn } = setUp()
  const answer = world.faults.add({ path: '/session', hold: true, once: true })
  const seen: string[] = []
  const see = (what: string) => seen.at(-1) === what || seen.push(what)
  render(client, RecordedDesk, { see })
  await answer.held()
  await expect.element(page.getByText('Loading')).toBeVisible()
  answer.release()
  await expect.element(page.getByText('Nobody')).toBeVisible()

  await signIn()
  await page.getByText('0 drafts at home').click()
  await client.switchOrganization(world.organization('Acme').id)
  await expect.element(page.getByText('1 drafts at Acme')).toBeVisible()

  await client.signOut()
  await expect.element(page.getByText('Nobody')).toBeVisible()
  expect(seen).toEqual(['loading', 'nobody', 'home', 'Acme', 'nobody'])
})

test('SignedIn gives its children the session of the moment', async () => {
  const { client, world, signIn } = setUp()
  render(client, SessionGiven, {})
  await signIn()
  await expect.element(page.getByText('No organization')).toBeVisible()
  await client.switchOrganization(world.organization('Acme').id)
  await expect.element(page.getByText('Acme')).toBeVisible()
})

test('while the server cannot be reached, it shows neither loading nor signed out, but what went wrong', async () => {
  const { client, world } = setUp()
  const outage = world.faults.add({ path: '/session', status: 403 })
  render(client, Status, {})
  await expect.element(page.getByText('unavailable', { exact: true })).toBeVisible()
  await expect
    .element(page.getByText(`Out of order: ${client.$state.get().error?.code}`, { exact: true }))
    .toBeVisible()
  expect(client.$state.get().error).toBeDefined()
  outage.remove()
  await client.refetch()
  await expect.element(page.getByText('signed-out; nobody', { exact: true })).toBeVisible()
  await expect.element(page.getByText('Out of order')).not.toBeInTheDocument()
})
