import type { Client } from '../client.js'
import { fits, isOfPlace, type NotificationFilters } from './filters.js'
import type { Notification } from './notification.js'
import { roomOf } from './room/room.js'
import type { OpenSocket } from './room/stream.js'

export interface OnNotificationOptions extends NotificationFilters {
  /** See `createNotifications`. */
  readonly openSocket?: OpenSocket
}

/**
 * Calls the listener with each notification that arrives while the page is visible, for toasts. Returns a function that
 * unsubscribes. Nothing is polled for it: without a stream it hears of none.
 *
 * @example
 * ```ts
 * import { onNotification } from '@wachter/core/notifications'
 *
 * const stop = onNotification(client, ({ title, body }) => console.log(title, body))
 * ```
 * @example Only some
 * ```ts
 * import { onNotification } from '@wachter/core/notifications'
 *
 * const stop = onNotification(client, ({ title }) => alert(title), { severity: 'error' })
 * ```
 */
export function onNotification(
  client: Client,
  listener: (notification: Notification) => void,
  { openSocket, ...filters }: OnNotificationOptions = {},
): () => void {
  return roomOf(client, openSocket).join({
    filters: () => filters,
    hear(news) {
      if (news.type !== 'arrived') return
      const { notification } = news
      if (fits(filters, notification) && isOfPlace(filters, notification, client)) listener(notification)
    },
  })
}
