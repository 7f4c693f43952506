import { type Client, type ClientOptions, createClient, type KeyValueStore, type PageSignal } from '@wachter/core'
import { AppBug } from '../app/app-bug.js'
import type { ChannelEars, Channels } from './channels.js'
import { keyOf, type Tuple } from './chronicle.js'
import type { Network, NetworkEars } from './network.js'
import { createDraws } from './random.js'
import { createRooms, type Rooms } from './rooms.js'
import type { WatchedServer } from './server.js'
import type { Setting } from './setting.js'
import { actor } from './surroundings.js'
import { type Owner, type TimedEvent, type Timeline, timerLabel } from './timeline.js'
import type { Times } from './times.js'

/** One tab of the browser: a client with its own page, clock, channel and network. */
export interface Tab extends Owner {
  readonly client: Client
  /** The client of a second deployment on the same page. */
  readonly neighbour: Client | undefined
  /** What its page shows beside the session. */
  readonly rooms: Rooms | undefined
  /** The server moment at which it was opened. */
  readonly openedAt: number
  isRunning(): boolean
  isVisible(): boolean
  /** Whether rooms that were closed may still be open: they wait a moment for another component. */
  isLeaving(): boolean
  /** Milliseconds since the tab was opened, without the time it was frozen. */
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

/** A server as seen by the tabs. */
export interface Deployment {
  readonly server: WatchedServer
  readonly network: NetworkEars
  readonly channel?: ChannelEars
  /** The dev session in the page's URL on first use, if any. */
  readonly takeAddress: () => string | undefined
}

/** The state that all tabs of a browser share. */
export interface Browser {
  readonly seed: number
  readonly setting: Setting
  readonly timeline: Timeline
  readonly times: Times
  readonly network: Network
  readonly channels: Channels
  readonly storage: KeyValueStore
  readonly cookies: KeyValueStore
  readonly snapshots: KeyValueStore | undefined
  readonly deployment: Deployment
  readonly neighbour: Deployment | undefined
}

/** A room that was closed leaves the server and other tabs within this time. */
const leavingMs = 1_000

export function createTab(name: string, browser: Browser, { firstToken }: Pick<Setting, 'firstToken'>): Tab {
  const { timeline, times, network, channels, seed, storage, cookies, snapshots } = browser
  const draws = createDraws(seed, name)
  const listeners = new Set<(signal: PageSignal) => void>()
  const timers = new Set<TimedEvent>()
  const bornMs = timeline.now()
  const monotonicBaseMs = draws.between(0, 1_000_000)
  let frozen = false
  let dead = false
  let visible = true
  let running = false
  let frozenMs = 0
  let frozenAtMs = 0
  let stoppedAtMs = Number.NEGATIVE_INFINITY

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
  /** Catches errors of the app's listeners, as a browser would, with a line in the console. */
  const run = (work: () => void) => {
    try {
      enter(work)
    } catch (error) {
      if (!(error instanceof AppBug)) throw error
    }
  }
  const signal = (one: PageSignal) => {
    for (const listener of [...listeners]) run(() => listener(one))
  }

  const clock = {
    now: times.wall,
    monotonic: () => monotonicBaseMs + timeline.now(),
    setTimeout(callback: () => void, delayMs: number) {
      const event = timeline.after(delayMs, owner, timerLabel, () => {
        timers.delete(event)
        callback()
      })
      timers.add(event)
      return event
    },
    clearTimeout(handle: unknown) {
      timers.delete(handle as TimedEvent)
      timeline.cancel(handle as TimedEvent | undefined)
    },
  }

  const create = (
    deployment: Deployment,
    latencies: typeof draws,
    more: Pick<ClientOptions, 'firstToken' | 'snapshotStore'>,
  ) => {
    let address = deployment.takeAddress()
    const listen = (onSignal: (signal: PageSignal) => void) => {
      listeners.add(onSignal)
      return () => listeners.delete(onSignal)
    }
    const replaceUrl = (next: string) => {
      address = next
    }
    const { publishableKey } = deployment.server.emulator
    const page = { isVisible: () => visible, url: () => address, replaceUrl, listen }
    const fetch = network.fetchOf(owner, latencies, deployment.server, deployment.network)
    const openChannel = channels.openFor(owner, deployment.channel)
    return enter(() => createClient({ ...more, publishableKey, storage, cookies, fetch, openChannel, clock, page }))
  }

  const client = create(browser.deployment, draws, {
    ...(firstToken && { firstToken }),
    ...(snapshots && { snapshotStore: snapshots }),
  })
  const neighbour = browser.neighbour && create(browser.neighbour, createDraws(seed, `${name}, the neighbour`), {})

  const rooms = browser.setting.rooms && enter(() => createRooms(client))
  const activeMs = () => timeline.now() - bornMs - frozenMs - (frozen ? timeline.now() - frozenAtMs : 0)

  // The owner becomes the tab, so that both are the same object.
  const rest: Omit<Tab, keyof Owner> = {
    client,
    neighbour,
    rooms,
    openedAt: browser.deployment.server.moment(),
    enter,
    signal,
    isRunning: () => running,
    isVisible: () => visible,
    isLeaving: () => rooms !== undefined && activeMs() - stoppedAtMs <= leavingMs,
    activeMs,
    timers: () => [...timers],
    pageListeners: () => listeners.size,
    start() {
      if (running) return
      running = true
      // A listener may stop the client before this returns.
      run(() => client.start())
      if (running) run(() => neighbour?.start())
      if (running) run(() => rooms?.open())
    },
    stop() {
      if (!running) return
      running = false
      stoppedAtMs = activeMs()
      run(() => rooms?.close())
      run(() => client.stop())
      run(() => neighbour?.stop())
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
