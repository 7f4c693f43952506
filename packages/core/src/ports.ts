/** What the client needs of its surroundings. Each has a browser default that also works where there is no browser. */

type TimerHandle = unknown

export interface Clock {
  /** Wall clock, epoch ms. May jump. */
  now(): number
  /** Milliseconds since some fixed moment. Never jumps; may stand still while the machine sleeps. */
  monotonic(): number
  setTimeout(callback: () => void, delayMs: number): TimerHandle
  clearTimeout(handle: TimerHandle): void
  /** Lets a Node process end although this timer runs: it is for work behind the scenes, no caller waits for it. */
  unref?(handle: TimerHandle): void
}

/** A string store that never throws: one that is blocked forgets what it is told. */
export interface KeyValueStore {
  get(key: string): string | undefined
  set(key: string, value: string): void
  remove(key: string): void
}

/**
 * What happens to a page. `resume`: it stood still, frozen or in the back-forward cache, and may have missed anything.
 */
export type PageSignal = 'visible' | 'hidden' | 'focus' | 'online' | 'resume'

/** The page the client lives in. */
export interface Page {
  isVisible(): boolean
  /** The address of the page, or undefined where there is none. */
  url(): string | undefined
  /** Replaces the address without navigating. */
  replaceUrl(url: string): void
  /** Reports signals until the returned function is called. */
  listen(onSignal: (signal: PageSignal) => void): () => void
}

/** A line to the other tabs of this origin. */
export interface Channel {
  post(message: unknown): void
  close(): void
}

/** Opens a named channel, or gives undefined where there is none. */
export type OpenChannel = (name: string, onMessage: (message: unknown) => void) => Channel | undefined

/** Everything above, as the client holds it. */
export interface Ports {
  readonly clock: Clock
  readonly storage: KeyValueStore
  readonly cookies: KeyValueStore
  readonly page: Page
  readonly openChannel: OpenChannel
}
