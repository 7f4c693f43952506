import type { Channel, Clock, KeyValueStore, Page, PageSignal, Ports } from '../ports.js'

/** The ports of a browser tab. Each also works where the browser API is missing. */
export const browserPorts = (): Ports => ({
  clock: systemClock,
  storage: localStore(),
  cookies: cookieStore(),
  page: browserPage(),
  openChannel: broadcast,
})

// Look up the timers on each call, so that ones replaced later (by a test, for example) are used.
const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout(callback, delayMs) {
    // A longer timer fires at once.
    return globalThis.setTimeout(callback, Math.min(delayMs, 2 ** 31 - 1))
  },
  unref: (handle) => (handle as { unref?: () => void }).unref?.(),
  clearTimeout: (handle) => globalThis.clearTimeout(handle as number),
}

/** Returns undefined if the browser forbids it. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

// The storage of a page only: some servers have one too, shared by all their visitors.
const pageStorage = () => document.defaultView?.localStorage

const localStore = (): KeyValueStore => {
  const remove = (key: string) => attempt(() => pageStorage()?.removeItem(key))
  return {
    get: (key) => attempt(() => pageStorage()?.getItem(key)) ?? undefined,
    set(key, value) {
      const write = () => {
        pageStorage()?.setItem(key, value)
        return true
      }
      if (attempt(write)) return
      // Storage is full: remove the old value, which must not pass for the new one, and retry with the space it took.
      remove(key)
      attempt(write)
    },
    remove,
  }
}

const cookieStore = (): KeyValueStore => {
  const write = (text: string) =>
    attempt(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous and missing on plain http
      document.cookie = `${text}; Path=/; Secure; SameSite=Lax`
    })
  return {
    get: (key) =>
      attempt(() => {
        const pair = document.cookie.split('; ').find((entry) => entry.startsWith(`${key}=`))
        return pair && decodeURIComponent(pair.slice(key.length + 1))
      }),
    set: (key, value) => write(`${key}=${encodeURIComponent(value)}`),
    remove: (key) => write(`${key}=; Max-Age=0`),
  }
}

function browserPage(): Page {
  return {
    isVisible: () => typeof document === 'undefined' || !document.hidden,
    url: () => globalThis.location?.href,
    replaceUrl: (url) => attempt(() => history.replaceState(history.state, '', url)),
    listen(onSignal) {
      const stops: (() => void)[] = []
      // Without a `signal`: in jsdom the environment's AbortSignal may differ from the page's.
      const on = (target: EventTarget, type: string, read: (event: Event) => PageSignal | undefined) => {
        const listener = (event: Event) => {
          const name = read(event)
          if (name) onSignal(name)
        }
        target.addEventListener(type, listener)
        stops.push(() => target.removeEventListener(type, listener))
      }
      // A server may have a document that fires no events.
      attempt(() => {
        on(document, 'visibilitychange', () => document.visibilityState)
        on(document, 'resume', () => 'resume')
        on(window, 'focus', () => 'focus')
        on(window, 'online', () => 'online')
        on(window, 'pageshow', (event) => ((event as PageTransitionEvent).persisted ? 'resume' : undefined))
      })
      return () => {
        for (const stop of stops.splice(0)) stop()
      }
    },
  }
}

function broadcast(name: string, onMessage: (message: unknown) => void): Channel | undefined {
  return attempt(() => {
    const channel = new BroadcastChannel(name)
    channel.onmessage = (event) => onMessage(event.data)
    ;(channel as { unref?: () => void }).unref?.()
    return {
      post: (message: unknown) => attempt(() => channel.postMessage(message)),
      close: () => channel.close(),
    }
  })
}
