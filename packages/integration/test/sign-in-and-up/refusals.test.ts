import type { FieldName, SignUpInput } from '@wachter/core/flows'
import { type DeploymentOverrides, seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { faultsOf } from '../fuzz/witness.js'
import { freeze } from './frozen-place.js'
import { at, lastCode, sentCount } from './place.js'

const password = 'Modern-Prometheus-1818'
const mary: SignUpInput = { username: 'mary', email: 'mary@example.com', password }

type Restrictions = NonNullable<DeploymentOverrides['restrictions']>
type AuthSettings = NonNullable<DeploymentOverrides['auth_settings']>

interface Refusal {
  readonly name: string
  readonly restrictions?: Restrictions
  readonly settings?: AuthSettings
  readonly input?: SignUpInput
  readonly code: string
  /** Which fields are to blame. */
  readonly fields: readonly FieldName[]
}

const refusals: readonly Refusal[] = [
  {
    name: 'a subaddress',
    restrictions: { block_subaddresses: true },
    input: { email: 'mary+1@example.com' },
    code: 'bad-request-body',
    fields: ['email'],
  },
  {
    name: 'a disposable address',
    restrictions: { block_disposable_emails: true },
    input: { email: 'mary@yopmail.com' },
    code: 'bad-request-body',
    fields: ['email'],
  },
  {
    name: 'a blocked address',
    restrictions: { blocklist_enabled: true, blocklisted_resources: ['example.com'] },
    code: 'bad-request-body',
    fields: ['email'],
  },
  {
    name: 'an address that is not on the list',
    restrictions: { allowlist_enabled: true, allowlisted_resources: ['example.org'] },
    code: 'bad-request-body',
    fields: ['email'],
  },
  { name: 'what is no address', input: { email: 'mary' }, code: 'bad-request-body', fields: ['email'] },
  { name: 'no address', input: { email: '' }, code: 'bad-request-body', fields: ['email'] },
  {
    name: 'an Internet telephone',
    restrictions: { block_voip_numbers: true },
    input: { phoneNumber: '5005550143', phoneCountryCode: '+1' },
    code: 'bad-request-body',
    fields: ['phoneNumber'],
  },
  {
    name: 'a number without a country',
    input: { phoneNumber: '446681800' },
    code: 'bad-request-body',
    fields: ['phoneNumber'],
  },
  {
    name: 'no number where one is required',
    settings: { phone_number: { required: true } },
    code: 'bad-request-body',
    fields: ['phoneNumber'],
  },
  {
    name: 'no names where they are required',
    settings: { first_name: { required: true }, last_name: { required: true } },
    code: 'bad-request-body',
    fields: ['firstName'],
  },
  {
    name: 'no username where one is required',
    settings: { username: { required: true } },
    input: { username: '' },
    code: 'bad-request-body',
    fields: ['username'],
  },
  {
    name: 'a country',
    restrictions: { country_restrictions: { enabled: true, country_codes: ['+41'] } },
    settings: { verification_policy: { email: false, phone_number: false } },
    input: { phoneNumber: '446681800', phoneCountryCode: '+41' },
    code: 'country-restricted',
    fields: ['phoneNumber'],
  },
  { name: 'a short password', input: { password: 'short' }, code: 'bad-request-body', fields: ['password'] },
  { name: 'no password', input: { password: '' }, code: 'bad-request-body', fields: ['password'] },
  {
    name: 'a password without a digit',
    settings: { password: { require_number: true } },
    input: { password: 'Modern-Prometheus' },
    code: 'bad-request-body',
    fields: ['password'],
  },
  { name: 'anybody', restrictions: { sign_up_mode: 'restricted' }, code: 'signup-restricted', fields: [] },
  { name: 'who was not invited', restrictions: { sign_up_mode: 'waitlist' }, code: 'signup-waitlist-only', fields: [] },
  {
    name: 'an invitation there is not',
    input: { inviteToken: 'invite_0' },
    code: 'invalid-invitation-token',
    fields: [],
  },
  { name: 'an address somebody has', input: { email: 'ada@example.com' }, code: 'email-exists', fields: ['email'] },
  { name: 'a name somebody has', input: { username: 'ada' }, code: 'username-exists', fields: ['username'] },
  {
    name: 'a number somebody has',
    input: { phoneNumber: '2079460100', phoneCountryCode: '+44' },
    code: 'phone-number-exists',
    fields: ['phoneNumber'],
  },
  {
    name: 'an address, a name and a number people have',
    input: { email: 'grace@example.com', username: 'ada', phoneNumber: '2079460100', phoneCountryCode: '+44' },
    code: 'email-exists',
    fields: ['email', 'username', 'phoneNumber'],
  },
]

test.each(refusals)('a sign-up refuses $name, says what is to blame, and can be tried again', async (refusal) => {
  const { restrictions = {}, settings = {}, input = {}, code, fields } = refusal
  const place = freeze()
  place.world.changeDeployment({ restrictions, auth_settings: settings })
  const browser = place.openBrowser()
  const tab = await browser.openSignUp()
  const { error, step } = await at(tab, 'start').submit({ ...mary, ...input })
  expect({ code: error?.code, kind: step.kind }).toEqual({ code, kind: 'start' })
  expect(Object.keys(error?.fields ?? {}).sort()).toEqual([...fields].sort())
  expect(error && faultsOf(error.cause, [password])).toEqual([])
  expect(browser.written()).not.toContain(password)
  expect(tab.client.$session.get()).toBeNull()

  place.world.reset()
  const fresh = await place.openBrowser().openSignUp()
  expect((await at(fresh, 'start').submit(mary)).step.kind).toBe('verify-code')
  expect(sentCount(place)).toBe(0)
})

test('a word that is not allowed is refused, although nothing says in which field', async () => {
  const place = freeze()
  place.world.changeDeployment({ restrictions: { banned_keywords: ['mary'] } })
  const tab = await place.openBrowser().openSignUp()
  const { error, step } = await at(tab, 'start').submit(mary)
  expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'bad-request-body', kind: 'start' })
})

