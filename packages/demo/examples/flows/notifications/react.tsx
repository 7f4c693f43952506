import { useNotifications, useOnNotification, useUnreadCount } from '@wachter/react/notifications'
import { useState } from 'react'

export function Notifications() {
  const { step, error } = useNotifications({ isArchived: false })
  const { step: counted } = useUnreadCount()
  const [toast, setToast] = useState('')
  useOnNotification(({ title }) => setToast(`New: ${title}`))
  if (step.kind === 'loading') return 'One moment …'
  if (step.kind === 'signed-out') return 'Sign in to see your notifications.'
  return (
    <>
      <p>{(counted.kind === 'manage' && counted.count) || 'Nothing'} unread</p>
      {step.notifications?.map(({ id, title, isRead }) => (
        <input
          key={id}
          type="button"
          value={`${isRead ? 'Archive' : 'Read'} ${title}`}
          onClick={() => (isRead ? step.archive(id) : step.read(id))}
        />
      ))}
      <input type="button" value="Read all" onClick={step.readAll} />
      {step.hasMore && <input type="button" value="Show more" onClick={step.more} />}
      <output>{toast}</output>
      {error && <p role="alert">{error.message}</p>}
    </>
  )
}
