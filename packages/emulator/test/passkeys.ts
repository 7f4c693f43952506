import { defaultSeed, type Emulator, type EmulatorOptions } from '@wachter/emulator'
import { createSoftwareAuthenticator } from './software-authenticator'
import { setUp as setUpEmulator, type Visitor } from './visitor'

const passkey = { enabled: true, prompt_registration_on_auth: false, allow_autofill: false }
export const seed = { ...defaultSeed, deployment: { auth_settings: { passkey } } }

/** An emulator with passkeys turned on. */
export function setUp(options: EmulatorOptions = {}) {
  return setUpEmulator({ seed, ...options })
}

/** Signs Ada in and registers a passkey of hers. */
export async function enroll(emulator: Emulator, visitor: Visitor, options: { origin?: string; rpId?: string } = {}) {
  const authenticator = await createSoftwareAuthenticator({ origin: emulator.baseUrl, rpId: 'localhost', ...options })
  await visitor.signIn('ada@example.com')
  const { publicKey } = (await visitor.post('/me/passkeys/register/begin')).body.data.options
  const answer = await finishRegistration(visitor, await authenticator.register(publicKey))
  return { authenticator, publicKey, answer }
}

export function finishRegistration(visitor: Visitor, credential: unknown, headers = {}) {
  const body = JSON.stringify(credential)
  const init = { body, headers: { 'Content-Type': 'application/json', ...headers } }
  return visitor.post('/me/passkeys/register/finish?name=Laptop', undefined, init)
}

export async function challenge(visitor: Visitor) {
  return (await visitor.post('/auth/passkey/login/begin')).body.data.options.publicKey
}
