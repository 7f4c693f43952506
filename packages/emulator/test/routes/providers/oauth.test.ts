import { defaultSeed } from '@wachter/emulator'
import { answerProvider } from '@wachter/testing/provider-visit'
import { describe, expect, test } from 'vitest'
import { setUp, type Visitor } from '../../visitor'

const ada = { email: 'ada@example.com' }

async function begin(visitor: Visitor, query = 'provider=google_oauth'): Promise<string> {
  return (await visitor.post(`/auth/oauth2/init?${query}`)).body.data.oauth_url
}

function finish(visitor: Visitor, callback: URL) {
  return visitor.get(`/auth/oauth2/callback${callback.search}`)
}

describe('starting to sign in through a social provider', () => {
  test('answers the URL of the provider, and an attempt without a user', async () => {
    const { emulator, visitor } = setUp()
    const { body } = await visitor.post('/auth/oauth2/init?provider=google_oauth')
    const url = new URL(body.data.oauth_url)
    expect(url.origin + url.pathname).toBe(`${emulator.baseUrl}/__provider/google_oauth/authorize`)
    expect(body.data.session.signin_attempts).toMatchObject([
      { method: 'sso', sso_provider: 'google_oauth', user_id: null, completed: false },
    ])
  })

  test('carries what a headless callback page reads out of the state', async () => {
    const { visitor } = setUp()
    const redirect = encodeURIComponent('http://localhost:5173/ok?a=ü')
    const url = await begin(visitor, `provider=google_oauth&redirect_uri=${redirect}`)
    const [data = '', ...signatures] = (new URL(url).searchParams.get('state') ?? '').split('.')
    const [attempt] = (await visitor.session()).signin_attempts
    const text = new TextDecoder().decode(Buffer.from(data, 'base64url'))
    expect(text.split('|')).toEqual([
      'sign_in',
      attempt.id,
      'http://localhost:5173/ok?a=ü',
      String(Date.UTC(2026, 0, 15, 12) / 1_000),
      expect.stringMatching(/^localhost/),
    ])
    expect(signatures).toHaveLength(2)
  })

  test.each([
    ['', 'PROVIDER_REQUIRED'],
    ['provider=gitlab_oauth', 'PROVIDER_NOT_CONFIGURED'],
  ])('"%s" is refused with %s', async (query, code) => {
    const { visitor } = setUp()
    const { status, body } = await visitor.post(`/auth/oauth2/init?${query}`)
    expect({ status, code: body.errors[0].code }).toEqual({ status: 400, code })
  })

  test.each(['javascript:alert(1)', '/relative', 'https://app.test/a|b'])(
    '%s is no place to come back to',
    async (uri) => {
      const { visitor } = setUp()
      const query = `provider=google_oauth&redirect_uri=${encodeURIComponent(uri)}`
      expect((await visitor.post(`/auth/oauth2/init?${query}`)).status).toBe(400)
    },
  )
})

