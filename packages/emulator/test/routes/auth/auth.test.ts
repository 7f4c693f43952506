import { describe, expect, test } from 'vitest'
import { setUp } from '../../visitor'

describe('signing in with a password', () => {
  test('answers the completed attempt but not yet the new sign-in', async () => {
    const { visitor } = setUp()
    const { status, body } = await visitor.signIn('ada@example.com')
    expect(status).toBe(200)
    expect(body.data.signin_attempts).toMatchObject([{ method: 'plain_email', completed: true, current_step: '' }])
    expect(body.data).not.toHaveProperty('signins')
    expect(body.data).not.toHaveProperty('active_signin')
    const session = await visitor.session()
    expect(session.active_signin.user.username).toBe('ada')
    expect(session.signins).toHaveLength(1)
  })

  test('accepts a username, urlencoded or as JSON', async () => {
    const { visitor, other } = setUp()
    const fields = { strategy: 'plain_username', username: 'grace', password: 'correct-horse-battery' }
    await visitor.post('/auth/signin', undefined, { body: new URLSearchParams(fields) })
    const headers = { 'Content-Type': 'application/json' }
    await other.post('/auth/signin', undefined, { body: JSON.stringify(fields), headers })
    expect((await visitor.session()).active_signin.user.username).toBe('grace')
    expect((await other.session()).active_signin.user.username).toBe('grace')
  })

  test('a second account becomes the active one', async () => {
    const { visitor } = setUp()
    await visitor.signIn('ada@example.com')
    await visitor.signIn('grace@example.com')
    const { signins, active_signin } = await visitor.session()
    expect(signins.map((signin: { user: { username: string } }) => signin.user.username)).toEqual(['grace', 'ada'])
    expect(active_signin.user.username).toBe('grace')
  })

  test('an unknown identifier looks like a wrong password', async () => {
    const { visitor } = setUp()
    const wrong = await visitor.signIn('ada@example.com', 'wrong')
    const unknown = await visitor.signIn('nobody@example.com')
    expect(wrong.status).toBe(401)
    expect(wrong.body).toMatchObject({ message: 'Invalid credentials', errors: [{ code: 'INVALID_CREDENTIALS' }] })
    expect(unknown.body).toEqual(wrong.body)
  })

  test('the same user twice is refused', async () => {
    const { visitor } = setUp()
    await visitor.signIn('ada@example.com')
    const { status, body } = await visitor.signIn('ada@example.com')
    expect(status).toBe(400)
    expect(body.errors[0].code).toBe('USER_ALREADY_SIGNED_IN')
  })

  test('a disabled user is refused', async () => {
    const { visitor, world } = setUp()
    world.disableUser('ada')
    const { status, body } = await visitor.signIn('ada@example.com')
    expect(status).toBe(403)
    expect(body.errors[0].code).toBe('USER_DISABLED')
  })

  test('an unknown strategy is refused by its message only', async () => {
    const { visitor } = setUp()
    const { status, body } = await visitor.post('/auth/signin', { strategy: 'toString' })
    expect(status).toBe(400)
    expect(body).toMatchObject({ message: 'Invalid or missing strategy', data: null, errors: null })
  })

  test.each([
    ['a missing field', new URLSearchParams({ strategy: 'plain_email', email: 'ada@example.com' }), undefined],
    ['broken JSON', '{', 'application/json'],
    ['a JSON list', '[]', 'application/json'],
  ])('%s is a bad request body', async (_name, body, contentType) => {
    const { visitor } = setUp()
    const headers = contentType ? { 'Content-Type': contentType } : {}
    const answer = await visitor.post('/auth/signin', undefined, { body, headers })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ message: 'Bad request body', data: {}, errors: null })
  })

  test('ten failures lock the identifier for half an hour, even for the right password', async () => {
    const { visitor, world } = setUp()
    for (let failure = 0; failure < 10; failure++) await visitor.signIn('ada@example.com', 'wrong')
    const { status, body } = await visitor.signIn('ADA@example.com')
    expect(status).toBe(403)
    expect(body.errors[0].code).toBe('TOO_MANY_REQUESTS')
    world.clock.advance(30 * 60_000)
    expect((await visitor.signIn('ada@example.com')).status).toBe(200)
  })

  test('an unverified address and an enforced second factor leave steps to do', async () => {
    const { visitor, world } = setUp()
    const careful = {
      email: 'eve@example.com',
      password: 'pw',
      emailVerified: false,
      secondFactorPolicy: 'enforced',
    } as const
    world.addUser({ ...careful, authenticator: true })
    const { body } = await visitor.signIn('eve@example.com', 'pw')
    expect(body.data.signin_attempts[0]).toMatchObject({
      completed: false,
      current_step: 'verify_email',
      remaining_steps: ['verify_email', 'verify_second_factor'],
      available_2fa_methods: ['authenticator'],
    })
    expect(await visitor.session()).not.toHaveProperty('active_signin')
  })
})
