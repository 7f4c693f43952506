import type { KeyValueStore, Page, PageSignal, Ports } from '@wachter/core'

/** A store of its own, so that no test finds what another has left. */
export function createMemoryStore(): KeyValueStore {
  const entries = new Map<string, string>()
  return {
    get: (key) => entries.get(key),
    set: (key, value) => void entries.set(key, value),
    remove: (key) => void entries.delete(key),
  }
}

/** What remains of a store where the browser blocks it. */
export const forgetfulStore: KeyValueStore = { get: () => undefined, set: () => {}, remove: () => {} }

export interface FakePage extends Page {
  signal(signal: PageSignal): void
}

export function createFakePage(address?: string): FakePage {
  let url = address
  const listeners = new Set<(signal: PageSignal) => void>()
  return {
    isVisible: () => true,
    url: () => url,
    replaceUrl(next) {
      url = next
    },
    listen(onSignal) {
      listeners.add(onSignal)
      return () => listeners.delete(onSignal)
    },
    signal(signal) {
      for (const listener of listeners) listener(signal)
    },
  }
}

/** A browser tab in which nothing was ever stored and no other tab is open. */
export const freshBrowser = (): Omit<Ports, 'clock'> => ({
  storage: createMemoryStore(),
  cookies: createMemoryStore(),
  page: createFakePage(),
  openChannel: () => undefined,
})
