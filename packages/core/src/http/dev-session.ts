import { payloadOf } from '../jwt.js'
import type { Mode } from '../options.js'
import type { Clock, KeyValueStore, Page } from '../ports.js'

/** Keeps the staging session's bearer secret where Wacht's own SDKs look for it (PROTOCOL.md §1.4, §1.5). */
export interface DevSession {
  /** The newest one known; undefined while there is none, and in production. */
  token(): string | undefined
  /**
   * Keeps what an answer brought, unless its request was sent with another token than the one known now: a session that was
   * handed over meanwhile, here or in another tab, is not undone by an older answer.
   *
   * @param sent the token the request carried, `''` for none
   */
  remember(token: string, sent: string): void
}

interface DevSessionNeeds {
  readonly baseUrl: string
  readonly mode: Mode
  readonly clock: Clock
  readonly storage: KeyValueStore
  readonly cookies: KeyValueStore
  readonly page: Page
}

interface Copy {
  readonly token: string
  readonly updatedAtMs: number
}

/** The part of the stored names shared with Wacht's own SDKs (PROTOCOL.md §1.5). Hosts that differ in punctuation share it. */
export const storageScope = (baseUrl: string): string =>
  hostOf(baseUrl)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, 64)

/** The part of our own stored names and channels: no two deployments share it. */
export const hostOf = (baseUrl: string): string => new URL(baseUrl).host.toLowerCase()

const parameter = '__dev_session__'

export function createDevSession({ baseUrl, mode, clock, storage, cookies, page }: DevSessionNeeds): DevSession {
  const host = hostOf(baseUrl)
  const scope = storageScope(baseUrl)
  const tokenName = `${parameter}_${scope}`
  const updatedName = `__dev_session_updated_at_${scope}`
  /** Our own copy, which no other deployment overwrites: the instant of the write and the token. */
  const copyName = `wachter_dev_session_${host}`
  /** The end of the cookie without a date that was taken last. */
  const undatedName = `wachter_dev_session_undated_${host}`
  let memory: Copy | undefined
  let undated: string | undefined
  let isPageRead = false

  const write = (token: string) => {
    // A date ahead of our clock, which may have been set back, must not outlive the write where it cannot be overwritten.
    memory = { token, updatedAtMs: Math.max(clock.now(), newest()?.updatedAtMs ?? 0) }
    keepCopy(memory)
    for (const store of [storage, cookies]) {
      store.set(tokenName, token)
      store.set(updatedName, String(memory.updatedAtMs))
    }
    // A cookie still without a date could not be overwritten: what was written now is newer.
    isNewFromServer(readShared(cookies))
  }

  const keepCopy = ({ token, updatedAtMs }: Copy) => storage.set(copyName, `${updatedAtMs} ${token}`)

  const readCopy = (): Copy | undefined => {
    const [, updatedAt, token] = /^(\S+) (.+)$/.exec(storage.get(copyName) ?? '') ?? []
    return token ? { token, updatedAtMs: dateIn(updatedAt) } : undefined
  }

  const readShared = (store: KeyValueStore): Copy | undefined => {
    const token = store.get(tokenName)
    if (!token || isOfOther(token, host)) return undefined
    return { token, updatedAtMs: dateIn(store.get(updatedName)) }
  }

  /** Another tab, another page or Wacht's own SDK may have written since. */
  const newest = (): Copy | undefined =>
    [memory, readShared(cookies), readShared(storage), readCopy()].reduce((best, copy) =>
      copy && !(best && best.updatedAtMs >= copy.updatedAtMs) ? copy : best,
    )

  /**
   * A cookie without a date was set by a server, and counts as new when it is first seen. It may stay there for long, where
   * the page cannot overwrite it for example; then it must not replace what came after it.
   */
  const isNewFromServer = (cookie: Copy | undefined): cookie is Copy => {
    if (!cookie || cookie.updatedAtMs > 0) return false
    const end = endOf(cookie.token)
    if ((storage.get(undatedName) ?? undated) === end) return false
    undated = end
    storage.set(undatedName, end)
    return true
  }

  /** A hosted page hands the session over in the address; it wins, and must not stay there to be copied or logged. */
  const adoptFromPage = () => {
    isPageRead = true
    const taken = takeParameter(page.url() ?? '')
    if (!taken) return
    page.replaceUrl(taken.rest)
    if (taken.token && mode === 'staging') write(taken.token)
  }

  const current = (): string | undefined => {
    if (!isPageRead) adoptFromPage()
    if (mode !== 'staging') return undefined
    const cookie = readShared(cookies)
    const stored = readShared(storage)
    if (isNewFromServer(cookie) && cookie.token !== (memory ?? stored)?.token) write(cookie.token)
    const best = newest()
    if (best && best.token === cookie?.token && best.token !== stored?.token) {
      storage.set(tokenName, best.token)
      storage.set(updatedName, String(best.updatedAtMs))
    }
    // Another deployment may overwrite the shared names at any time.
    if (best && best.token !== readCopy()?.token) keepCopy(best)
    return best?.token
  }

  return {
    token: current,
    remember(token, sent) {
      if (mode === 'staging' && (current() ?? '') === sent) write(token)
    },
  }
}

/** Epoch ms; 0 where there is no date, or one that no clock shows. */
const dateIn = (text: string | undefined): number => {
  const atMs = Number(text)
  return atMs > 0 && atMs <= 8.64e15 ? atMs : 0
}

/** Whether another deployment issued the token: hosts that differ in punctuation share the names (PROTOCOL.md §5.2). */
function isOfOther(token: string, host: string): boolean {
  try {
    return hostOf(String(payloadOf(token).iss)) !== host
  } catch {
    // Nothing it says of itself speaks against it.
    return false
  }
}

/** Enough of a token to know it again: the end of its signature. */
const endOf = (token: string): string => token.slice(-16)

/**
 * Takes our parameter out of an address and leaves every other character as it is. The last one counts: a hosted page
 * appends. Undefined where there is none.
 */
function takeParameter(address: string): { readonly token: string | undefined; readonly rest: string } | undefined {
  const [, path = '', query, hash = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(address) ?? []
  const parts = query?.split('&') ?? []
  const ours = parts.filter(isOurs)
  if (ours.length === 0) return undefined
  const others = parts.filter((part) => !isOurs(part))
  const tokens = ours.map(tokenIn).filter((token) => token)
  return {
    token: tokens[tokens.length - 1] ?? undefined,
    rest: path + (others.length > 0 ? `?${others.join('&')}` : '') + hash,
  }
}

// Behind an `&`, because a leading `?` would be dropped.
const tokenIn = (part: string): string | null => new URLSearchParams(`&${part}`).get(parameter)
const isOurs = (part: string): boolean => tokenIn(part) !== null
