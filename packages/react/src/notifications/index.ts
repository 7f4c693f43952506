import {
  createNotifications,
  createUnreadCount,
  type Notification,
  type NotificationFilters,
  type NotificationsFlow,
  onNotification,
  type UnreadCountFlow,
} from '@wachter/core/notifications'
import { useEffect, useRef } from 'react'
import { hookOf } from '../flows/hook-of.js'
import type { UseFlow } from '../flows/use-flow.js'
import { useClient } from '../provider.js'

/** The notifications of the active account, and the functions to mark them. */
export type UseNotifications = UseFlow<NotificationsFlow>

/**
 * The notifications of the active account, newest first, with those that arrive meanwhile. The filters given first count
 * until `filter` is called with others.
 *
 * @example
 * ```tsx
 * import { useNotifications } from '@wachter/react/notifications'
 *
 * function Inbox() {
 *   const { step } = useNotifications({ isArchived: false })
 *   if (step.kind !== 'manage') return null
 *   return step.notifications?.map(({ id, title }) => <button key={id} onClick={() => step.read(id)}>{title}</button>)
 * }
 * ```
 */
export const useNotifications = /* @__PURE__ */ hookOf(createNotifications)

/** How many notifications are unread. */
export type UseUnreadCount = UseFlow<UnreadCountFlow>

/**
 * How many notifications are unread. All components with the same filters share one request. The first filters count:
 * give the component a `key` for others.
 *
 * @example
 * ```tsx
 * import { useUnreadCount } from '@wachter/react/notifications'
 *
 * function Bell() {
 *   const { step } = useUnreadCount()
 *   return <button>Inbox {step.kind === 'manage' && step.count}</button>
 * }
 * ```
 */
export const useUnreadCount = /* @__PURE__ */ hookOf(createUnreadCount)

/**
 * Calls the latest listener with each notification that arrives while the page is visible, for toasts.
 *
 * @example
 * ```tsx
 * import { useOnNotification } from '@wachter/react/notifications'
 *
 * function Toasts() {
 *   useOnNotification(({ title }) => alert(title), { severity: 'error' })
 *   return null
 * }
 * ```
 */
export function useOnNotification(
  listener: (notification: Notification) => void,
  filters: NotificationFilters = {},
): void {
  const client = useClient()
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  // Equal filters are new objects in each render.
  const wanted = JSON.stringify(filters)
  useEffect(
    () => onNotification(client, (notification) => latest.current(notification), JSON.parse(wanted)),
    [client, wanted],
  )
}
