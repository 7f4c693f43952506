import { expect, test } from 'vitest'
import { createPasskeySignIn, createProviderSignIn, createSignIn, createSignUp } from '../../../src/flows/index.js'
import { type Client, deploymentOf } from '../../../src/index.js'
import { pass, setUp } from '../../set-up.js'
import { at } from '../steps.js'

const ways: Readonly<
  Record<string, (client: Client) => Promise<{ readonly error: { readonly code: string } | undefined }>>
> = {
  'a password': (client) =>
    at(createSignIn(client).$state.get(), 'start').password({ username: 'linus', password: 'correct-horse-battery' }),
  'a code': (client) => at(createSignIn(client).$state.get(), 'start').emailCode({ email: 'linus@example.com' }),
  'a new account': (client) => at(createSignUp(client).$state.get(), 'start').submit({ email: 'mary@example.com' }),
  'a provider': (client) =>
    at(createProviderSignIn(client, { navigate: false }).$state.get(), 'start').signIn('google_oauth'),
  'a company': (client) => at(createProviderSignIn(client, { navigate: false }).$state.get(), 'start').enterprise('1'),
  'a passkey': (client) => at(createPasskeySignIn(client).$state.get(), 'start').signIn(),
}

test.each(Object.entries(ways))(
  'one account more than there may be is refused to %s, and nothing is asked',
  async (_, sign) => {
    const { openAs, world, asked } = setUp()
    world.changeDeployment({ auth_settings: { multi_session_support: { enabled: false } } })
    const { client } = await openAs(['ada'])
    deploymentOf(client).subscribe(() => undefined)
    await pass()
    world.requests.clear()
    expect((await sign(client)).error?.code).toBe('account-limit-reached')
    expect(asked()).toEqual([])
  },
)
