import ReconnectingWebSocket from 'partysocket/ws'
import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import type { Scope } from '../../scope.js'
import { jitter } from '../../time/jitter.js'
import { type Notification, readNotification } from '../notification.js'

/** Opens a WebSocket. Returns undefined if the environment has none. */
export type OpenSocket = (url: string) => WebSocket | undefined

export interface StreamState {
  /** Whether new notifications arrive at once. Otherwise the server is asked now and then. */
  readonly isOpen: boolean
  /** `stream-failed`: the server refused, see PROTOCOL.md §3.9. */
  readonly error: SessionError | undefined
}

interface StreamNeeds {
  readonly client: Client
  readonly scope: Scope
  /** The parameters, without the dev session. */
  readonly search: string
  readonly openSocket: OpenSocket
  /** Resolves when no change is under way, here or in another tab. */
  readonly untilQuiet: () => Promise<void>
  readonly onNotification: (notification: Notification) => void
  /** Notifications may have been missed. */
  readonly onGap: () => void
  /** The connection was lost, or carries what is not for this account: our session may be old. */
  readonly onDoubt: () => void
  readonly onState: (state: StreamState) => void
}

export interface Stream {
  readonly state: () => StreamState
  /** Connects at once, if it is not connected; soon, if it has just tried. */
  readonly hurry: () => void
  /** The same, also if it is connected, because the connection may be dead. */
  readonly renew: () => void
}

/** What the server expects (PROTOCOL.md §3.9), ms. */
const pingMs = 30_000
/** While there is no connection. Two paths are asked, and each allows 20 requests a minute for all windows, ms. */
const pollMs = 120_000

/** The network may come and go every second: between two connections that an event of the page asks for, ms. */
const gapMs = 10_000

/**
 * Partysocket's own values try every 10 s for ever, all tabs in the same moment. The server allows 20 connections a minute
 * for all windows (PROTOCOL.md §1.7): these try after 5, 15 and 45 s, then once a minute.
 */
const timing = () => ({
  minReconnectionDelay: 5_000 * jitter(),
  reconnectionDelayGrowFactor: 3,
  maxReconnectionDelay: 60_000 * jitter(),
  // A server that accepts and closes soon after is a failing one.
  minUptime: pingMs,
  connectionTimeout: 10_000,
  // A ping that waits for a connection is of no use.
  maxEnqueuedMessages: 0,
})

/** Keeps a connection to the stream until the scope closes. Whatever arrives after that is dropped. */
export function openStream(needs: StreamNeeds): Stream {
  const { client, scope, search, openSocket, untilQuiet, onNotification, onGap, onDoubt, onState } = needs
  const { clock } = client.ports
  const [pinging, polling, connecting] = [scope.timer(clock), scope.timer(clock), scope.timer(clock)]
  let connectedAtMs = -Infinity
  let mayBeDead = false
  let state: StreamState = { isOpen: false, error: undefined }
  /** Whether the server said anything since the last ping. */
  let isHeard = false
  let isPolling = false
  /** Grows with each connection, and when one is lost. */
  let connection = 0
  const change = (patch: Partial<StreamState>) => {
    state = { ...state, ...patch }
    onState(state)
  }

  // A class of its own: partysocket calls it with `new`.
  const Socket = function open(url: string) {
    const socket = openSocket(url)
    if (!socket) throw new Error('There is no WebSocket here')
    return socket
  }
  let socket: ReconnectingWebSocket | undefined
  scope.add(() => socket?.close())

  const ping = () => {
    if (!isHeard) return connect()
    isHeard = false
    socket?.send('ping')
    pinging.set(ping, pingMs)
  }
  const poll = () => {
    polling.set(poll, pollMs * jitter())
    if (isPolling) onGap()
    isPolling = true
  }
  const lost = () => {
    connection++
    pinging.clear()
    if (state.isOpen) {
      change({ isOpen: false })
      onDoubt()
    }
    if (!isPolling) poll()
  }

  const opened = async () => {
    isHeard = true
    pinging.set(ping, pingMs)
    polling.clear()
    isPolling = false
    const own = ++connection
    // During a change the server may have opened it for the next account already: then it is closed before it is heard.
    await untilQuiet()
    if (connection !== own || scope.isClosed()) return
    change({ isOpen: true })
    // Since the list was loaded.
    onGap()
  }
  const heard = (text: unknown) => {
    isHeard = true
    const frame = readFrame(text)
    if (frame?.type === 'connected' && state.error) change({ error: undefined })
    if (frame?.type === 'error')
      change({ error: new SessionError('stream-failed', 'The server refused to stream notifications') })
    const notification = frame?.type === 'notification' ? readNotification(frame.data) : undefined
    if (!notification || !state.isOpen) return
    if (isOfOther(notification, client)) onDoubt()
    else onNotification(notification)
  }

  /** Replaces the connection. Partysocket itself does not cut a wait short. */
  const connect = () => {
    connecting.clear()
    mayBeDead = false
    connectedAtMs = clock.monotonic()
    const before = socket
    const next = new ReconnectingWebSocket(() => addressOf(client, search), undefined, {
      ...timing(),
      WebSocket: Socket,
    })
    socket = next
    before?.close()
    connection++
    pinging.clear()
    if (state.isOpen) change({ isOpen: false })
    const on = (type: 'open' | 'close' | 'error' | 'message', listener: (event: Event) => void) =>
      next.addEventListener(type, (event: Event) => {
        if (socket === next && !scope.isClosed()) listener(event)
      })
    on('open', opened)
    on('close', lost)
    on('error', lost)
    on('message', (event) => heard((event as MessageEvent).data))
  }
  connect()

  const connectSoon = () => {
    const waitMs = connectedAtMs + gapMs - clock.monotonic()
    if (waitMs > 0) connecting.set(connectSoon, waitMs)
    else if (mayBeDead || !state.isOpen) connect()
  }

  return {
    state: () => state,
    hurry: connectSoon,
    renew() {
      mayBeDead = true
      connectSoon()
    },
  }
}

/** Whether the server takes another account for the active one. */
export function isOfOther({ userId }: Notification, client: Client): boolean {
  const signIn = client.$activeSignIn.get()
  const own = signIn?.userId ?? signIn?.user?.id
  return userId !== undefined && own !== undefined && userId !== own
}

/** In staging it contains the dev session, a secret: it is never part of an error. */
function addressOf({ baseUrl, mode, devSession }: Client, search: string): string {
  const url = new URL(`${baseUrl}/notifications/stream?${search}`)
  url.protocol = url.protocol.replace('http', 'ws')
  if (mode === 'staging') url.searchParams.set('__dev_session__', devSession() ?? '')
  return String(url)
}

/** Undefined for what is not JSON, as the answer to a ping. */
function readFrame(text: unknown): { readonly type?: unknown; readonly data?: unknown } | undefined {
  try {
    return Object(JSON.parse(text as string))
  } catch {
    return undefined
  }
}
