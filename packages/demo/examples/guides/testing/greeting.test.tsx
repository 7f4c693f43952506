// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { createTestClient, type TestClientOptions } from '@wachter/emulator/testing'
import { WachterProvider } from '@wachter/react'
import { afterEach, test } from 'vitest'
import { Greeting } from './greeting'

afterEach(cleanup)

async function show(options: TestClientOptions) {
  const stage = await createTestClient(options)
  render(<Greeting />, { wrapper: (props) => <WachterProvider client={stage.client} {...props} /> })
  return stage
}

test('greets who is signed in, and follows a switch', async () => {
  const { client, world } = await show({ as: 'ada', organization: 'Acme' })
  await screen.findByText('Hello Ada at Acme')
  await client.switchOrganization(world.organization('Globex').id)
  await screen.findByText('Hello Ada at Globex')
})

test('asks to sign in once the server has ended the session', async () => {
  const { client, world } = await show({ as: 'ada' })
  world.revokeSignIn(client.$activeSignIn.get()?.id ?? '')
  await client.refetch()
  await screen.findByText('Please sign in')
})

test('waits while the server cannot be reached', async () => {
  await show({ state: 'unavailable' })
  await screen.findByText('Please wait')
})
