/** Parses a URL. Returns undefined if it is malformed. `URL.canParse` is newer than the oldest browsers we support. */
export function parseUrl(address: string, base?: string): URL | undefined {
  try {
    return new URL(address, base)
  } catch {
    return undefined
  }
}

/** Part of the names shared with Wacht's own SDKs (PROTOCOL.md §1.5). Hosts that differ only in punctuation share it. */
export const storageScope = (baseUrl: string): string =>
  hostOf(baseUrl)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, 64)

/** Part of our own storage and channel names: no two deployments share it. */
export const hostOf = (baseUrl: string): string => new URL(baseUrl).host.toLowerCase()
