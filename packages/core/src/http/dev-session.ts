import { payloadOf } from '../jwt.js'
import type { Mode } from '../options.js'
import type { Clock, KeyValueStore, Page } from '../ports.js'
import { hostOf, storageScope } from '../url.js'

/** Stores the staging session's bearer secret where Wacht's own SDKs look for it (PROTOCOL.md §1.4, §1.5). */
export interface DevSession {
  /** The newest known secret; undefined while there is none, and in production. */
  token(): string | undefined
  /**
   * Stores the token of an answer, unless its request was sent with another token than the current one: an older answer must
   * not undo a session that was handed over meanwhile, here or in another tab.
   *
   * @param sent the token the request was sent with, `''` for none
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

const parameter = '__dev_session__'

export function createDevSession({ baseUrl, mode, clock, storage, cookies, page }: DevSessionNeeds): DevSession {
  const host = hostOf(baseUrl)
  const scope = storageScope(baseUrl)
  const tokenName = `${parameter}_${scope}`
  const updatedName = `__dev_session_updated_at_${scope}`
  /** Our own copy, which no other deployment overwrites: the time of the write and the token. */
  const copyName = `wachter_dev_session_${host}`
  /** The end of the last adopted cookie without a date. */
  const undatedName = `wachter_dev_session_undated_${host}`
  let memory: Copy | undefined
  let undated: string | undefined
  let isPageRead = false

  const write = (token: string) => {
    // A stored date may be ahead of our clock, if that was set back, and may not be writable: ours must not be older.
    memory = { token, updatedAtMs: Math.max(clock.now(), newest()?.updatedAtMs ?? 0) }
    keepCopy(memory)
    for (const store of [storage, cookies]) {
      store.set(tokenName, token)
      store.set(updatedName, String(memory.updatedAtMs))
    }
    // If the cookie still has no date, it could not be overwritten. This write is newer, so mark the cookie as seen.
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

  /** Another tab, another page or Wacht's own SDK may have written a newer one. */
  const newest = (): Copy | undefined =>
    [memory, readShared(cookies), readShared(storage), readCopy()].reduce((best, copy) =>
      copy && !(best && best.updatedAtMs >= copy.updatedAtMs) ? copy : best,
    )

  /**
   * A server sets a cookie without a date. It is new when first seen. It may stay for long, for example if the page cannot
   * overwrite it; then it must not replace later tokens.
   */
  const isNewFromServer = (cookie: Copy | undefined): cookie is Copy => {
    if (!cookie || cookie.updatedAtMs > 0) return false
    const end = endOf(cookie.token)
    if ((storage.get(undatedName) ?? undated) === end) return false
    undated = end
    storage.set(undatedName, end)
    return true
  }

  /** A hosted page hands the session over in the URL. It wins, and is removed so that it is not copied or logged. */
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

/** Epoch ms; 0 if there is no valid date. */
const dateIn = (text: string | undefined): number => {
  const atMs = Number(text)
  return atMs > 0 && atMs <= 8.64e15 ? atMs : 0
}

/** Whether another deployment issued the token: hosts that differ only in punctuation share names (PROTOCOL.md §5.2). */
function isOfOther(token: string, host: string): boolean {
  try {
    return hostOf(String(payloadOf(token).iss)) !== host
  } catch {
    // It names no issuer, so it may be ours.
    return false
  }
}

/** Enough of a token to recognize it: the end of its signature. */
const endOf = (token: string): string => token.slice(-16)

/**
 * Removes our parameter from a URL and leaves every other character as it is. The last one counts, because a hosted page
 * appends it. Undefined if there is none.
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

// After an `&`, because `URLSearchParams` would drop a leading `?`.
const tokenIn = (part: string): string | null => new URLSearchParams(`&${part}`).get(parameter)
const isOurs = (part: string): boolean => tokenIn(part) !== null
