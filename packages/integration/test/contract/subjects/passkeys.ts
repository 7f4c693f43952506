import { createPasskeys } from '@wachter/core/account'
import { stubAuthenticator } from '../../../../core/test/flows/passkeys/fake-authenticator.js'
import type { Stage } from '../../stage.js'
import { type Contract, nth, type Scene } from '../contract.js'

export const allowPasskeys = ({ world }: Stage): void =>
  world.changeDeployment({ auth_settings: { passkey: { enabled: true } } })

const common = { from: '@wachter/core/account', people: ['ada'], prepare: allowPasskeys } as const

const register = async ({ client, at, emulator }: Scene) => {
  stubAuthenticator(emulator.baseUrl)
  const flow = createPasskeys(client)
  const state = await (await at(flow, 'manage')).register({ name: 'Laptop' })
  return { flow, state }
}

const registered = async (scene: Scene) => {
  const { flow } = await register(scene)
  const step = await scene.at(flow, 'manage', ({ passkeys }) => passkeys?.length)
  return { step, id: nth(step.passkeys).id }
}

export const passkeys: readonly Contract[] = [
  {
    ...common,
    endpoint: 'GET /me/passkeys',
    by: 'createPasskeys',
    play: ({ client, at }) => at(createPasskeys(client), 'manage', (step) => step.passkeys),
  },
  ...['begin', 'finish'].map(
    (step): Contract => ({
      ...common,
      endpoint: `POST /me/passkeys/register/${step}`,
      by: 'createPasskeys → register',
      play: async (scene) => (await register(scene)).state,
    }),
  ),
  {
    ...common,
    endpoint: 'PATCH /me/passkeys/{id}',
    by: 'createPasskeys → rename',
    async play(scene) {
      const { step, id } = await registered(scene)
      return step.rename(id, 'Work')
    },
  },
  {
    ...common,
    endpoint: 'POST /me/passkeys/{id}/delete',
    by: 'createPasskeys → remove',
    async play(scene) {
      const { step, id } = await registered(scene)
      return step.remove(id)
    },
  },
]
