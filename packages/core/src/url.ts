/** Parses a URL. Returns undefined if it is malformed. `URL.canParse` is newer than the oldest browsers we support. */
export function parseUrl(address: string, base?: string): URL | undefined {
  try {
    return new URL(address, base)
  } catch {
    return undefined
  }
}
