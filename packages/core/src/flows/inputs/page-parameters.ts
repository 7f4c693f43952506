import type { Page } from '../../ports.js'

/** The parameters of a link. */
export interface Redemption {
  readonly token: string
  readonly attempt: string
}

/** Reads parameters of the page's URL and removes them, so that no copy or reload uses them again. */
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
