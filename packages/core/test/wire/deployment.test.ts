import { expect, expectTypeOf, test } from 'vitest'
import { valid } from '../../src/http/transport.js'
import type { Deployment } from '../../src/index.js'
import { deployment } from '../../src/wire/deployment.js'
import { toModel } from '../../src/wire/primitives.js'

const read = (parts: object): Deployment => valid(toModel(deployment), { id: '1', ...parts }, 'deployment')

test('a setting of another type counts as missing, at any depth', () => {
  const { authSettings, uiSettings, restrictions, b2bSettings } = read({
    auth_settings: {
      email_address: { enabled: 'yes', required: true },
      password: { min_length: '9', require_number: 1 },
      magic_link: null,
      passkey: [],
      first_factor: 7,
      multi_session_support: { max_accounts_per_session: '3' },
    },
    ui_settings: { app_name: {}, sign_in_page_url: '/in' },
    restrictions: { sign_up_mode: ['public'] },
    b2b_settings: { organizations_enabled: 'true' },
  })
  expect(authSettings?.emailAddress).toEqual({ enabled: undefined, required: true })
  expect(authSettings?.password).toMatchObject({ minLength: undefined, requireNumber: undefined })
  expect(authSettings).toMatchObject({ magicLink: undefined, passkey: undefined, firstFactor: undefined })
  expect(authSettings?.multiSessionSupport?.maxAccountsPerSession).toBeUndefined()
  expect(uiSettings).toMatchObject({ appName: undefined, signInPageUrl: '/in' })
  expect(restrictions?.signUpMode).toBeUndefined()
  expect(b2bSettings?.organizationsEnabled).toBeUndefined()
})

test('a settings object that is none counts as missing', () => {
  for (const odd of [null, undefined, 0, 'on', [], [{ enabled: true }]]) {
    const { authSettings, uiSettings } = read({ auth_settings: odd, ui_settings: odd })
    expect([authSettings, uiSettings]).toEqual([undefined, undefined])
  }
})

test('the redirects after signing in and up have the names of the model only', () => {
  const { uiSettings } = read({ ui_settings: { after_signin_redirect_url: '/a', after_signup_redirect_url: '/b' } })
  expect(uiSettings).toMatchObject({ afterSignInRedirectUrl: '/a', afterSignUpRedirectUrl: '/b' })
  expect(uiSettings).not.toHaveProperty('afterSigninRedirectUrl')
})

test('a setting without a type of its own is unknown to the compiler, and as the server sent it', () => {
  const { authSettings } = read({ auth_settings: { session_token_lifetime: 1_800 } })
  expect(authSettings?.sessionTokenLifetime).toBe(1_800)
  expectTypeOf(authSettings?.sessionTokenLifetime).toBeUnknown()
  expectTypeOf(authSettings?.password?.minLength).toEqualTypeOf<number | undefined>()
})
