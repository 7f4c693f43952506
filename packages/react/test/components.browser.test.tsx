import { useState } from 'react'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import {
  SessionLoading,
  SessionUnavailable,
  SignedIn,
  SignedOut,
  useActiveOrganization,
  useSession,
  useSessionState,
  WachterProvider,
} from '../src/index.js'
import { render } from './render.js'
import { setUp } from './set-up.js'

test('a page goes from loading over signed out and signed in to a switch and back, never loading twice', async () => {
  const { client, world, signIn } = setUp()
  const answer = world.faults.add({ path: '/session', hold: true, once: true })
  const seen: string[] = []
  function Recorder() {
    const { loading, session } = useSession()
    const organization = session?.activeSignIn.activeOrganizationMembership?.organization.name ?? 'home'
    const now = loading ? 'loading' : session ? organization : 'nobody'
    if (seen.at(-1) !== now) seen.push(now)
    return null
  }
  function Desk() {
    const [drafts, setDrafts] = useState(0)
    const { name = 'home' } = useActiveOrganization() ?? {}
    return <button type="button" onClick={() => setDrafts(drafts + 1)}>{`${drafts} drafts at ${name}`}</button>
  }
  render(
    <WachterProvider client={client}>
      <Recorder />
      <SessionLoading>Loading</SessionLoading>
      <SignedOut>Nobody</SignedOut>
      <SignedIn>
        <Desk />
      </SignedIn>
    </WachterProvider>,
  )
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

test('SignedIn gives a function the session of the moment', async () => {
  const { client, world, signIn } = setUp()
  render(
    <WachterProvider client={client}>
      <SignedIn>
        {({ activeSignIn }) => activeSignIn.activeOrganizationMembership?.organization.name ?? 'No organization'}
      </SignedIn>
    </WachterProvider>,
  )
  await signIn()
  await expect.element(page.getByText('No organization')).toBeVisible()
  await client.switchOrganization(world.organization('Acme').id)
  await expect.element(page.getByText('Acme')).toBeVisible()
})

test('while the server cannot be reached, it shows neither loading nor signed out, but what went wrong', async () => {
  const { client, world } = setUp()
  const outage = world.faults.add({ path: '/session', status: 403 })
  function Status() {
    return useSessionState().status
  }
  render(
    <WachterProvider client={client}>
      <p>
        <Status />
        <SessionLoading>; loading</SessionLoading>
        <SignedOut>; nobody</SignedOut>
        <SignedIn>; somebody</SignedIn>
        <SessionUnavailable>; out of order</SessionUnavailable>
      </p>
      <SessionUnavailable>{(error) => <p>{`Out of order: ${error?.code}`}</p>}</SessionUnavailable>
    </WachterProvider>,
  )
  await expect.element(page.getByText('unavailable; out of order', { exact: true })).toBeVisible()
  await expect
    .element(page.getByText(`Out of order: ${client.$state.get().error?.code}`, { exact: true }))
    .toBeVisible()
  expect(client.$state.get().error).toBeDefined()
  outage.remove()
  await client.refetch()
  await expect.element(page.getByText('signed-out; nobody', { exact: true })).toBeVisible()
  await expect.element(page.getByText('Out of order')).not.toBeInTheDocument()
})
