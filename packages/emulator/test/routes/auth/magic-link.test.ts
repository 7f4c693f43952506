import { describe, expect, test } from 'vitest'
import { lastAttempt, lastLink, stepsOf } from '../../steps'
import { setUp, type Visitor } from '../../visitor'

async function setUpLink(sameDevice = true) {
  const room = setUp()
  room.world.changeDeployment({ auth_settings: { magic_link: { require_same_device: sameDevice } } })
  const attempt = lastAttempt(
    await room.visitor.post('/auth/signin', { strategy: 'magic_link', email: 'ada@example.com' }),
  )
  await stepsOf(room.visitor).prepare(attempt.id, 'magic_link', { redirect_uri: 'https://app.example.com/?a=1' })
  const open = (someone: Visitor, link = lastLink(room.world)) => someone.get(`/auth/verify-magic-link${link.search}`)
  return { ...room, id: attempt.id, open }
}

describe('a magic link', () => {
  test('leads to the hosted page with all it needs', async () => {
    const { world, id } = await setUpLink()
    const link = lastLink(world)
    expect(`${link.origin}${link.pathname}`).toBe('http://localhost:4747/magic')
    expect(Object.fromEntries(link.searchParams)).toEqual({
      token: expect.any(String),
      attempt: id,
      redirect_uri: 'https://app.example.com/?a=1',
    })
    expect(world.outbox()).toMatchObject([{ kind: 'link', to: 'ada@example.com', purpose: 'sign-in', attemptId: id }])
  })

  test('signs in, and answers the attempt but not the sign-in', async () => {
    const { visitor, open, id } = await setUpLink()
    const { data } = (await open(visitor)).body
    expect(data.signin_attempts).toMatchObject([{ id, method: 'magic_link', completed: true }])
    expect(data).not.toHaveProperty('signins')
    expect((await visitor.session()).active_signin.user.username).toBe('ada')
  })

  test('works once and for 90 seconds', async () => {
    const { visitor, open, world } = await setUpLink()
    world.clock.advance(90_000)
    expect((await open(visitor)).body).toMatchObject({ status: 400, errors: null })
    const second = await setUpLink()
    expect((await second.open(second.visitor)).status).toBe(200)
    expect((await second.open(second.visitor)).status).toBe(400)
  })

  test('opened elsewhere is refused where the same device is required, and still good here', async () => {
    const { visitor, other, open } = await setUpLink()
    expect((await open(other)).body).toMatchObject({ status: 400, errors: null })
    expect((await open(visitor)).status).toBe(200)
  })

  test('opened elsewhere signs in there and leaves the first browser waiting', async () => {
    const { visitor, other, open } = await setUpLink(false)
    await open(other)
    expect((await other.session()).active_signin.user.username).toBe('ada')
    expect(await visitor.session()).not.toHaveProperty('signins')
    expect((await visitor.session()).signin_attempts).toMatchObject([{ completed: true }])
  })

  test('opened by who is signed in already answers their session', async () => {
    const { other, open } = await setUpLink(false)
    await other.signIn('ada@example.com')
    const { status, body } = await open(other)
    expect(status).toBe(200)
    expect(body.data.signins).toHaveLength(1)
    expect((await other.session()).signins).toHaveLength(1)
  })

  test('before further steps answers a second entry for the attempt', async () => {
    const { visitor, open, world } = setUpGrace()
    const { id } = lastAttempt(
      await visitor.post('/auth/signin', { strategy: 'magic_link', email: 'grace@example.com' }),
    )
    await stepsOf(visitor).prepare(id, 'magic_link')
    const { data } = (await open()).body
    expect(data.signin_attempts).toMatchObject([
      { id, current_step: 'verify_email_link' },
      { id, current_step: 'verify_second_factor' },
    ])
    expect((await visitor.session()).signin_attempts).toHaveLength(1)
    await stepsOf(visitor).verify(id, world.totpCode('grace'))
    expect((await visitor.session()).active_signin.user.username).toBe('grace')
  })

  test('that nobody sent is refused', async () => {
    const { visitor, id } = await setUpLink()
    const wrong = await visitor.get(`/auth/verify-magic-link?token=made-up&attempt=${id}`)
    expect(wrong.body).toMatchObject({ status: 400, message: 'Invalid or expired magic link' })
    expect((await visitor.get('/auth/verify-magic-link?token=x')).body.message).toBe('Bad request body')
    expect((await stepsOf(visitor).verify(id, '123456')).body.message).toBe('Invalid step')
  })
})

function setUpGrace() {
  const room = setUp()
  room.world.setSecondFactorPolicy('grace', 'enforced')
  const open = () => room.visitor.get(`/auth/verify-magic-link${lastLink(room.world).search}`)
  return { ...room, open }
}
