import type { Channel, Clock, KeyValueStore, Page, PageSignal, Ports } from '../ports.js'

/** The surroundings of a browser tab; every part also works where there is none of it. */
export const browserPorts = (): Ports => ({
  clock: systemClock,
  storage: localStore(),
  cookies: cookieStore(),
  page: browserPage(),
  openChannel: broadcast,
})

// Looked up at each call, so that timers replaced later, by a test for example, are the ones used.
const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout(callback, delayMs) {
    // More than this and a timer fires at once.
    const handle: unknown = globalThis.setTimeout(callback, Math.min(delayMs, 2 ** 31 - 1))
    // Nothing of ours keeps a Node process alive.
    ;(handle as { unref?: () => void }).unref?.()
    return handle
  },
  clearTimeout: (handle) => globalThis.clearTimeout(handle as number),
}

/** Gives undefined where the browser forbids. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

// A page's own: some servers have one too, shared by all their visitors.
const pageStorage = () => document.defaultView?.localStorage

const localStore = (): KeyValueStore => ({
  get: (key) => attempt(() => pageStorage()?.getItem(key)) ?? undefined,
  set: (key, value) => attempt(() => pageStorage()?.setItem(key, value)),
  remove: (key) => attempt(() => pageStorage()?.removeItem(key)),
})

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
      const controller = new AbortController()
      const { signal } = controller
      const on = (target: EventTarget, type: string, read: (event: Event) => PageSignal | undefined) =>
        target.addEventListener(
          type,
          (event) => {
            const name = read(event)
            if (name) onSignal(name)
          },
          { signal },
        )
      if (typeof document !== 'undefined') {
        on(document, 'visibilitychange', () => document.visibilityState)
        on(document, 'resume', () => 'resume')
        on(window, 'focus', () => 'focus')
        on(window, 'online', () => 'online')
        on(window, 'pageshow', (event) => ((event as PageTransitionEvent).persisted ? 'resume' : undefined))
      }
      return () => controller.abort()
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
