/** Replaces the hidden part. */
const mask = '•••'

/**
 * Masks an address, so that onlookers cannot read it: `a•••@example.com`, `•••0143` for a number.
 * An address that the server has masked only gets our mask characters.
 */
export function maskedAddress(address: string): string {
  const known = address.trim()
  if (/[*•]/.test(known)) return known.replace(/[*•]+/g, mask)
  const at = known.lastIndexOf('@')
  if (at > 0) return known.charAt(0) + mask + known.slice(at)
  return known && mask + known.slice(-4)
}
