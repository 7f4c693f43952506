import { Hono } from 'hono'
import { milliseconds, text } from '../../reading/kinds'
import { newNotification } from '../../reading/seed'
import type { NotificationControls } from '../../world/controls/notifications'
import type { AppEnv } from '../serving/context'
import { readFields } from './body'

/** The part of the control API about notifications and their streams. */
export function notificationControls(world: NotificationControls): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/notifications', async (c) =>
      c.json({ id: world.sendNotification(await readFields(c, { title: text }, newNotification)).id }),
    )
    .get('/notification-streams', (c) => c.json({ open: world.notificationStreams() }))
    .post('/notification-streams/close', async (c) => {
      const { code } = await readFields(c, {}, { code: milliseconds })
      return c.json({ closed: world.closeNotificationStreams(code) })
    })
}
