/** Defines the browser globals that the peers need. @param {typeof globalThis.fetch} fetch */
export function pretendPage(fetch) {
  const location = {
    hostname: 'localhost',
    origin: 'http://localhost',
    href: 'http://localhost/',
    search: '',
    assign() {},
  }
  const page = {
    hidden: false,
    visibilityState: 'visible',
    cookie: '',
    addEventListener() {},
    removeEventListener() {},
  }
  const globals = {
    window: globalThis,
    origin: location.origin,
    location,
    document: page,
    localStorage: createStorage(),
    sessionStorage: createStorage(),
    fetch,
  }
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}

/** @returns {Storage} */
export function createStorage() {
  /** @type {Map<string, string>} */
  const entries = new Map()
  return {
    get length() {
      return entries.size
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  }
}
