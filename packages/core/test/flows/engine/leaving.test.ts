import { expect, test } from 'vitest'
import {
  createInvitation,
  createPasswordReset,
  createProviderSignIn,
  createWaitlist,
  type FlowState,
} from '../../../src/flows/index.js'
import type { Client } from '../../../src/index.js'
import { follow, pass, setUp } from '../../set-up.js'
import { at } from '../steps.js'

interface Flow {
  readonly $state: { get(): FlowState<{ readonly kind: string }> }
  readonly restart: () => void
}

const navigations: string[] = []

/** Each flow with something it does, and where that leads unless the flow is left. */
const flows: readonly {
  readonly name: string
  readonly begin: (client: Client) => readonly [Flow, () => Promise<unknown>]
  readonly kind: string
}[] = [
  {
    name: 'a password reset',
    begin: (client) => {
      const flow = createPasswordReset(client)
      return [flow, () => at(flow.$state.get(), 'request').send('ada@example.com')]
    },
    kind: 'request',
  },
  {
    name: 'a visit at a provider',
    begin: (client) => {
      const flow = createProviderSignIn(client, { navigate: (url) => void navigations.push(url) })
      return [flow, () => at(flow.$state.get(), 'start').signIn('google_oauth')]
    },
    kind: 'start',
  },
  {
    name: 'an invitation',
    begin: (client) => {
      const flow = createInvitation(client)
      return [flow, () => at(flow.$state.get(), 'start').check('token')]
    },
    kind: 'start',
  },
  {
    name: 'a waitlist',
    begin: (client) => {
      const flow = createWaitlist(client)
      return [flow, () => at(flow.$state.get(), 'start').join({ email: 'mary@example.com' })]
    },
    kind: 'start',
  },
]

test.each(flows)('$name that is left while something is under way stays left', async ({ begin, kind }) => {
  const { open, world, storage } = setUp()
  world.changeDeployment({ restrictions: { sign_up_mode: 'waitlist' } })
  const { client } = await open()
  const [flow, act] = begin(client)
  const fault = world.faults.add({ hold: true, once: true })
  const acting = follow(act())
  await pass()
  expect(flow.$state.get().pending).toBeTypeOf('string')
  flow.restart()
  const notes = [...storage.entries]
  fault.release()
  await pass()
  expect(acting.settled).toBe(true)
  expect(flow.$state.get()).toMatchObject({ step: { kind }, pending: undefined, error: undefined })
  expect([...storage.entries].map(([name]) => name)).toEqual(notes.map(([name]) => name))
  expect(navigations).toEqual([])
})
