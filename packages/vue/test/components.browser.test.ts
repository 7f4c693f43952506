import type { Session, SessionError } from '@wachter/core'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { defineComponent, h, ref, watchSyncEffect } from 'vue'
import {
  SessionLoading,
  SessionUnavailable,
  SignedIn,
  SignedOut,
  useActiveOrganization,
  useSession,
  useSessionState,
} from '../src/index.js'
import { render } from './render.js'
import { setUp } from './set-up.js'

test('a page goes from loading over signed out and signed in to a switch and back, never loading twice', async () => {
  const { client, world, signIn } = setUp()
  const answer = world.faults.add({ path: '/session', hold: true, once: true })
  const seen: string[] = []
  const Recorder = defineComponent(() => {
    const { loading, session } = useSession()
    watchSyncEffect(() => {
      const organization = session.value?.activeSignIn.activeOrganizationMembership?.organization.name ?? 'home'
      const now = loading.value ? 'loading' : session.value ? organization : 'nobody'
      if (seen.at(-1) !== now) seen.push(now)
    })
    return () => null
  })
  const Desk = defineComponent(() => {
    const drafts = ref(0)
    const organization = useActiveOrganization()
    return () =>
      h('button', { onClick: () => drafts.value++ }, `${drafts.value} drafts at ${organization.value?.name ?? 'home'}`)
  })
  render(
    client,
    defineComponent(() => () => [
      h(Recorder),
      h(SessionLoading, () => 'Loading'),
      h(SignedOut, () => 'Nobody'),
      h(SignedIn, () => h(Desk)),
    ]),
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

test('SignedIn gives its slot the session of the moment', async () => {
  const { client, world, signIn } = setUp()
  const name = ({ activeSignIn }: Session) => activeSignIn.activeOrganizationMembership?.organization.name
  render(
    client,
    defineComponent(() => () => h(SignedIn, ({ session }: { session: Session }) => name(session) ?? 'No organization')),
  )
  await signIn()
  await expect.element(page.getByText('No organization')).toBeVisible()
  await client.switchOrganization(world.organization('Acme').id)
  await expect.element(page.getByText('Acme')).toBeVisible()
})

test('while the server cannot be reached, it shows neither loading nor signed out, but what went wrong', async () => {
  const { client, world } = setUp()
  const outage = world.faults.add({ path: '/session', status: 403 })
  render(
    client,
    defineComponent(() => {
      const state = useSessionState()
      return () => [
        h('p', [
          state.value.status,
          h(SessionLoading, () => '; loading'),
          h(SignedOut, () => '; nobody'),
          h(SignedIn, () => '; somebody'),
        ]),
        h(SessionUnavailable, ({ error }: { error: SessionError | undefined }) =>
          h('p', `Out of order: ${error?.code}`),
        ),
      ]
    }),
  )
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
