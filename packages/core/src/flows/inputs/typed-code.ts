import { requireText } from './require-text.js'

/**
 * Separators that people type, or that mail and SMS apps copy: white space of all kinds and invisible characters.
 */
const blanks = /[\s\p{Cf}]+/gu
const dashes = /[\p{Pd}\u2043\u2212]/gu

/**
 * Normalizes a typed or pasted code for the server. Digits of all scripts become ASCII digits, blanks are removed. Dashes of
 * a `one-time` code are removed too if only digits are left; those of a `backup` code become ASCII dashes. Letters keep
 * their case.
 */
export function normalizeCode(typed: string, kind: 'one-time' | 'backup' = 'one-time'): string {
  // NFKC maps full-width, superscript and circled forms to plain ones.
  const plain = typed
    .normalize('NFKC')
    .replace(blanks, '')
    .replace(dashes, '-')
    .replace(/\p{Nd}/gu, asciiDigit)
  const digits = plain.replaceAll('-', '')
  return kind === 'one-time' && /^\d*$/.test(digits) ? digits : plain
}

/** Normalizes a typed code. Throws `invalid-argument` if nothing is left of it. */
export function requireCode(typed: string, kind?: 'one-time' | 'backup'): string {
  requireText('code', typed)
  const code = normalizeCode(typed, kind)
  requireText('code', code)
  return code
}

/** In Unicode the digits of a script are contiguous, from zero to nine, and no run begins inside another. */
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0
  let first = codePoint
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--
  return String((codePoint - first) % 10)
}
