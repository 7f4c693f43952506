import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { browserPorts } from '../../src/browser/ports.js'
import { createAuthFetch, createClient, type PageSignal } from '../../src/index.js'
import { freezeTime, pass, startMs } from '../set-up.js'

const stub = (globals: Readonly<Record<string, unknown>>) => {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value)
  onTestFinished(() => void vi.unstubAllGlobals())
}

const blocked = new Proxy(
  {},
  {
    get() {
      throw new DOMException('Blocked', 'SecurityError')
    },
    set() {
      throw new DOMException('Blocked', 'SecurityError')
    },
  },
)

/** A document with a jar that keeps cookies as `document.cookie` does. */
function fakeDocument(defaultView: unknown = {}) {
  const jar = new Map<string, string>()
  const written: string[] = []
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible', defaultView, cookie: '' })
  Object.defineProperty(page, 'cookie', {
    get: () => [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
    set(text: string) {
      written.push(text)
      const [pair = '', ...attributes] = text.split('; ')
      const at = pair.indexOf('=')
      if (attributes.includes('Max-Age=0')) jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    },
  })
  return { page, written }
}

describe('where there is no browser', () => {
  test('stores forget, the page is visible and has no address', () => {
    const { storage, cookies, page } = browserPorts()
    for (const store of [storage, cookies]) {
      store.set('name', 'value')
      expect(store.get('name')).toBeUndefined()
      store.remove('name')
    }
    expect(page.isVisible()).toBe(true)
    expect(page.url()).toBeUndefined()
    expect(() => page.replaceUrl('https://example.com')).not.toThrow()
    page.listen(() => {})()
  })

  test('a storage all visitors would share is left alone', () => {
    const shared = { getItem: vi.fn(), setItem: vi.fn(), removeItem: vi.fn() }
    stub({ localStorage: shared })
    const { storage } = browserPorts()
    storage.set('name', 'value')
    storage.get('name')
    storage.remove('name')
    for (const touched of Object.values(shared)) expect(touched).not.toHaveBeenCalled()
  })

  test('a channel that cannot be opened is none', () => {
    stub({ BroadcastChannel: undefined })
    expect(browserPorts().openChannel('name', () => {})).toBeUndefined()
  })

  test('a client is created without touching anything', () => {
    stub({ document: blocked, location: undefined, history: blocked, BroadcastChannel: undefined })
    expect(() => createClient({ baseUrl: 'https://frontend.example.com', mode: 'staging' })).not.toThrow()
  })
})

describe('where the browser blocks storage', () => {
  test('nothing throws and nothing is kept', () => {
    stub({
      document: {
        defaultView: blocked,
        get cookie(): string {
          throw new DOMException('Blocked')
        },
        set cookie(_) {
          throw new DOMException('Blocked')
        },
      },
    })
    const { storage, cookies } = browserPorts()
    for (const store of [storage, cookies]) {
      expect(() => store.set('name', 'value')).not.toThrow()
      expect(store.get('name')).toBeUndefined()
      expect(() => store.remove('name')).not.toThrow()
    }
  })

  test('a history that refuses is no failure', () => {
    stub({
      history: {
        state: null,
        replaceState: () => {
          throw new DOMException('Too many', 'SecurityError')
        },
      },
    })
    expect(() => browserPorts().page.replaceUrl('https://example.com')).not.toThrow()
  })
})

describe('cookies', () => {
  test('are written for the whole site, secure and lax, and read back as they were', () => {
    const { page, written } = fakeDocument()
    stub({ document: page })
    const { cookies } = browserPorts()
    cookies.set('a', 'x; y=ü')
    cookies.set('ab', '2')
    expect(cookies.get('a')).toBe('x; y=ü')
    expect(cookies.get('ab')).toBe('2')
    expect(cookies.get('b')).toBeUndefined()
    expect(written[0]).toBe(`a=${encodeURIComponent('x; y=ü')}; Path=/; Secure; SameSite=Lax`)
    cookies.remove('a')
    expect(cookies.get('a')).toBeUndefined()
  })

  test('somebody else wrote badly are none', () => {
    const { page } = fakeDocument()
    page.cookie = 'a=%E0%A4%A'
    stub({ document: page })
    expect(browserPorts().cookies.get('a')).toBeUndefined()
  })
})

test('storage is that of the page', () => {
  const entries = new Map<string, string>()
  const localStorage = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => entries.set(key, value),
    removeItem: (key: string) => entries.delete(key),
  }
  stub({ document: fakeDocument({ localStorage }).page })
  const { storage } = browserPorts()
  expect(storage.get('a')).toBeUndefined()
  storage.set('a', '1')
  expect(storage.get('a')).toBe('1')
  storage.remove('a')
  expect(entries.size).toBe(0)
})

