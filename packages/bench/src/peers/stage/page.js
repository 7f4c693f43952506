import { createCookies } from './cookies.js'

/**
 * Makes this thread a page of a browser, as far as the peers look.
 *
 * @param {{ fetch: typeof globalThis.fetch, isOnline?: () => boolean, isBlocked?: boolean, onWrite?: (write: Write) => void }} needs
 *   `isBlocked`: storage throws; `onWrite` hears each change of the storage, to tell another tab
 * @typedef {{ area: 'localStorage' | 'cookie', key: string, value: string | null }} Write
 */
export function pretendPage({ fetch, isOnline = () => true, isBlocked = false, onWrite = () => undefined }) {
  const windowEvents = new EventTarget()
  const documentEvents = new EventTarget()
  const url = new URL('http://localhost/')
  const location = {
    href: url.href,
    origin: url.origin,
    protocol: url.protocol,
    host: url.host,
    hostname: url.hostname,
    pathname: url.pathname,
    search: '',
    hash: '',
    assign() {},
    replace() {},
    reload() {},
    toString: () => url.href,
  }
  const localStorage = createStorage((key, value) => onWrite({ area: 'localStorage', key, value }))
  const sessionStorage = createStorage()
  const cookies = createCookies((text) => onWrite({ area: 'cookie', key: '', value: text }))
  const element = () => ({ style: {}, setAttribute() {}, appendChild() {}, remove() {}, addEventListener() {} })
  const document = {
    hidden: false,
    visibilityState: 'visible',
    readyState: 'complete',
    referrer: '',
    title: '',
    location,
    defaultView: globalThis,
    body: element(),
    head: element(),
    documentElement: element(),
    createElement: element,
    getElementById: () => null,
    getElementsByTagName: () => [],
    querySelector: () => null,
    querySelectorAll: () => [],
    hasFocus: () => true,
    ...listening(documentEvents),
  }
  Object.defineProperty(document, 'cookie', { get: cookies.read, set: cookies.write })
  const navigator = {
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    language: 'en',
    languages: ['en'],
    cookieEnabled: true,
    locks: globalThis.navigator?.locks,
  }
  Object.defineProperty(navigator, 'onLine', { get: isOnline })
  const history = { state: null, pushState() {}, replaceState() {} }
  // Only to be wrapped by a peer: nothing here sends requests with it.
  class XMLHttpRequest {}
  const globals = {
    XMLHttpRequest,
    isSecureContext: true,
    location,
    document,
    navigator,
    history,
    fetch,
    origin: url.origin,
    ...listening(windowEvents),
  }
  for (const [name, value] of Object.entries({ ...globals, window: globalThis, self: globalThis }))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  for (const [name, storage] of Object.entries({ localStorage, sessionStorage }))
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get() {
        if (isBlocked) throw new DOMException('The operation is insecure.', 'SecurityError')
        return storage
      },
    })

  return {
    localStorage,
    /** @param {string} type */
    emit(type) {
      windowEvents.dispatchEvent(new Event(type))
      if (type === 'focus') documentEvents.dispatchEvent(new Event('visibilitychange'))
    },
    /** Another tab wrote. @param {Write} write */
    receive({ area, key, value }) {
      if (area === 'cookie') return cookies.accept(value ?? '')
      const oldValue = localStorage.getItem(key)
      localStorage.accept(key, value)
      const details = { key, oldValue, newValue: value, storageArea: localStorage, url: url.href }
      windowEvents.dispatchEvent(Object.assign(new Event('storage'), details))
    },
    /** Everything that is stored, for a tab that opens. @returns {Write[]} */
    writes: () => [
      ...localStorage.entries().map(([key, value]) => ({ area: /** @type {const} */ ('localStorage'), key, value })),
      ...cookies.texts().map((value) => ({ area: /** @type {const} */ ('cookie'), key: '', value })),
    ],
  }
}

/** @param {EventTarget} events */
const listening = (events) => ({
  addEventListener: events.addEventListener.bind(events),
  removeEventListener: events.removeEventListener.bind(events),
  dispatchEvent: events.dispatchEvent.bind(events),
})

/** @param {(key: string, value: string | null) => void} [onWrite] */
function createStorage(onWrite = () => undefined) {
  /** @type {Map<string, string>} */
  const kept = new Map()
  const accept = (/** @type {string} */ key, /** @type {string | null} */ value) => {
    if (value === null) kept.delete(key)
    else kept.set(key, value)
  }
  const write = (/** @type {string} */ key, /** @type {string | null} */ value) => {
    if ((kept.get(key) ?? null) === value) return
    accept(key, value)
    onWrite(key, value)
  }
  const storage = {
    key: (/** @type {number} */ index) => [...kept.keys()][index] ?? null,
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {unknown} */ value) => write(key, String(value)),
    removeItem: (/** @type {string} */ key) => write(key, null),
    clear: () => [...kept.keys()].forEach((key) => void write(key, null)),
    accept,
    entries: () => [...kept],
  }
  // Some peers list the keys of a storage as its own properties.
  return new Proxy(storage, {
    get: (target, name) => (name === 'length' ? kept.size : (Reflect.get(target, name) ?? kept.get(String(name)))),
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: (_, name) =>
      kept.has(String(name)) ? { value: kept.get(String(name)), enumerable: true, configurable: true } : undefined,
  })
}
