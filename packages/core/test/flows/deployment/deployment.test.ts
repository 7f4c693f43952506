import { describe, expect, test } from 'vitest'
import {
  firstFactors,
  isAccountLimitReached,
  organizationsEnabled,
  passkeyAutofillEnabled,
  providerName,
  secondFactors,
  signUpFields,
  signUpMode,
  socialProviders,
  workspacesEnabled,
} from '../../../src/flows/index.js'
import type { Deployment } from '../../../src/index.js'
import { aDeployment, oddDeployments } from './deployments.js'
import { loadedDeployment } from './loaded-deployment.js'

const withAuth = (authSettings: unknown): Deployment => aDeployment({ authSettings })

test('the default deployment offers what it says', async () => {
  const deployment = await loadedDeployment()
  expect(firstFactors(deployment)).toEqual([
    'email-password',
    'username-password',
    'email-code',
    'email-link',
    'phone-code',
  ])
  expect(secondFactors(deployment)).toEqual(['authenticator', 'phone', 'backup-code'])
  expect(socialProviders(deployment)).toEqual([
    { provider: 'google_oauth', name: 'Google' },
    { provider: 'github_oauth', name: 'GitHub' },
  ])
  expect(signUpFields(deployment)).toEqual([
    { name: 'firstName', required: false },
    { name: 'lastName', required: false },
    { name: 'username', required: false },
    { name: 'email', required: true },
    { name: 'phoneNumber', required: false },
    { name: 'password', required: true },
  ])
  expect(signUpMode(deployment)).toBe('public')
  expect(organizationsEnabled(deployment)).toBe(true)
  expect(workspacesEnabled(deployment)).toBe(true)
  expect(passkeyAutofillEnabled(deployment)).toBe(false)
})

test('another deployment offers something else', async () => {
  const deployment = await loadedDeployment({
    auth_settings: {
      first_factor: 'phone_otp',
      phone_number: { required: true },
      username: { enabled: false },
      password: { enabled: false },
      magic_link: null,
      passkey: { enabled: true, allow_autofill: true },
      auth_factors_enabled: { authenticator: false },
    },
    b2b_settings: { organizations_enabled: false },
    restrictions: { sign_up_mode: 'waitlist' },
    social_connections: [
      { id: '1', provider: 'x_oauth', enabled: true, custom_credentials_set: false },
      { id: '2', provider: 'apple_oauth', enabled: false, custom_credentials_set: false },
    ],
  })
  expect(firstFactors(deployment)).toEqual(['phone-code', 'email-code', 'email-link', 'passkey'])
  expect(secondFactors(deployment)).toEqual(['phone', 'backup-code'])
  expect(socialProviders(deployment)).toEqual([{ provider: 'x_oauth', name: 'X' }])
  expect(signUpFields(deployment).map(({ name }) => name)).toEqual(['firstName', 'lastName', 'email', 'phoneNumber'])
  expect(signUpFields(deployment).find(({ name }) => name === 'phoneNumber')?.required).toBe(true)
  expect(signUpMode(deployment)).toBe('waitlist')
  expect(organizationsEnabled(deployment)).toBe(false)
  expect(workspacesEnabled(deployment)).toBe(false)
  expect(passkeyAutofillEnabled(deployment)).toBe(true)
})

describe('first factors', () => {
  const on = { emailPassword: true, emailOtp: true, emailMagicLink: true, phoneOtp: false }

  test('the preferred one comes first', () => {
    expect(firstFactors(withAuth({ authFactorsEnabled: on, firstFactor: 'email_otp' }))).toEqual([
      'email-code',
      'email-password',
      'email-link',
    ])
  })

  test('a preferred one that is off does not come at all', () => {
    expect(firstFactors(withAuth({ authFactorsEnabled: on, firstFactor: 'phone_otp' }))).not.toContain('phone-code')
  })

  test('where no switches are listed, the preferred one is offered', () => {
    expect(firstFactors(withAuth({ firstFactor: 'email_otp' }))).toEqual(['email-code'])
    expect(firstFactors(withAuth({}))).toEqual([])
  })

  test.each([
    [{ emailAddress: { enabled: false } }, []],
    [{ password: { enabled: false } }, ['email-code', 'email-link']],
    [{ magicLink: { enabled: false } }, ['email-password', 'email-code']],
  ])('%j takes ways in away', (settings, left) => {
    expect(firstFactors(withAuth({ authFactorsEnabled: on, ...settings }))).toEqual(left)
  })
})

test('the preferred second factor comes first', () => {
  const authFactorsEnabled = { authenticator: true, phoneOtp: true, backupCode: true }
  expect(secondFactors(withAuth({ authFactorsEnabled, secondFactor: 'phone_otp' }))[0]).toBe('phone')
})

test.each([
  ['google_oauth', 'Google'],
  ['gitlab_oauth', 'GitLab'],
  ['linkedin_oauth', 'LinkedIn'],
  ['microsoft_oauth', 'Microsoft'],
  ['some_thing_oauth', 'Some Thing'],
  ['constructor_oauth', 'Constructor'],
  ['', ''],
])('%s is called "%s"', (provider, name) => {
  expect(providerName(provider)).toBe(name)
})

test('a provider that is listed twice is offered once', () => {
  const google = { provider: 'google_oauth', enabled: true }
  expect(socialProviders(aDeployment({ socialConnections: [google, google] }))).toHaveLength(1)
})

test.each([
  [{ enabled: true }, 'email_otp', false],
  [{ enabled: true, required: true }, 'email_otp', true],
  [{ enabled: true }, 'username_password', true],
])('a password of %j beside %s: required %s', (password, firstFactor, required) => {
  expect(signUpFields(withAuth({ password, firstFactor }))).toEqual([{ name: 'password', required }])
})

test.each([
  ['public', 'public'],
  ['restricted', 'restricted'],
  ['waitlist', 'waitlist'],
  ['of a later version', 'public'],
  [undefined, 'public'],
])('sign-up mode %s is %s', (mode, expected) => {
  expect(signUpMode(aDeployment({ restrictions: { signUpMode: mode } }))).toBe(expected)
})

test.each([
  [{ enabled: true, maxAccountsPerSession: 2 }, 1, false],
  [{ enabled: true, maxAccountsPerSession: 2 }, 2, true],
  [{ enabled: true, maxAccountsPerSession: 2 }, 3, true],
  [{ enabled: false, maxAccountsPerSession: 2 }, 0, false],
  [{ enabled: false, maxAccountsPerSession: 2 }, 1, true],
  [{ enabled: true, maxAccountsPerSession: 0 }, 9, false],
  [{ enabled: true }, 9, false],
  [{ maxAccountsPerSession: 1 }, 1, true],
  [undefined, 9, false],
])('with %j and %i accounts the limit is reached: %s', (multiSessionSupport, count, reached) => {
  expect(isAccountLimitReached(withAuth({ multiSessionSupport }), Array(count).fill({}))).toBe(reached)
})

test.each(oddDeployments)('nothing throws or is enabled by mistake: %s', (_, deployment) => {
  expect(firstFactors(deployment)).toEqual([])
  expect(secondFactors(deployment)).toEqual([])
  expect(socialProviders(deployment)).toEqual([])
  expect(signUpFields(deployment)).toEqual([])
  expect(signUpMode(deployment)).toBe('public')
  expect(isAccountLimitReached(deployment, [{}, {}])).toBe(false)
  expect(organizationsEnabled(deployment)).toBe(false)
  expect(workspacesEnabled(deployment)).toBe(false)
  expect(passkeyAutofillEnabled(deployment)).toBe(false)
})
