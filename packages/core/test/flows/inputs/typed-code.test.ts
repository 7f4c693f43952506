import { describe, expect, test } from 'vitest'
import { normalizeCode } from '../../../src/flows/inputs/typed-code.js'

describe('a one-time code', () => {
  test.each([
    ['as it is', '012345'],
    ['with spaces', ' 012 345\n'],
    ['with no-break spaces', '012\u00a0345\u202f'],
    ['with invisible marks', '\u2068012\u200b345\u2069\ufeff'],
    ['with a soft hyphen', '012\u00ad345'],
    ['with a hyphen', '012-345'],
    ['with a no-break hyphen', '012\u2011345'],
    ['with an en dash', '012–345'],
    ['with an em dash', '012—345'],
    ['with a minus sign', '012\u2212345'],
    ['with a full-width dash', '012－345'],
    ['with full-width digits', '０１２３４５'],
    ['with Arabic-Indic digits', '٠١٢٣٤٥'],
    ['with Persian digits', '۰۱۲۳۴۵'],
    ['with Devanagari digits', '०१२ ३४५'],
    ['with Bengali digits', '০১২৩৪৫'],
    ['with Thai digits', '๐๑๒๓๔๕'],
    ['with digits above the basic plane', '𞥐𞥑𞥒𞥓𞥔𞥕'],
  ])('counts %s', (_, typed) => {
    expect(normalizeCode(typed)).toBe('012345')
  })

  test('keeps letters, their case and the dashes between them', () => {
    expect(normalizeCode(' aB1–c２ ')).toBe('aB1-c2')
  })
})

describe('a backup code', () => {
  test.each([
    ['as it is', 'AbCd-1234'],
    ['with spaces around the dash', ' AbCd - 1234 '],
    ['with an en dash', 'AbCd–1234'],
    ['with a minus sign', 'AbCd\u22121234'],
    ['with full-width letters and digits', 'ＡｂＣｄ－１２３４'],
    ['with Arabic-Indic digits', 'AbCd-١٢٣٤'],
  ])('counts %s', (_, typed) => {
    expect(normalizeCode(typed, 'backup')).toBe('AbCd-1234')
  })

  test('keeps its dash although it is all digits', () => {
    expect(normalizeCode('1234-5678', 'backup')).toBe('1234-5678')
  })
})

test('every digit of every script is the one it stands for', () => {
  const found = new Map<string, number>()
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    const char = String.fromCodePoint(codePoint)
    if (!/\p{Nd}/u.test(char)) continue
    const digit = normalizeCode(char)
    expect(digit).toMatch(/^[0-9]$/)
    found.set(digit, (found.get(digit) ?? 0) + 1)
  }
  expect(new Set(found.values()).size).toBe(1)
})

test.each(['', ' ', ' – ', '\u00a0'])('%j is no code', (typed) => {
  expect(normalizeCode(typed)).toBe('')
})
