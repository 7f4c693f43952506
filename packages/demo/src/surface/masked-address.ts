/** Hides so much. */
const mask = '•••'

/**
 * An address as it may be shown to whoever looks over a shoulder: `a•••@example.com`, `•••0143` for a number.
 * One that the server has masked stays as it is, in our signs.
 */
export function maskedAddress(address: string): string {
  const known = address.trim()
  if (/[*•]/.test(known)) return known.replace(/[*•]+/g, mask)
  const at = known.lastIndexOf('@')
  if (at > 0) return known.charAt(0) + mask + known.slice(at)
  return known && mask + known.slice(-4)
}
