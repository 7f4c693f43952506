import { type Audience, reaches } from './audience'
import type { Notification } from './notifications'

export type StreamFrame =
  | { type: 'connected'; message: string }
  | { type: 'notification'; notification: Notification }
  | { type: 'error'; error: string }
  | { type: 'pong' }

/** The client's end of a stream. */
interface StreamClient {
  send(frame: StreamFrame): void
  /** Without a code, the connection is lost. */
  close(code?: number): void
}

/** The open streams of notifications, whatever carries them. */
export interface NotificationStreams {
  /** Opens a stream. Nobody is signed in without an audience: then it ends at once. */
  open(audience: Audience | undefined, client: StreamClient): { receive(text: string): void; end(): void }
  publish(notification: Notification): void
  /** Closes all of them and returns how many there were. Without a code, the connections are lost. */
  closeAll(code?: number): number
  count(): number
}

// The protocol names no code: this one is for a violated policy.
const signedOutCode = 1_008

/** An audience is that of the moment its stream was opened: a later switch, sign-out or new membership does not change it. */
export function createNotificationStreams(): NotificationStreams {
  const streams = new Map<StreamClient, Audience>()
  return {
    open(audience, client) {
      if (audience) {
        streams.set(client, audience)
        client.send({ type: 'connected', message: 'Connected to the notifications' })
      } else {
        client.send({ type: 'error', error: 'No active sign in' })
        client.close(signedOutCode)
      }
      return {
        receive(text) {
          if (text === 'ping' && streams.has(client)) client.send({ type: 'pong' })
        },
        end: () => void streams.delete(client),
      }
    },
    publish(notification) {
      for (const [client, audience] of streams) {
        if (reaches(notification, audience)) client.send({ type: 'notification', notification })
      }
    },
    closeAll(code) {
      const clients = [...streams.keys()]
      streams.clear()
      for (const client of clients) client.close(code)
      return clients.length
    },
    count: () => streams.size,
  }
}
