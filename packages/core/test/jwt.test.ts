import { describe, expect, test } from 'vitest'
import { payloadOf } from '../src/jwt.js'
import { aToken } from './set-up.js'

/** A token whose payload is this text, padded or not. */
const tokenOf = (text: string) => `head.${Buffer.from(text).toString('base64url')}.signature`

describe('the payload of a token', () => {
  test('is what it says, in any alphabet', () => {
    const claims = { iss: 'https://quiet-fox.example', name: 'Ada ☃ ÿ?>', nested: { list: [1, null] } }
    expect(payloadOf(aToken(claims))).toEqual(claims)
  })

  test('may be padded, and needs neither a head nor a signature', () => {
    const padded = Buffer.from('{"a":1}').toString('base64')
    expect(padded).toMatch(/=$/)
    expect(payloadOf(`.${padded}`)).toEqual({ a: 1 })
  })

  test.each([
    '',
    'opaque',
    '..',
    'a.%.c',
    tokenOf('text'),
    tokenOf('null'),
    tokenOf('[]'),
    tokenOf('1'),
    tokenOf('"claims"'),
  ])('of %j cannot be read', (token) => {
    expect(() => payloadOf(token)).toThrow()
  })
})
