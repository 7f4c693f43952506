import { expect, test } from 'vitest'
import { seed, setUp } from '../../passkeys'

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
