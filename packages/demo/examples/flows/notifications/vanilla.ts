import type { Client } from '@wachter/core'
import { createNotifications, createUnreadCount, onNotification } from '@wachter/core/notifications'

export function showNotifications(client: Client, root: HTMLElement): () => void {
  const { $state } = createNotifications(client, { isArchived: false })
  const unread = createUnreadCount(client)
  const button = (value: string, onclick: () => unknown) =>
    Object.assign(document.createElement('input'), { type: 'button', value, onclick })
  const content = () => {
    const { step } = $state.get()
    const { step: counted } = unread.$state.get()
    if (step.kind === 'loading') return ['One moment …']
    if (step.kind === 'signed-out') return ['Sign in to see your notifications.']
    return [
      `${(counted.kind === 'manage' && counted.count) || 'Nothing'} unread`,
      ...(step.notifications ?? []).map(({ id, title, isRead }) =>
        button(`${isRead ? 'Archive' : 'Read'} ${title}`, () => (isRead ? step.archive(id) : step.read(id))),
      ),
      button('Read all', step.readAll),
      ...(step.hasMore ? [button('Show more', step.more)] : []),
    ]
  }
  const toast = document.createElement('output')
  const show = () => root.replaceChildren(...content(), toast, $state.get().error?.message ?? '')
  const stops = [
    $state.subscribe(show),
    unread.$state.subscribe(show),
    onNotification(client, ({ title }) => toast.replaceChildren(`New: ${title}`)),
  ]
  return () => stops.map((stop) => stop())
}
