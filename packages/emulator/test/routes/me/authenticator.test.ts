import { totpCode } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { setUp, startOfTime } from '../../visitor'

async function setUpAuthenticator() {
  const room = setUp()
  await room.visitor.signIn('linus@example.com')
  const { data } = (await room.visitor.post('/me/authenticator')).body
  async function prove(codes: string[]) {
    const body = new FormData()
    body.set('authenticator_id', data.id)
    for (const code of codes) body.append('codes', code)
    return room.visitor.post('/me/authenticator/attempt-verification', undefined, { body })
  }
  const code = (windows: number) => totpCode(data.totp_secret, startOfTime + windows * 30_000)
  return { ...room, data, prove, code }
}

test('an authenticator counts from its first two codes on', async () => {
  const { visitor, data, prove, code, world } = await setUpAuthenticator()
  expect(data).toEqual({
    id: expect.any(String),
    created_at: '2026-01-15T12:00:00Z',
    totp_secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
    otp_url: expect.stringMatching(/^otpauth:\/\/totp\/.*linus%40example\.com/),
  })
  expect((await visitor.get('/me')).body.data.user_authenticator).toBeNull()
  const { body } = await prove([code(-1), code(0)])
  expect(body.data).toEqual({ id: data.id, created_at: '2026-01-15T12:00:00Z' })
  expect((await visitor.get('/me')).body.data.user_authenticator.id).toBe(data.id)
  expect(world.totpCode('linus')).toBe(code(0))
})

test('codes in the wrong order, of the wrong windows or the wrong number of them are refused', async () => {
  const { prove, code } = await setUpAuthenticator()
  for (const codes of [
    [code(0), code(-1)],
    [code(0), code(1)],
    ['000000', '000000'],
  ]) {
    expect((await prove(codes)).body).toMatchObject({ status: 400, message: 'Invalid code', errors: null })
  }
  for (const codes of [[code(0)], [code(-1), code(0), code(1)]]) {
    expect((await prove(codes)).body).toMatchObject({ status: 400, message: 'Bad request body' })
  }
})

test('an authenticator of another user cannot be verified', async () => {
  const { other, data, code } = await setUpAuthenticator()
  await other.signIn('ada@example.com')
  const body = JSON.stringify({ authenticator_id: data.id, codes: [code(-1), code(0)] })
  const headers = { 'Content-Type': 'application/json' }
  const answer = await other.post('/me/authenticator/attempt-verification', undefined, { body, headers })
  expect(answer.status).toBe(400)
})

test('deleting it takes the backup codes along and brings the policy of the deployment back', async () => {
  const { visitor, world } = setUp()
  await visitor.signIn('grace@example.com')
  world.setSecondFactorPolicy('grace', 'enforced')
  const { id } = (await visitor.get('/me')).body.data.user_authenticator
  expect((await visitor.post(`/me/authenticator/${id}/delete`)).status).toBe(200)
  expect((await visitor.get('/me')).body.data).toMatchObject({
    user_authenticator: null,
    backup_codes_generated: false,
    second_factor_policy: 'none',
  })
  expect((await visitor.post(`/me/authenticator/${id}/delete`)).status).toBe(400)
})

test.each(['/me/authenticator', '/me/backup-codes'])('%s needs a sign-in', async (path) => {
  const { visitor } = setUp()
  expect((await visitor.post(path)).status).toBe(401)
})

test.each([[[1, 2]], [[{ toString: 1 }, { toString: 1 }]], [[null, null]], [{ length: 2 }], ['12']])(
  'the codes %o are none',
  async (codes) => {
    const { visitor, data } = await setUpAuthenticator()
    const init = { headers: { 'Content-Type': 'application/json' } }
    const body = JSON.stringify({ authenticator_id: data.id, codes })
    const path = '/me/authenticator/attempt-verification'
    expect((await visitor.post(path, undefined, { ...init, body })).status).toBe(400)
  },
)

test('a name that no address can hold is refused before it gets into one', async () => {
  const { visitor } = await setUpAuthenticator()
  const init = { headers: { 'Content-Type': 'application/json' }, body: '{"username":"\\ud800"}' }
  expect((await visitor.post('/me', undefined, init)).status).toBe(400)
})
