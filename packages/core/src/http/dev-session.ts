import type { Clock, KeyValueStore, Page } from '../ports.js'

/** Keeps the staging session's bearer secret where Wacht's own SDKs look for it (PROTOCOL.md §1.4, §1.5). */
export interface DevSession {
  token(): string | undefined
  /** Keeps what an answer brought. An answer to an earlier request does not replace that of a later one. */
  remember(token: string, stamp: number): void
}

interface DevSessionNeeds {
  readonly baseUrl: string
  readonly clock: Clock
  readonly storage: KeyValueStore
  readonly cookies: KeyValueStore
  readonly page: Page
}

interface Copy {
  readonly token: string
  readonly updatedAtMs: number
}

/** The part of every stored name that tells deployments apart. */
export const storageScope = (baseUrl: string): string =>
  new URL(baseUrl).host
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, 64)

export function createDevSession({ baseUrl, clock, storage, cookies, page }: DevSessionNeeds): DevSession {
  const scope = storageScope(baseUrl)
  const tokenName = `__dev_session___${scope}`
  const updatedName = `__dev_session_updated_at_${scope}`
  let memory: Copy | undefined
  let newestStamp = 0
  let adopted = false

  const read = (store: KeyValueStore, undated: number): Copy | undefined => {
    const token = store.get(tokenName)
    return token ? { token, updatedAtMs: Number(store.get(updatedName)) || undated } : undefined
  }

  const write = (token: string) => {
    memory = { token, updatedAtMs: clock.now() }
    for (const store of [storage, cookies]) {
      store.set(tokenName, token)
      store.set(updatedName, String(memory.updatedAtMs))
    }
  }

  /** A hosted page hands the session over in the address; it wins, and must not stay there to be copied or logged. */
  const adoptFromPage = () => {
    adopted = true
    const text = page.url()
    if (!text?.includes('__dev_session__')) return
    const url = new URL(text)
    const token = url.searchParams.get('__dev_session__')
    url.searchParams.delete('__dev_session__')
    page.replaceUrl(url.href)
    if (token) write(token)
  }

  return {
    token() {
      if (!adopted) adoptFromPage()
      // Another tab may have written since. A cookie without a date comes from a server and counts as new.
      const copies = [read(cookies, Infinity), read(storage, 0), memory]
      const newest = copies.reduce((best, copy) =>
        copy && !(best && best.updatedAtMs >= copy.updatedAtMs) ? copy : best,
      )
      if (newest && newest === copies[0] && newest.token !== copies[1]?.token) storage.set(tokenName, newest.token)
      return newest?.token
    },
    remember(token, stamp) {
      if (stamp < newestStamp) return
      newestStamp = stamp
      write(token)
    },
  }
}
