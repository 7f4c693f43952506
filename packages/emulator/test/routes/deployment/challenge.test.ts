import type { ChallengeMode } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { lastAttempt } from '../../steps'
import { setUp } from '../../visitor'

const ada = { strategy: 'plain_email', email: 'ada@example.com', password: 'correct-horse-battery' }

/** As a page does with the widget. */
async function solve({ visitor }: ReturnType<typeof setUp>): Promise<string> {
  const puzzle = (await visitor.post('/captcha/challenge')).body
  const body = JSON.stringify({ token: puzzle.token, solutions: Array(puzzle.challenge.c).fill(0) })
  const headers = { 'Content-Type': 'application/json' }
  return (await visitor.post('/captcha/redeem', undefined, { body, headers })).body.token
}

describe('a challenge', () => {
  test.each<[ChallengeMode, unknown]>([
    ['403', [{ code: 'TOO_MANY_REQUESTS', message: 'Challenge verification failed' }]],
    ['400', [{ code: 'BAD_REQUEST_BODY', message: 'Challenge verification failed' }]],
    ['500', []],
  ])('that was not solved is answered %s', async (challenge, errors) => {
    const { visitor } = setUp({ challenge })
    const { status, body } = await visitor.post('/auth/signin', ada)
    expect(status).toBe(Number(challenge))
    expect(body).toMatchObject({ data: null, errors, session: { id: expect.any(String) } })
  })

  test.each([
    'signin',
    'signup',
    'identify',
    'prepare-verification',
    'oauth2/init',
    'passkey/login/begin',
    'sso/login',
  ])('stands before /auth/%s', async (route) => {
    const { visitor } = setUp({ challenge: '403' })
    const { status, body } = await visitor.post(`/auth/${route}`, { email: 'ada@example.com' })
    expect(status).toBe(403)
    expect(body.message).toBe('Challenge verification failed')
  })

  test('does not stand before other routes', async () => {
    const { visitor } = setUp({ challenge: '403' })
    expect((await visitor.post('/auth/forgot-password', { email: 'ada@example.com' })).status).toBe(200)
    expect((await visitor.get('/session')).status).toBe(200)
  })

  test('that was solved counts once', async () => {
    const room = setUp({ challenge: '403' })
    const challenge_token = await solve(room)
    expect((await room.visitor.post('/auth/signin', { ...ada, password: 'wrong', challenge_token })).status).toBe(401)
    expect((await room.visitor.post('/auth/signin', { ...ada, challenge_token })).status).toBe(403)
  })

  test('may be in the query, too', async () => {
    const { visitor, world } = setUp({ challenge: '400' })
    const token = world.mintChallengeToken()
    const fields = { strategy: 'email_otp', email: 'ada@example.com' }
    const { id } = lastAttempt(await visitor.post(`/auth/signin?challenge_token=${token}`, fields))
    const query = `attempt_identifier=${id}&identifier_type=signin&strategy=email_otp`
    const path = `/auth/prepare-verification?${query}`
    expect((await visitor.post(path)).status).toBe(400)
    expect((await visitor.post(path, { challenge_token: world.mintChallengeToken() })).status).toBe(200)
  })

  test('does not hide that a body cannot be read', async () => {
    const { visitor, world } = setUp({ challenge: '403' })
    const init = { body: '{', headers: { 'Content-Type': 'application/json' } }
    const { body } = await visitor.post(`/auth/signin?challenge_token=${world.mintChallengeToken()}`, undefined, init)
    expect(body.message).toBe('Bad request body')
  })

  test('is not required unless it is switched on', async () => {
    const { visitor, world } = setUp()
    expect((await visitor.post('/auth/signin', ada)).status).toBe(200)
    world.switches.challenge = '500'
    expect((await visitor.post('/auth/signin', ada)).status).toBe(500)
    world.reset()
    expect(world.switches.challenge).toBe('off')
  })
})

describe('the captcha server', () => {
  test('answers without an envelope', async () => {
    const { visitor } = setUp()
    const { body } = await visitor.post('/captcha/challenge')
    expect(body).toEqual({ challenge: { c: 1, s: 8, d: 1 }, token: expect.any(String), expires: expect.any(Number) })
  })

  test.each([{}, { token: 'made-up', solutions: [0] }, { token: 1 }])('takes %j for no solution', async (json) => {
    const { visitor } = setUp()
    const { status, body } = await visitor.post('/captcha/redeem', undefined, { body: JSON.stringify(json) })
    expect(status).toBe(400)
    expect(body.success).toBe(false)
  })
})
