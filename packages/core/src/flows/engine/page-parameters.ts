import type { Page } from '../../ports.js'

/** What a link carries, by the names in its address. */
export interface Redemption {
  readonly token: string
  readonly attempt: string
}

/** Reads parameters of the page's address and takes them out of it, so that no copy or reload spends them again. */
export function takeParameters<Name extends string>(
  page: Page,
  ...names: readonly Name[]
): Readonly<Record<Name, string>> | undefined {
  const address = page.url()
  if (!address) return undefined
  const url = new URL(address)
  if (!names.every((name) => url.searchParams.get(name))) return undefined
  const found = names.map((name) => [name, url.searchParams.get(name)])
  for (const name of names) url.searchParams.delete(name)
  page.replaceUrl(url.href)
  return Object.fromEntries(found) as Record<Name, string>
}
