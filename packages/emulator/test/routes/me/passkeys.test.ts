import { describe, expect, test } from 'vitest'
import { challenge, enroll, finishRegistration, setUp } from '../../passkeys'
import { createSoftwareAuthenticator } from '../../software-authenticator'

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