describe('storage of a page', () => {
  test.each([null, undefined, {}])('that is %j forgets what it is told', (localStorage) => {
    stub({ document: fakeDocument({ localStorage }).page })
    const { storage } = browserPorts()
    expect(() => storage.set('a', '1')).not.toThrow()
    expect(storage.get('a')).toBeUndefined()
    expect(() => storage.remove('a')).not.toThrow()
  })

  /** Holds so many characters. */
  const limited = (room: number) => {
    const entries = new Map<string, string>()
    return {
      getItem: (key: string) => entries.get(key) ?? null,
      setItem(key: string, value: string) {
        const used = [...entries].reduce((sum, [name, text]) => sum + (name === key ? 0 : text.length), 0)
        // Some browsers count the old value in.
        if (used + value.length + (entries.get(key)?.length ?? 0) > room)
          throw new DOMException('Full', 'QuotaExceededError')
        entries.set(key, value)
      },
      removeItem: (key: string) => entries.delete(key),
    }
  }

  test('that is full never gives an old value for the new one', () => {
    stub({ document: fakeDocument({ localStorage: limited(10) }).page })
    const { storage } = browserPorts()
    storage.set('a', '123456')
    storage.set('a', '654321')
    expect(storage.get('a')).toBe('654321')
    storage.set('a', 'much too long for it')
    expect(storage.get('a')).toBeUndefined()
  })
})

test('a document that tells nothing is listened to in vain, and harmless', () => {
  stub({ document: { visibilityState: 'visible' }, window: undefined })
  expect(() => browserPorts().page.listen(() => {})()).not.toThrow()
})

test('listening needs no signal of the environment, which may be of another kind than the page’s', () => {
  const { page } = fakeDocument()
  stub({ document: page, window: new EventTarget(), AbortController: undefined })
  const heard: PageSignal[] = []
  const stop = browserPorts().page.listen((signal) => heard.push(signal))
  page.dispatchEvent(new Event('resume'))
  stop()
  stop()
  page.dispatchEvent(new Event('resume'))
  expect(heard).toEqual(['resume'])
})

test('what older browsers lack is not needed', async () => {
  freezeTime()
  const missing = ['structuredClone', 'reportError', 'BroadcastChannel']
  stub(Object.fromEntries(missing.map((name) => [name, undefined])))
  const canParse = vi.spyOn(URL, 'canParse').mockImplementation(() => {
    throw new TypeError('URL.canParse is not a function')
  })
  onTestFinished(() => canParse.mockRestore())
  const fetch = async () => Response.json({ status: 200, message: '', data: { id: '1' }, session: null, errors: null })
  const client = createClient({ baseUrl: 'https://frontend.example.com', mode: 'production', fetch })
  createAuthFetch(client, { origins: ['https://api.example.com'] })
  await client.refetch()
  expect(client.$state.get().status).toBe('signed-out')
})

test('the page reports its signals until nobody listens', () => {
  const { page } = fakeDocument()
  const window = new EventTarget()
  stub({ document: page, window })
  const heard: PageSignal[] = []
  const stop = browserPorts().page.listen((signal) => heard.push(signal))
  const show = (visibilityState: string) => {
    Object.assign(page, { visibilityState })
    page.dispatchEvent(new Event('visibilitychange'))
  }
  const fire = () => {
    show('hidden')
    show('visible')
    page.dispatchEvent(new Event('resume'))
    window.dispatchEvent(new Event('focus'))
    window.dispatchEvent(new Event('online'))
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }))
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  }
  fire()
  expect(heard).toEqual(['hidden', 'visible', 'resume', 'focus', 'online', 'resume'])
  stop()
  fire()
  expect(heard).toHaveLength(6)
})

test('a channel carries messages and closes; one that is closed swallows what is said', () => {
  const channels: { onmessage?: (event: { data: unknown }) => void; name: string; said: unknown[]; closed: boolean }[] =
    []
  class FakeChannel {
    said: unknown[] = []
    closed = false
    readonly name: string
    constructor(name: string) {
      this.name = name
      channels.push(this)
    }
    postMessage(message: unknown) {
      if (this.closed) throw new DOMException('Closed', 'InvalidStateError')
      this.said.push(message)
    }
    close() {
      this.closed = true
    }
  }
  stub({ BroadcastChannel: FakeChannel })
  const heard: unknown[] = []
  const channel = browserPorts().openChannel('name', (message) => heard.push(message))
  channel?.post(1)
  channels[0]?.onmessage?.({ data: 2 })
  expect([channels[0]?.name, channels[0]?.said, heard]).toEqual(['name', [1], [2]])
  channel?.close()
  expect(() => channel?.post(3)).not.toThrow()
})

describe('the clock', () => {
  test('uses the timers of the moment, and cuts what a timer cannot count', async () => {
    const { clock } = browserPorts()
    freezeTime()
    expect(clock.now()).toBe(startMs)
    let fired = 0
    clock.setTimeout(() => fired++, Number.POSITIVE_INFINITY)
    clock.clearTimeout(clock.setTimeout(() => fired++, 1))
    await pass(1_000)
    expect(fired).toBe(0)
    await pass(2 ** 31)
    expect(fired).toBe(1)
  })

  test('keeps a process alive only for what a caller waits for', () => {
    const { clock } = browserPorts()
    const handle = clock.setTimeout(() => {}, 60_000) as NodeJS.Timeout
    expect(handle.hasRef()).toBe(true)
    clock.unref?.(handle)
    expect(handle.hasRef()).toBe(false)
    clock.clearTimeout(handle)
  })
})
