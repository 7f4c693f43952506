/** The server's value for a time that was never set. */
export const unsetTime = '0001-01-01T00:00:00Z'

/** RFC 3339 in UTC, without trailing zeros in the fraction; null means the time was never set. */
export function timeToWire(atMs: number | null): string {
  if (atMs === null) return unsetTime
  return new Date(atMs).toISOString().replace(/\.?0+Z$/, 'Z')
}
