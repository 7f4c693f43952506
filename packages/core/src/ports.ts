/** What the client needs of its environment. Each port has a browser default that also works without a browser. */

type TimerHandle = unknown

export interface Clock {
  /** Wall clock, epoch ms. May jump. */
  now(): number
  /** Milliseconds since some fixed moment. Never jumps; may stand still while the machine sleeps. */
  monotonic(): number
  setTimeout(callback: () => void, delayMs: number): TimerHandle
  clearTimeout(handle: TimerHandle): void
  /** Lets a Node process exit while this timer runs: no caller waits for it. */
  unref?(handle: TimerHandle): void
}

/** A string store that never throws. If it is blocked, it keeps nothing. */
export interface KeyValueStore {
  get(key: string): string | undefined
  set(key: string, value: string): void
  remove(key: string): void
}

/**
 * What happens to a page. `resume`: it was frozen or in the back-forward cache, and may have missed any event.
 */
export type PageSignal = 'visible' | 'hidden' | 'focus' | 'online' | 'resume'

/** The page the client lives in. */
export interface Page {
  isVisible(): boolean
  /** The URL of the page, or undefined if there is none. */
  url(): string | undefined
  /** Replaces the URL without navigating. */
  replaceUrl(url: string): void
  /** Reports signals until the returned function is called. */
  listen(onSignal: (signal: PageSignal) => void): () => void
}

/** A channel to the other tabs of this origin. */
export interface Channel {
  post(message: unknown): void
  close(): void
}

/** Opens a named channel. Returns undefined if the environment has none. */
export type OpenChannel = (name: string, onMessage: (message: unknown) => void) => Channel | undefined

/** All ports of a client. */
export interface Ports {
  readonly clock: Clock
  readonly storage: KeyValueStore
  readonly cookies: KeyValueStore
  readonly page: Page
  readonly openChannel: OpenChannel
}
