import { answerProvider } from '@wachter/testing/provider-visit'
import { expect, test } from 'vitest'
import { setUp } from '../../visitor'

test.each(['ada@example.com', 'nobody@example.com', 'ada'])('%s signs in with a password', async (identifier) => {
  const { visitor } = setUp()
  expect((await visitor.post('/auth/identify', { identifier })).body.data).toEqual({ strategy: 'password' })
})

test('an address of a company signs in with its provider', async () => {
  const { visitor, emulator } = setUp()
  const { data } = (await visitor.post('/auth/identify', { identifier: 'Somebody@Corp.example' })).body
  expect(data).toEqual({
    strategy: 'sso',
    connection_id: expect.stringMatching(/^\d+$/),
    idp_url: `${emulator.baseUrl}/__provider/enterprise/${data.connection_id}/authorize`,
    provider: 'oidc',
  })
})

test('who has nothing but a social provider signs in with that', async () => {
  const { emulator, visitor } = setUp()
  const email = 'new@example.com'
  const { data } = (await visitor.post('/auth/oauth2/init?provider=google_oauth')).body
  const callback = await answerProvider(emulator, data.oauth_url, { email })
  await visitor.get(`/auth/oauth2/callback${callback.search}`)
  const { body } = await visitor.post('/auth/identify', { identifier: email })
  expect(body.data).toEqual({ strategy: 'social', provider: 'google_oauth' })
})

test('an identifier must be named', async () => {
  const { visitor } = setUp()
  expect((await visitor.post('/auth/identify', {})).body).toMatchObject({ status: 400, message: 'Bad request body' })
})

test.each([
  ['email', 'ADA@example.com', true],
  ['email', 'nobody@example.com', false],
  ['username', 'ada', true],
  ['username', 'nobody', false],
])('the %s %s exists: %s', async (type, identifier, exists) => {
  const { visitor } = setUp()
  const { body } = await visitor.get(`/auth/identifier-availability?identifier=${identifier}&type=${type}`)
  expect(body.data).toEqual({ exists })
})

test('another type of identifier breaks the server', async () => {
  const { visitor } = setUp()
  const { body } = await visitor.get('/auth/identifier-availability?identifier=1&type=phone')
  expect(body).toMatchObject({ status: 500, data: null, errors: [{ code: 'INTERNAL' }] })
})
