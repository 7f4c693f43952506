import { answerProvider } from '@wachter/testing/provider-visit'
import { describe, expect, test } from 'vitest'
import { setUp, type Visitor } from '../../visitor'

async function begin(visitor: Visitor, query = 'provider=github_oauth'): Promise<string> {
  return (await visitor.post(`/me/init-sso-connection?${query}`)).body.data.oauth_url
}

function finish(visitor: Visitor, callback: URL) {
  return visitor.post(`/me/sso-connection-callback${callback.search}`)
}

async function setUpSignedIn() {
  const parts = setUp()
  await parts.visitor.signIn('ada@example.com')
  return parts
}

describe('connecting a social account', () => {
  test('puts it on the user, and it signs them in from then on', async () => {
    const { emulator, visitor, other } = await setUpSignedIn()
    const url = await begin(visitor, 'provider=github_oauth&redirect_uri=http%3A%2F%2Flocalhost%3A5173%2Fme')
    const { body } = await finish(visitor, await answerProvider(emulator, url, { email: 'countess@example.com' }))
    expect(body.data).toMatchObject({ message: expect.any(String), redirect_uri: 'http://localhost:5173/me' })
    expect(body.data.session.active_signin.user).not.toHaveProperty('social_connections')
    const [connection] = (await visitor.get('/me')).body.data.social_connections
    expect(connection).toMatchObject({ provider: 'github_oauth', email_address: 'countess@example.com' })
    expect(connection).not.toHaveProperty('user_email_address_id')

    const init = await other.post('/auth/oauth2/init?provider=github_oauth')
    const callback = await answerProvider(emulator, init.body.data.oauth_url, { email: 'countess@example.com' })
    await other.get(`/auth/oauth2/callback${callback.search}`)
    expect((await other.session()).active_signin.user.username).toBe('ada')
  })

  test('an account that is connected already is refused by its message only', async () => {
    const { emulator, visitor } = await setUpSignedIn()
    const email = 'countess@example.com'
    await finish(visitor, await answerProvider(emulator, await begin(visitor), { email }))
    const { status, body } = await finish(visitor, await answerProvider(emulator, await begin(visitor), { email }))
    expect(status).toBe(400)
    expect(body).toMatchObject({ message: expect.stringContaining('connected'), errors: null })
  })

  test('a state for signing in does not connect, and the other way round', async () => {
    const { emulator, visitor } = await setUpSignedIn()
    const email = 'countess@example.com'
    const init = await visitor.post('/auth/oauth2/init?provider=github_oauth')
    const signIn = await answerProvider(emulator, init.body.data.oauth_url, { email })
    expect((await finish(visitor, signIn)).body.errors[0].code).toBe('INVALID_STATE')
    const connect = await answerProvider(emulator, await begin(visitor), { email })
    const crossed = await visitor.get(`/auth/oauth2/callback${connect.search}`)
    expect(crossed.body.errors[0].code).toBe('INVALID_STATE')
  })

  test('what one user began, another cannot finish', async () => {
    const { emulator, visitor } = await setUpSignedIn()
    const callback = await answerProvider(emulator, await begin(visitor), { email: 'countess@example.com' })
    await visitor.signIn('linus@example.com')
    expect((await finish(visitor, callback)).body.errors[0].code).toBe('INVALID_STATE')
  })

  test('nobody signed in is refused', async () => {
    const { visitor } = setUp()
    expect((await visitor.post('/me/init-sso-connection?provider=github_oauth')).status).toBe(401)
    expect((await visitor.post('/me/sso-connection-callback?code=a&state=b')).status).toBe(401)
  })
})

test('disconnecting takes it off the user, and only off them', async () => {
  const { emulator, visitor, other } = await setUpSignedIn()
  await finish(visitor, await answerProvider(emulator, await begin(visitor), { email: 'countess@example.com' }))
  const [{ id }] = (await visitor.get('/me')).body.data.social_connections
  await other.signIn('linus@example.com')
  expect((await other.post(`/me/social-connections/${id}/disconnect`)).status).toBe(404)
  expect((await visitor.post(`/me/social-connections/${id}/disconnect`)).status).toBe(200)
  expect((await visitor.get('/me')).body.data).not.toHaveProperty('social_connections')
})
