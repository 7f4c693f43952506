import { seedPassword } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { createPasskeys } from '../../../src/account/index.js'
import { createInvitation, createPasswordReset, createSignIn, createSignUp } from '../../../src/flows/index.js'
import type { Client, MutateOptions } from '../../../src/index.js'
import { setUp } from '../../set-up.js'
import { at, codesIn } from '../steps.js'

/** A client that notes what its changes are about. */
function noted(client: Client) {
  const scopes: (readonly [path: string, scope: MutateOptions['scope']])[] = []
  const mutate: Client['mutate'] = (request, options) => {
    scopes.push([request.path, options?.scope])
    return client.mutate(request, options)
  }
  return { client: { ...client, mutate }, scopes }
}

test('signing in, up and resetting are about the browser session, whoever is active in it', async () => {
  const { open, world } = setUp()
  const { client, scopes } = noted((await open()).client)
  world.changeDeployment({ auth_settings: { phone_number: { required: true } } })

  const signIn = createSignIn(client)
  await at(signIn.$state.get(), 'start').password({ email: 'linus@example.com', password: seedPassword })
  const phone = { phoneNumber: '446681800', phoneCountryCode: '+41' }
  await at(signIn.$state.get(), 'complete-profile').submit(phone)
  await at(signIn.$state.get(), 'verify-code').verify('000000')
  await signIn.openLink({ token: 'token', attempt: '1' })
  await at(createSignUp(client).$state.get(), 'start').submit({ email: 'mary@example.com' })
  await at(createInvitation(client).$state.get(), 'start').accept('token')

  const reset = createPasswordReset(client)
  await at(reset.$state.get(), 'request').send('ada@example.com')
  await at(reset.$state.get(), 'verify-code').verify(codesIn(world).at(-1) ?? '')
  await at(reset.$state.get(), 'new-password').submit('a-better-horse')

  expect(scopes).toEqual(
    [
      'auth/signin',
      'auth/complete-profile',
      'auth/attempt-verification',
      'auth/verify-magic-link',
      'auth/signup',
      'organizations/invitations/accept',
      'auth/reset-password',
    ].map((path) => [path, 'session']),
  )
})

test("changing one's passkeys is about the account", async () => {
  const { openAs } = setUp()
  const { client, scopes } = noted((await openAs(['ada'])).client)
  await at(createPasskeys(client).$state.get(), 'manage').rename('1', 'Work')
  expect(scopes).toEqual([['me/passkeys/1', undefined]])
})
