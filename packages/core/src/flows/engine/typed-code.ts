/**
 * Separators that people type, and that mail and SMS apps put into what they copy: white space of all kinds and marks
 * that cannot be seen.
 */
const blanks = /[\s\p{Cf}]+/gu
const dashes = /[\p{Pd}\u2043\u2212]/gu

/**
 * A code as the server reads it, of what was typed or pasted. Digits of all scripts become ASCII digits, blanks go. Of a
 * `one-time` code the dashes go too, if nothing but digits is left; those of a `backup` code become ASCII dashes. Letters
 * keep their case.
 */
export function normalizeCode(typed: string, kind: 'one-time' | 'backup' = 'one-time'): string {
  // NFKC reads the full-width, superscript and circled forms as the plain ones.
  const plain = typed
    .normalize('NFKC')
    .replace(blanks, '')
    .replace(dashes, '-')
    .replace(/\p{Nd}/gu, asciiDigit)
  const digits = plain.replaceAll('-', '')
  return kind === 'one-time' && /^\d*$/.test(digits) ? digits : plain
}

/** Unicode keeps the digits of a script together, from zero to nine, and begins no run inside of another one's. */
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0
  let first = codePoint
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--
  return String((codePoint - first) % 10)
}
