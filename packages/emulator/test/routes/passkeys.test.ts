import { defaultSeed, type Emulator, type EmulatorOptions } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { base64Url, createSoftwareAuthenticator } from '../software-authenticator'
import { setUp as setUpEmulator, type Visitor } from '../visitor'

const passkey = { enabled: true, prompt_registration_on_auth: false, allow_autofill: false }
const seed = { ...defaultSeed, deployment: { auth_settings: { passkey } } }

function setUp(options: EmulatorOptions = {}) {
  return setUpEmulator({ seed, ...options })
}

async function enroll(emulator: Emulator, visitor: Visitor, options: { origin?: string; rpId?: string } = {}) {
  const authenticator = await createSoftwareAuthenticator({ origin: emulator.baseUrl, rpId: 'localhost', ...options })
  await visitor.signIn('ada@example.com')
  const { publicKey } = (await visitor.post('/me/passkeys/register/begin')).body.data.options
  const answer = await finishRegistration(visitor, await authenticator.register(publicKey))
  return { authenticator, publicKey, answer }
}

function finishRegistration(visitor: Visitor, credential: unknown, headers = {}) {
  const body = JSON.stringify(credential)
  const init = { body, headers: { 'Content-Type': 'application/json', ...headers } }
  return visitor.post('/me/passkeys/register/finish?name=Laptop', undefined, init)
}

async function challenge(visitor: Visitor) {
  return (await visitor.post('/auth/passkey/login/begin')).body.data.options.publicKey
}

describe('registering a passkey', () => {
  test('asks for a discoverable credential of the user and the deployment', async () => {
    const { emulator, visitor, world } = setUp()
    const { publicKey } = await enroll(emulator, visitor)
    expect(publicKey).toMatchObject({
      rp: { id: 'localhost', name: 'Wachter Emulator' },
      user: { name: 'ada@example.com', displayName: 'Ada Lovelace' },
      attestation: 'none',
      timeout: 300_000,
      authenticatorSelection: { residentKey: 'required' },
    })
    expect(atob(publicKey.user.id)).toBe(world.user('ada').id)
  })

  test('answers the passkey, which is then listed and known on the user', async () => {
    const { emulator, visitor } = setUp()
    const { answer } = await enroll(emulator, visitor)
    expect(answer.body.data.passkey).toEqual({
      id: expect.any(String),
      name: 'Laptop',
      created_at: '2026-01-15T12:00:00Z',
      last_used_at: null,
      device_type: 'platform',
      backed_up: false,
    })
    expect((await visitor.get('/me/passkeys')).body.data).toEqual([answer.body.data.passkey])
    expect((await visitor.get('/me')).body.data.has_passkeys).toBe(true)
  })

  test('excludes what is registered already', async () => {
    const { emulator, visitor } = setUp()
    const { authenticator } = await enroll(emulator, visitor)
    const { publicKey } = (await visitor.post('/me/passkeys/register/begin')).body.data.options
    expect(publicKey.excludeCredentials).toMatchObject([{ id: authenticator.id }])
    const again = await finishRegistration(visitor, await authenticator.register(publicKey))
    expect(again.status).toBe(400)
  })

  test('is over after five minutes', async () => {
    const { emulator, visitor, world } = setUp()
    await visitor.signIn('ada@example.com')
    const authenticator = await createSoftwareAuthenticator({ origin: emulator.baseUrl, rpId: 'localhost' })
    const { publicKey } = (await visitor.post('/me/passkeys/register/begin')).body.data.options
    world.clock.advance(5 * 60_000)
    expect((await finishRegistration(visitor, await authenticator.register(publicKey))).status).toBe(400)
  })

  test('refuses a page it does not know, unless the request comes from there', async () => {
    const origin = 'http://app.test'
    const { emulator, visitor } = setUp()
    const { answer, authenticator } = await enroll(emulator, visitor, { origin })
    expect(answer.status).toBe(400)
    const { publicKey } = (await visitor.post('/me/passkeys/register/begin')).body.data.options
    const credential = await authenticator.register(publicKey)
    expect((await finishRegistration(visitor, credential, { Origin: origin })).status).toBe(200)
  })

  test('refuses a credential for another relying party', async () => {
    const { emulator, visitor } = setUp()
    expect((await enroll(emulator, visitor, { rpId: 'evil.test' })).answer.status).toBe(400)
  })

  test.each([{}, { id: 'a', rawId: 'a', type: 'public-key' }, { id: 1 }])('%j is a bad request body', async (body) => {
    const { visitor } = setUp()
    await visitor.signIn('ada@example.com')
    expect((await finishRegistration(visitor, body)).body.message).toBe('Bad request body')
  })
})

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

describe('managing passkeys', () => {
  test('renames by JSON or form, and deletes', async () => {
    const { emulator, visitor, other } = setUp()
    const { answer, authenticator } = await enroll(emulator, visitor)
    const path = `/me/passkeys/${answer.body.data.passkey.id}`
    const json = { body: JSON.stringify({ name: 'Phone' }), headers: { 'Content-Type': 'application/json' } }
    expect((await visitor.patch(path, json)).body.data.name).toBe('Phone')
    const form = { body: new URLSearchParams({ name: 'Key' }) }
    expect((await visitor.patch(path, form)).body.data.name).toBe('Key')
    expect((await visitor.post(`${path}/delete`)).body.data).toEqual({ message: expect.any(String) })
    expect((await visitor.get('/me/passkeys')).body.data).toEqual([])
    const assertion = await authenticator.assert(await challenge(other))
    expect((await other.post('/auth/passkey/login/finish', assertion)).status).toBe(401)
  })

  test('the passkeys of others are out of reach', async () => {
    const { emulator, visitor, other } = setUp()
    const { answer } = await enroll(emulator, visitor)
    await other.signIn('linus@example.com')
    expect((await other.post(`/me/passkeys/${answer.body.data.passkey.id}/delete`)).status).toBe(404)
    expect((await other.get('/me/passkeys')).body.data).toEqual([])
  })

  test('nobody signed in is refused', async () => {
    const { visitor } = setUp()
    for (const { status, body } of [
      await visitor.get('/me/passkeys'),
      await visitor.post('/me/passkeys/register/begin'),
    ]) {
      expect({ status, code: body.errors[0].code }).toEqual({ status: 401, code: 'UNAUTHORIZED' })
    }
  })
})

test('where passkeys are off, everything about them is refused', async () => {
  const { visitor } = setUp({ seed: { ...seed, deployment: { auth_settings: { passkey: null } } } })
  await visitor.signIn('ada@example.com')
  for (const { status, body } of [
    await visitor.post('/auth/passkey/login/begin'),
    await visitor.post('/auth/passkey/login/finish', {}),
    await visitor.get('/me/passkeys'),
    await visitor.post('/me/passkeys/register/begin'),
  ]) {
    expect({ status, code: body.errors[0].code }).toEqual({ status: 403, code: 'PASSKEY_NOT_ENABLED' })
  }
})

function flipLastByte(encoded = ''): string {
  const value = Uint8Array.from(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  value[value.length - 1] = (value.at(-1) ?? 0) ^ 1
  return base64Url(value)
}