test.each([
  ['the address of somebody else', { email: 'percy@example.com' }],
  ['nobody any more', { email: 'mary@example.com', lifetimeMs: -1 }],
])('an invitation for %s is refused', async (_, invitation) => {
  const place = freeze()
  place.world.changeDeployment({ restrictions: { sign_up_mode: 'waitlist' } })
  const { token } = place.world.inviteToDeployment(invitation)
  const tab = await place.openBrowser().openSignUp()
  const { error, step } = await at(tab, 'start').submit({ ...mary, inviteToken: token })
  expect(step.kind).toBe('start')
  expect(['bad-request-body', 'invalid-invitation-token']).toContain(error?.code)
})

test('an invitation counts once', async () => {
  const place = freeze()
  place.world.changeDeployment({ restrictions: { sign_up_mode: 'waitlist' } })
  const { token } = place.world.inviteToDeployment({ email: 'mary@example.com' })
  const tab = await place.openBrowser().openSignUp()
  await at(tab, 'start').submit({ ...mary, inviteToken: token })
  await at(tab, 'verify-code').send()
  expect((await at(tab, 'verify-code').verify(lastCode(place))).step.kind).toBe('complete')
  const other = await place.openBrowser().openSignUp()
  const { error } = await at(other, 'start').submit({ ...mary, username: 'other', inviteToken: token })
  expect(error?.code).toBe('invalid-invitation-token')
})

test('an address somebody took on the way is refused with the last code', async () => {
  const place = freeze()
  const tab = await place.openBrowser().openSignUp()
  await at(tab, 'start').submit(mary)
  await at(tab, 'verify-code').send()
  place.world.addUser({ email: 'mary@example.com' })
  const { error, step } = await at(tab, 'verify-code').verify(lastCode(place))
  expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'email-exists', kind: 'verify-code' })
  expect(Object.keys(error?.fields ?? {})).toEqual(['email'])
})

test('a country that is restricted is refused with the last code', async () => {
  const place = freeze()
  const tab = await place.openBrowser().openSignUp()
  await at(tab, 'start').submit({ ...mary, phoneNumber: '446681800', phoneCountryCode: '+41' })
  await at(tab, 'verify-code').send()
  await at(tab, 'verify-code').verify(lastCode(place))
  place.world.changeDeployment({ restrictions: { country_restrictions: { enabled: true, country_codes: ['+41'] } } })
  await at(tab, 'verify-code').send()
  const { error, step } = await at(tab, 'verify-code').verify(lastCode(place))
  expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'country-restricted', kind: 'verify-code' })
})

describe('a profile', () => {
  const opened = async (options = {}) => {
    const place = freeze(options)
    place.world.changeDeployment({
      auth_settings: { phone_number: { required: true }, first_name: { required: true } },
    })
    place.world.addUser({ email: 'mary@example.com', username: 'mary', password })
    const tab = await place.openBrowser().openSignIn()
    await at(tab, 'start').password({ email: 'mary@example.com', password })
    return { place, tab }
  }

  test('that is filled in by half says what is missing still', async () => {
    const { tab } = await opened()
    const { error, step } = await at(tab, 'complete-profile').submit({ firstName: 'Mary' })
    expect(error?.code).toBe('rejected')
    expect(step).toMatchObject({ kind: 'complete-profile', missing: ['phoneNumber'], known: { firstName: 'Mary' } })
    const after = await at(tab, 'complete-profile').submit({ phoneNumber: '446681800', phoneCountryCode: '+41' })
    expect(after.step).toMatchObject({ kind: 'verify-code', channel: 'phone' })
  })

  test('with what somebody else has is refused, and says which', async () => {
    const { tab } = await opened()
    const { error, step } = await at(tab, 'complete-profile').submit({
      firstName: 'Mary',
      phoneNumber: '2079460100',
      phoneCountryCode: '+44',
    })
    expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'phone-number-exists', kind: 'complete-profile' })
    expect(Object.keys(error?.fields ?? {})).toEqual(['phoneNumber'])
  })

  test('whose number a server does not notice stays where it is', async () => {
    const { tab } = await opened({ losesProfilePhone: true })
    const { error, step } = await at(tab, 'complete-profile').submit({
      firstName: 'Mary',
      phoneNumber: '446681800',
      phoneCountryCode: '+41',
    })
    expect(error?.code).toBe('rejected')
    expect(step).toMatchObject({ kind: 'complete-profile', missing: ['phoneNumber'] })
  })
})

test('after ten wrong passwords even the right one is refused, without a word about when', async () => {
  const place = freeze()
  const tab = await place.openBrowser().openSignIn()
  const grace = { email: 'grace@example.com' }
  for (let count = 0; count < 10; count++) {
    expect((await at(tab, 'start').password({ ...grace, password: 'wrong' })).error?.code).toBe('invalid-credentials')
  }
  expect((await at(tab, 'start').password({ ...grace, password: seedPassword })).error?.code).toBe('too-many-requests')
  await place.time.pass(30 * 60_000)
  expect((await at(tab, 'start').password({ ...grace, password: seedPassword })).step.kind).toBe('complete')
})
