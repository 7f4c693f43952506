import {
  createNotifications,
  createUnreadCount,
  type Notification,
  type NotificationFilters,
  type NotificationsFlow,
  onNotification,
  type UnreadCountFlow,
} from '@wachter/core/notifications'
import { onMount } from 'svelte'
import { useClient } from '../context.js'
import { hookOf } from '../flows/hook-of.js'
import type { UseFlow } from '../flows/use-flow.js'

/** The notifications of the active account, and the functions to mark them. */
export type UseNotifications = UseFlow<NotificationsFlow>

/**
 * The notifications of the active account, newest first, with those that arrive meanwhile. The filters given first count
 * until `filter` is called with others.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useNotifications } from '@wachter/svelte/notifications'
 *
 * const inbox = useNotifications({ isArchived: false })
 * const step = $derived(inbox.step)
 * </script>
 *
 * {#if step.kind === 'manage'}
 *   {#each step.notifications ?? [] as { id, title } (id)}<button onclick={() => step.read(id)}>{title}</button>{/each}
 * {/if}
 * ```
 */
export const useNotifications = /* @__PURE__ */ hookOf(createNotifications)

/** How many notifications are unread. */
export type UseUnreadCount = UseFlow<UnreadCountFlow>

/**
 * How many notifications are unread. All components with the same filters share one request. The first filters count:
 * put the component in a `{#key}` block for others.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useUnreadCount } from '@wachter/svelte/notifications'
 *
 * const unread = useUnreadCount()
 * const step = $derived(unread.step)
 * </script>
 *
 * <button>Inbox {step.kind === 'manage' ? step.count : ''}</button>
 * ```
 */
export const useUnreadCount = /* @__PURE__ */ hookOf(createUnreadCount)

/**
 * Calls the listener with each notification that arrives while the component is mounted and the page is visible, for toasts.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useOnNotification } from '@wachter/svelte/notifications'
 *
 * useOnNotification(({ title }) => console.log(title), { severity: 'error' })
 * </script>
 * ```
 */
export function useOnNotification(listener: (notification: Notification) => void, filters?: NotificationFilters): void {
  const client = useClient()
  onMount(() => onNotification(client, listener, filters))
}
