/** Reads an address, or gives undefined. `URL.canParse` is younger than the oldest browsers we run in. */
export function parseUrl(address: string, base?: string): URL | undefined {
  try {
    return new URL(address, base)
  } catch {
    return undefined
  }
}
