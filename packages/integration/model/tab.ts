import { type Client, createClient, type KeyValueStore, type PageSignal } from '@wachter/core'
import type { Channels } from './channels.js'
import type { Network } from './network.js'
import { createDraws } from './random.js'
import { keyOf, type Tuple } from './server.js'
import { actor } from './surroundings.js'
import { type Owner, type TimedEvent, type Timeline, timerLabel } from './timeline.js'
import type { Times } from './times.js'

/** One tab of the one browser: a client with a page, a clock, a line and a network of its own. */
export interface Tab extends Owner {
  readonly client: Client
  isRunning(): boolean
  isVisible(): boolean
  /** Milliseconds this tab has lived, without those it was frozen for. */
  activeMs(): number
  timers(): readonly TimedEvent[]
  pageListeners(): number
  start(): void
  stop(): void
  show(visible: boolean): void
  freeze(): void
  thaw(): void
  kill(): void
  signal(signal: PageSignal): void
  /** Runs as this tab's code. */
  enter<T>(run: () => T): T
}

/** What all tabs of a browser share. */
export interface Browser {
  readonly seed: number
  readonly publishableKey: string
  readonly timeline: Timeline
  readonly times: Times
  readonly network: Network
  readonly channels: Channels
  readonly storage: KeyValueStore
  readonly cookies: KeyValueStore
}

export function createTab(name: string, browser: Browser): Tab {
  const { timeline, times, network, channels, seed, publishableKey, storage, cookies } = browser
  const draws = createDraws(seed, name)
  const listeners = new Set<(signal: PageSignal) => void>()
  const timers = new Set<TimedEvent>()
  const bornMs = timeline.now()
  const monotonicBaseMs = draws.between(0, 1_000_000)
  let frozen = false
  let dead = false
  let visible = true
  let stop: (() => void) | undefined
  let frozenMs = 0
  let frozenAtMs = 0

  const owner: Owner = {
    name,
    get frozen() {
      return frozen
    },
    get dead() {
      return dead
    },
  }
  const enter = <T>(run: () => T): T => actor.run(owner, run)
  const signal = (one: PageSignal) =>
    enter(() => {
      for (const listener of [...listeners]) listener(one)
    })

  const client = enter(() =>
    createClient({
      publishableKey,
      storage,
      cookies,
      fetch: network.fetchOf(owner, draws),
      openChannel: channels.openFor(owner),
      clock: {
        now: times.wall,
        monotonic: () => monotonicBaseMs + timeline.now(),
        setTimeout(callback, delayMs) {
          const event = timeline.after(delayMs, owner, timerLabel, () => {
            timers.delete(event)
            callback()
          })
          timers.add(event)
          return event
        },
        clearTimeout(handle) {
          timers.delete(handle as TimedEvent)
          timeline.cancel(handle as TimedEvent | undefined)
        },
      },
      page: {
        isVisible: () => visible,
        url: () => undefined,
        replaceUrl: () => {},
        listen(onSignal) {
          listeners.add(onSignal)
          return () => listeners.delete(onSignal)
        },
      },
    }),
  )

  // The owner becomes the tab: whoever knows one knows the other.
  const rest: Omit<Tab, keyof Owner> = {
    client,
    enter,
    signal,
    isRunning: () => stop !== undefined,
    isVisible: () => visible,
    activeMs: () => timeline.now() - bornMs - frozenMs - (frozen ? timeline.now() - frozenAtMs : 0),
    timers: () => [...timers],
    pageListeners: () => listeners.size,
    start() {
      stop ??= enter(() => client.start())
    },
    stop() {
      if (stop) enter(stop)
      stop = undefined
    },
    show(next) {
      if (visible === next) return
      visible = next
      signal(next ? 'visible' : 'hidden')
    },
    freeze() {
      if (frozen) return
      frozen = true
      frozenAtMs = timeline.now()
    },
    thaw() {
      if (!frozen) return
      frozen = false
      frozenMs += timeline.now() - frozenAtMs
      timeline.thaw(owner)
      signal('resume')
    },
    kill() {
      dead = true
    },
  }
  return Object.assign(owner, rest)
}

/** The context a tab shows. */
export function tupleOf(client: Client): Tuple | undefined {
  const signIn = client.$state.get().container?.activeSignIn
  if (!signIn) return undefined
  return {
    signInId: signIn.id,
    userId: signIn.userId ?? signIn.user?.id ?? '',
    organizationId: signIn.activeOrganizationMembership?.organization.id,
    workspaceId: signIn.activeWorkspaceMembership?.workspace.id,
  }
}

export const contextKeyOf = (tab: Tab): string => keyOf(tupleOf(tab.client))
