import { expect, test } from 'vitest'
import { textFromBase64Url } from '../src/base64url.js'

test.each(['', 'Ada', 'Ünïcödé ☃ 𝒳', '%41?>~\n\0'])('%j comes back as it was', (text) => {
  expect(textFromBase64Url(Buffer.from(text).toString('base64url'))).toBe(text)
  expect(textFromBase64Url(Buffer.from(text).toString('base64'))).toBe(text)
})

test.each(['a', '***', Buffer.from([0xff, 0xfe]).toString('base64url')])('%j is refused', (encoded) => {
  expect(() => textFromBase64Url(encoded)).toThrow()
})
