import { createPasskeys } from '@wachter/core/account'
import {
  createPasskeySignIn,
  createPasswordReset,
  createProviderSignIn,
  createSignIn,
  createSignUp,
} from '@wachter/core/flows'
import { seedPassword } from '@wachter/emulator'
import { mary } from '@wachter/testing/people'
import { comeBackFromProvider } from '@wachter/testing/provider-visit'
import { stubAuthenticator } from '../../../../core/test/flows/passkeys/fake-authenticator.js'
import { redemptionOf } from '../../sign-in-and-up/place.js'
import { anything, type Contract, codeOf, nth, type Scene } from '../contract.js'
import { allowPasskeys } from './passkeys.js'

const from = '@wachter/core/flows'
const email = 'ada@example.com'

const sendCode = async ({ client, at }: Scene) => {
  const flow = createSignIn(client)
  await (await at(flow, 'start')).emailCode({ email })
  return at(flow, 'verify-code')
}

async function signInByPasskey(scene: Scene) {
  const { client, at, emulator } = scene
  stubAuthenticator(emulator.baseUrl)
  await (await at(createPasskeys(client), 'manage')).register({ name: 'Laptop' })
  await client.signOut()
  return (await at(createPasskeySignIn(client), 'start')).signIn()
}

async function forget({ client, at }: Scene) {
  const flow = createPasswordReset(client)
  await (await at(flow, 'request')).send(email)
  return { flow, step: await at(flow, 'verify-code') }
}

const goToProvider = async ({ client, at }: Scene) => {
  const flow = createProviderSignIn(client, { navigate: false })
  const state = await (await at(flow, 'start')).signIn('google_oauth')
  return { flow, state, url: (await at(flow, 'redirecting')).url }
}

export const signInAndUp: readonly Contract[] = [
  {
    endpoint: 'POST /auth/signin',
    by: 'createSignIn → password',
    from,
    play: async ({ client, at }) =>
      (await at(createSignIn(client), 'start')).password({ email, password: seedPassword }),
  },
  {
    endpoint: 'POST /auth/signup',
    by: 'createSignUp → submit',
    from,
    play: async ({ client, at }) => (await at(createSignUp(client), 'start')).submit(mary),
  },
  { endpoint: 'POST /auth/prepare-verification', by: 'createSignIn → emailCode', from, play: sendCode },
  {
    endpoint: 'POST /auth/attempt-verification',
    by: 'createSignIn → verify',
    from,
    play: async (scene) => (await sendCode(scene)).verify(codeOf(scene)),
  },
  {
    endpoint: 'POST /auth/complete-profile',
    by: 'createSignIn → submit',
    from,
    prepare({ world }) {
      world.changeDeployment({ auth_settings: { first_name: { required: true } } })
      world.addUser({ email: mary.email, password: mary.password, firstName: '', lastName: 'Shelley' })
    },
    async play({ client, at }) {
      const flow = createSignIn(client)
      await (await at(flow, 'start')).password({ email: mary.email, password: mary.password })
      return (await at(flow, 'complete-profile')).submit({ firstName: 'Mary' })
    },
  },
  {
    endpoint: 'POST /auth/identify',
    by: 'createSignIn → identify',
    from,
    play: async ({ client, at }) => (await at(createSignIn(client), 'start')).identify(email),
  },
  {
    endpoint: 'GET /auth/identifier-availability',
    by: 'client.request',
    from: '@wachter/core',
    play: ({ client }) =>
      client.request({
        path: 'auth/identifier-availability',
        query: { identifier: email, type: 'email' },
        schema: anything,
      }),
  },
  {
    endpoint: 'POST /auth/forgot-password',
    by: 'createPasswordReset → send',
    from,
    play: async (scene) => (await forget(scene)).flow.$state.get(),
  },
  {
    endpoint: 'POST /auth/reset-password',
    by: 'createPasswordReset → submit',
    from,
    async play(scene) {
      const { flow, step } = await forget(scene)
      await step.verify(codeOf(scene))
      return (await scene.at(flow, 'new-password')).submit('another-horse-battery')
    },
  },
  {
    endpoint: 'POST /auth/oauth2/init',
    by: 'createProviderSignIn → signIn',
    from,
    play: async (scene) => (await goToProvider(scene)).state,
  },
  {
    endpoint: 'GET /auth/oauth2/callback',
    by: 'createProviderSignIn → handleCallback',
    from,
    async play(scene) {
      const { flow, url } = await goToProvider(scene)
      return flow.handleCallback((await comeBackFromProvider(scene.emulator, url, { email })).href)
    },
  },
  {
    endpoint: 'POST /auth/sso/login',
    by: 'createProviderSignIn → enterprise',
    from,
    play: async ({ client, world, at }) =>
      (await at(createProviderSignIn(client, { navigate: false }), 'start')).enterprise(
        world.enterpriseConnection('corp.example').id,
      ),
  },
  {
    endpoint: 'GET /auth/verify-magic-link',
    by: 'createSignIn → openLink',
    from,
    async play({ client, at, world }) {
      const flow = createSignIn(client)
      await (await at(flow, 'start')).emailLink({ email })
      const message = nth(world.outbox())
      return flow.openLink(redemptionOf(message.kind === 'link' ? message.link : ''))
    },
  },
  ...['begin', 'finish'].map(
    (step): Contract => ({
      endpoint: `POST /auth/passkey/login/${step}`,
      by: 'createPasskeySignIn → signIn',
      from,
      people: ['ada'],
      prepare: allowPasskeys,
      play: signInByPasskey,
    }),
  ),
]
