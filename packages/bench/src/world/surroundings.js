/** @typedef {import('@wachter/core').KeyValueStore} KeyValueStore */

/**
 * The storage of one browser, in memory.
 *
 * @returns {KeyValueStore}
 */
export function createMemoryStore() {
  /** @type {Map<string, string>} */
  const entries = new Map()
  return {
    get: (key) => entries.get(key),
    set: (key, value) => void entries.set(key, value),
    remove: (key) => void entries.delete(key),
  }
}

/**
 * A page whose state never changes.
 *
 * @param {boolean} visible
 * @returns {import('@wachter/core').Page}
 */
export const createPage = (visible) => ({
  isVisible: () => visible,
  url: () => undefined,
  replaceUrl: () => undefined,
  listen: () => () => undefined,
})

/**
 * The channel between the tabs of one browser. As in a browser, a sender does not get its own messages, and messages are
 * copied.
 *
 * @returns {import('@wachter/core').OpenChannel}
 */
export function createLine() {
  /** @type {Set<(message: unknown) => void>} */
  const ends = new Set()
  return (_, onMessage) => {
    ends.add(onMessage)
    return {
      post(message) {
        for (const end of ends) {
          if (end === onMessage) continue
          const copy = structuredClone(message)
          queueMicrotask(() => ends.has(end) && end(copy))
        }
      },
      close: () => void ends.delete(onMessage),
    }
  }
}
