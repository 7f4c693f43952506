import {
  createNotifications,
  createUnreadCount,
  type Notification,
  type NotificationFilters,
  type NotificationsFlow,
  onNotification,
  type UnreadCountFlow,
} from '@wachter/core/notifications'
import { onMounted, onScopeDispose } from 'vue'
import { hookOf } from '../flows/hook-of.js'
import type { UseFlow } from '../flows/use-flow.js'
import { useClient } from '../plugin.js'

/** The notifications of the active account, and the functions to mark them. */
export type UseNotifications = UseFlow<NotificationsFlow>

/**
 * The notifications of the active account, newest first, with those that arrive meanwhile. The filters given first count
 * until `filter` is called with others.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useNotifications } from '@wachter/vue/notifications'
 *
 * const { step } = useNotifications({ isArchived: false })
 * </script>
 *
 * <template>
 *   <template v-if="step.kind === 'manage'">
 *     <button v-for="{ id, title } in step.notifications" :key="id" v-on:click="step.read(id)">{{ title }}</button>
 *   </template>
 * </template>
 * ```
 */
export const useNotifications = /* @__PURE__ */ hookOf(createNotifications)

/** How many notifications are unread. */
export type UseUnreadCount = UseFlow<UnreadCountFlow>

/**
 * How many notifications are unread. All components with the same filters share one request. The first filters count:
 * give the component another `key` for others.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useUnreadCount } from '@wachter/vue/notifications'
 *
 * const { step } = useUnreadCount()
 * </script>
 *
 * <template><button>Inbox {{ step.kind === 'manage' ? step.count : '' }}</button></template>
 * ```
 */
export const useUnreadCount = /* @__PURE__ */ hookOf(createUnreadCount)

/**
 * Calls the listener with each notification that arrives while the component is mounted and the page is visible, for toasts.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useOnNotification } from '@wachter/vue/notifications'
 *
 * useOnNotification(({ title }) => console.log(title), { severity: 'error' })
 * </script>
 *
 * <template><p>Toasts</p></template>
 * ```
 */
export function useOnNotification(listener: (notification: Notification) => void, filters?: NotificationFilters): void {
  const client = useClient()
  let stop: (() => void) | undefined
  // A server mounts nothing.
  onMounted(() => {
    stop = onNotification(client, listener, filters)
  })
  onScopeDispose(() => stop?.())
}
