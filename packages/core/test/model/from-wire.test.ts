import { expect, expectTypeOf, test } from 'vitest'
import { type FromWire, fromWire } from '../../src/model/from-wire.js'

test.each([
  ['first_name', 'firstName'],
  ['created_at', 'createdAtMs'],
  ['signins', 'signIns'],
  ['active_signin', 'activeSignIn'],
  ['signin_attempts', 'signInAttempts'],
  ['signup_attempts', 'signUpAttempts'],
  ['after_signin_redirect_url', 'afterSignInRedirectUrl'],
  ['available_2fa_methods', 'available2faMethods'],
  ['enforce_2fa', 'enforce2fa'],
  ['whitelisted_ips', 'whitelistedIps'],
  ['x_at_y', 'xAtY'],
  ['id', 'id'],
])('%s becomes %s', (wire, model) => {
  expect(fromWire({ [wire]: 1 })).toEqual({ [model]: 1 })
})

test('null is missing, at any depth', () => {
  expect(fromWire(null)).toBeUndefined()
  expect(fromWire({ a_b: null, list_of: [null, { c_d: null }] })).toEqual({
    aB: undefined,
    listOf: [undefined, { cD: undefined }],
  })
})

test('falsy values stay what they are', () => {
  expect(fromWire({ a: 0, b: '', c: false })).toEqual({ a: 0, b: '', c: false })
})

test('what belongs to the app stays untouched', () => {
  const mine = { snake_case: null, created_at: 'yesterday', nested_one: { two_three: 1 } }
  expect(fromWire({ public_metadata: mine, theme_tokens: mine })).toEqual({ publicMetadata: mine, themeTokens: mine })
})

test('a hostile key gives an own property and no prototype', () => {
  const result = fromWire(JSON.parse('{"__proto__": {"is_admin": true}, "deep": {"__proto__": {"is_admin": true}}}'))
  expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
  expect((result as Record<string, unknown>).isAdmin).toBeUndefined()
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined()
})

test.each(['constructor', 'toString', 'hasOwnProperty'])('the key %s is a key like any other', (key) => {
  expect(fromWire({ [key]: { [key]: key } })).toEqual({ [key]: { [key]: key } })
})

test('what is nested too deep is left out', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)
  expect(() => fromWire({ deep, lists: JSON.parse('['.repeat(10_000) + ']'.repeat(10_000)) })).not.toThrow()
  expect(fromWire({ public_metadata: deep }).publicMetadata).toBe(deep)
})

test('types follow the same renaming', () => {
  interface Wire {
    readonly created_at: number | undefined
    readonly signins: readonly { readonly user_id: string }[]
    readonly signup_attempts: readonly string[]
    readonly public_metadata: { readonly snake_case: 1 }
  }
  expectTypeOf<FromWire<Wire>>().toEqualTypeOf<{
    readonly createdAtMs: number | undefined
    readonly signIns: readonly { readonly userId: string }[]
    readonly signUpAttempts: readonly string[]
    readonly publicMetadata: { readonly snake_case: 1 }
  }>()
})
