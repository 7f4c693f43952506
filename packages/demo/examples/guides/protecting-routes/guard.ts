import type { Client } from '@wachter/core'

/** Undefined when the page may be shown, else the path to go to. */
export async function guard(client: Client, path: string): Promise<string | undefined> {
  if (await client.ready()) return undefined
  return `/sign-in?redirect_uri=${encodeURIComponent(path)}`
}