describe('coming back from a social provider', () => {
  test('signs a known e-mail address in and connects the account', async () => {
    const { emulator, visitor } = setUp()
    const callback = await answerProvider(emulator, await begin(visitor), ada)
    expect(callback.pathname).toBe('/social/callback')
    const { status, body } = await finish(visitor, callback)
    expect(status).toBe(200)
    expect(body.data.session.signin_attempts.at(-1)).toMatchObject({ completed: true, sso_provider: 'google_oauth' })
    expect(body.data).not.toHaveProperty('redirect_uri')
    const { user } = (await visitor.session()).active_signin
    expect(user).toMatchObject({
      username: 'ada',
      social_connections: [{ provider: 'google_oauth', email_address: ada.email, first_name: 'Ada' }],
    })
    expect(user.social_connections[0].user_email_address_id).toBe(user.primary_email_address_id)
  })

  test('answers where the visitor wanted to go', async () => {
    const { emulator, visitor } = setUp()
    const url = await begin(visitor, 'provider=google_oauth&redirect_uri=https%3A%2F%2Fapp.test%2Fok')
    const { body } = await finish(visitor, await answerProvider(emulator, url, ada))
    expect(body.data.redirect_uri).toBe('https://app.test/ok')
  })

  test('makes an account for an unknown address, even where sign-up is restricted', async () => {
    const deployment = { restrictions: { sign_up_mode: 'restricted' } }
    const { emulator, visitor } = setUp({ seed: { ...defaultSeed, deployment } })
    const callback = await answerProvider(emulator, await begin(visitor), { email: 'margaret@example.com' })
    await finish(visitor, callback)
    expect((await visitor.session()).active_signin.user).toMatchObject({
      first_name: 'Margaret',
      has_password: false,
      primary_email_address: { email: 'margaret@example.com', verified: true, verification_strategy: 'oath_google' },
    })
  })

  test('the second time finds the same account', async () => {
    const { emulator, visitor, other, world } = setUp()
    for (const browser of [visitor, other]) {
      await finish(browser, await answerProvider(emulator, await begin(browser), { email: 'new@example.com' }))
    }
    const [first, second] = [await visitor.session(), await other.session()]
    expect(first.active_signin.user_id).toBe(second.active_signin.user_id)
    expect(world.state().users).toHaveLength(defaultSeed.users.length + 1)
  })

  test('leaves a second factor and the profile to do', async () => {
    const username = { enabled: true, required: true }
    const deployment = { auth_settings: { username } }
    const { emulator, visitor, world } = setUp({ seed: { ...defaultSeed, deployment } })
    const email = 'eve@example.com'
    world.addUser({ email, authenticator: true, secondFactorPolicy: 'enforced' })
    const { body } = await finish(visitor, await answerProvider(emulator, await begin(visitor), { email }))
    expect(body.data.session.signin_attempts.at(-1)).toMatchObject({
      completed: false,
      remaining_steps: ['verify_second_factor', 'complete_profile'],
    })
    expect(await visitor.session()).not.toHaveProperty('active_signin')
  })

  test('an account that is here already is reused', async () => {
    const { emulator, visitor } = setUp()
    await visitor.signIn(ada.email)
    await visitor.signIn('linus@example.com')
    const { status } = await finish(visitor, await answerProvider(emulator, await begin(visitor), ada))
    expect(status).toBe(200)
    const { signins, active_signin } = await visitor.session()
    expect(signins).toHaveLength(2)
    expect(active_signin.user.username).toBe('ada')
  })

  test('a disabled account is refused', async () => {
    const { emulator, visitor, world } = setUp()
    world.disableUser('ada')
    const { body } = await finish(visitor, await answerProvider(emulator, await begin(visitor), ada))
    expect(body.errors[0].code).toBe('USER_DISABLED')
  })

  test('a code is needed, has to be real, and is good once', async () => {
    const { emulator, visitor } = setUp()
    const callback = await answerProvider(emulator, await begin(visitor), ada)
    const state = callback.searchParams.get('state') ?? ''
    const codeOf = async (query: Record<string, string>) =>
      (await visitor.get(`/auth/oauth2/callback?${new URLSearchParams(query)}`)).body.errors[0].code
    expect(await codeOf({ state })).toBe('CODE_REQUIRED')
    expect(await codeOf({ state, code: 'made-up' })).toBe('INVALID_CODE')
    await finish(visitor, callback)
    expect((await finish(visitor, callback)).body.errors[0].code).toBe('INVALID_STATE')
  })

  test('a code of another provider is no good', async () => {
    const { emulator, visitor } = setUp()
    const github = await answerProvider(emulator, await begin(visitor, 'provider=github_oauth'), ada)
    const google = await answerProvider(emulator, await begin(visitor), ada)
    google.searchParams.set('code', github.searchParams.get('code') ?? '')
    expect((await finish(visitor, google)).body.errors[0].code).toBe('INVALID_CODE')
  })

  const states: [string, (state: string) => string][] = [
    ['no state', () => ''],
    ['a made-up state', () => 'a.b.c'],
    ['a state with other data', (state) => state.replace(/^[^.]+/, btoa('sign_in|1||1|localhost'))],
    ['a state without its relay signature', (state) => state.split('.').slice(0, 2).join('.')],
  ]
  test.each(states)('%s is invalid', async (_name, change) => {
    const { emulator, visitor } = setUp()
    const callback = await answerProvider(emulator, await begin(visitor), ada)
    callback.searchParams.set('state', change(callback.searchParams.get('state') ?? ''))
    expect((await finish(visitor, callback)).body.errors[0].code).toBe('INVALID_STATE')
  })

  test('the state is worth nothing in another session or after ten minutes', async () => {
    const { emulator, visitor, other, world } = setUp()
    const callback = await answerProvider(emulator, await begin(visitor), ada)
    expect((await finish(other, callback)).body.errors[0].code).toBe('INVALID_STATE')
    world.clock.advance(10 * 60_000)
    expect((await finish(visitor, callback)).body.errors[0].code).toBe('INVALID_STATE')
  })
})
