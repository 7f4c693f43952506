import { expect, test } from 'vitest'
import { setUp } from '../visitor'

test.each(['ada@example.com', 'nobody@example.com', 'ada'])('%s signs in with a password', async (identifier) => {
  const { visitor } = setUp()
  expect((await visitor.post('/auth/identify', { identifier })).body.data).toEqual({ strategy: 'password' })
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
