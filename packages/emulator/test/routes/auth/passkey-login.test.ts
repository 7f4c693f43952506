import { describe, expect, test } from 'vitest'
import { challenge, enroll, setUp } from '../../passkeys'
import { base64Url } from '../../software-authenticator'

describe('signing in with a passkey', () => {
  test('completes at once, even where a second factor is enforced', async () => {
    const { emulator, visitor, other, world } = setUp()
    const { authenticator } = await enroll(emulator, visitor)
    Object.assign(world.user('ada'), { secondFactorPolicy: 'enforced' })
    const publicKey = await challenge(other)
    expect(publicKey).toMatchObject({ rpId: 'localhost', timeout: 300_000, userVerification: 'preferred' })
    const { status, body } = await other.post('/auth/passkey/login/finish', await authenticator.assert(publicKey))
    expect(status).toBe(200)
    expect(body.data.signin_attempts).toMatchObject([{ method: 'passkey', completed: true, remaining_steps: [] }])
    expect(body.data).not.toHaveProperty('active_signin')
    expect((await other.session()).active_signin.user.username).toBe('ada')
  })

  test('remembers when the passkey was last used', async () => {
    const { emulator, visitor, other, world } = setUp()
    const { authenticator } = await enroll(emulator, visitor)
    world.clock.advance(60_000)
    await other.post('/auth/passkey/login/finish', await authenticator.assert(await challenge(other)))
    expect((await visitor.get('/me/passkeys')).body.data[0].last_used_at).toBe('2026-01-15T12:01:00Z')
  })

  test('the same assertion is good once', async () => {
    const { emulator, visitor, other } = setUp()
    const { authenticator } = await enroll(emulator, visitor)
    const assertion = await authenticator.assert(await challenge(other))
    await other.post('/auth/passkey/login/finish', assertion)
    await other.post('/session/sign-out')
    expect((await other.post('/auth/passkey/login/finish', assertion)).body.errors[0].code).toBe('INVALID_CREDENTIALS')
  })

  test('a disabled user and one who is here already are refused', async () => {
    const { emulator, visitor, other, world } = setUp()
    const { authenticator } = await enroll(emulator, visitor)
    const here = await visitor.post('/auth/passkey/login/finish', await authenticator.assert(await challenge(visitor)))
    expect(here.body.errors[0].code).toBe('USER_ALREADY_SIGNED_IN')
    world.disableUser('ada')
    const disabled = await other.post('/auth/passkey/login/finish', await authenticator.assert(await challenge(other)))
    expect(disabled.body.errors[0].code).toBe('USER_DISABLED')
  })

  type Assertion = Record<string, string>
  const tampering: [string, (assertion: Assertion) => Assertion][] = [
    ['a tampered signature', (assertion) => ({ ...assertion, signature: flipLastByte(assertion.signature) })],
    ['a signature that is none', (assertion) => ({ ...assertion, signature: 'AAAA' })],
    ['an unknown credential', (assertion) => ({ ...assertion, id: 'AAAA', rawId: 'AAAA' })],
    ['the handle of another user', (assertion) => ({ ...assertion, userHandle: btoa('7290000000000000999') })],
    ['authenticator data of another use', (assertion) => ({ ...assertion, authenticatorData: 'AAAA' })],
  ]
  test.each(tampering)('%s is refused', async (_name, tamper) => {
    const { emulator, visitor, other } = setUp()
    const { authenticator } = await enroll(emulator, visitor)
    const assertion = tamper(await authenticator.assert(await challenge(other)))
    const { status, body } = await other.post('/auth/passkey/login/finish', assertion)
    expect({ status, code: body.errors[0].code }).toEqual({ status: 401, code: 'INVALID_CREDENTIALS' })
  })

  test('the challenge of another session is refused', async () => {
    const { emulator, visitor, other } = setUp()
    const { authenticator } = await enroll(emulator, visitor)
    await challenge(other)
    const assertion = await authenticator.assert(await challenge(visitor))
    expect((await other.post('/auth/passkey/login/finish', assertion)).status).toBe(401)
  })

  test('a challenge older than five minutes is refused', async () => {
    const { emulator, visitor, other, world } = setUp()
    const { authenticator } = await enroll(emulator, visitor)
    const assertion = await authenticator.assert(await challenge(other))
    world.clock.advance(5 * 60_000)
    expect((await other.post('/auth/passkey/login/finish', assertion)).status).toBe(401)
  })
})

function flipLastByte(encoded = ''): string {
  const value = Uint8Array.from(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  value[value.length - 1] = (value.at(-1) ?? 0) ^ 1
  return base64Url(value)
}
