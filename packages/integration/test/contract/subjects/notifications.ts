import { createNotifications, createUnreadCount } from '@wachter/core/notifications'
import { type Contract, nth, type Scene } from '../contract.js'

const common = { from: '@wachter/core/notifications', people: ['ada'] } as const

const inbox = async ({ client, at, world }: Scene) => {
  world.sendNotification({ user: 'ada', title: 'Hello' })
  const flow = createNotifications(client)
  const step = await at(flow, 'manage', ({ notifications }) => notifications?.length)
  return { flow, step, id: nth(step.notifications).id }
}

const marking = (verb: 'read' | 'archive' | 'star'): Contract => ({
  ...common,
  endpoint: `POST /notifications/{id}/${verb}`,
  by: `createNotifications → ${verb}`,
  async play(scene) {
    const { step, id } = await inbox(scene)
    return step[verb](id)
  },
})

export const notifications: readonly Contract[] = [
  {
    ...common,
    endpoint: 'GET /notifications',
    by: 'createNotifications',
    play: async (scene) => (await inbox(scene)).step,
  },
  {
    ...common,
    endpoint: 'GET /notifications/scope-unread',
    by: 'createUnreadCount',
    play: ({ client, at }) => at(createUnreadCount(client), 'manage', ({ count }) => count !== undefined),
  },
  {
    ...common,
    endpoint: 'GET /notifications/stream',
    by: 'createNotifications',
    // The answer in the log; the socket then gets a 101.
    status: 204,
    play: ({ client, at }) => at(createNotifications(client), 'manage', ({ isLive }) => isLive),
  },
  marking('read'),
  {
    ...common,
    endpoint: 'POST /notifications/{id}/unread',
    by: 'createNotifications → unread',
    async play(scene) {
      const { step, id } = await inbox(scene)
      await step.read(id)
      return step.unread(id)
    },
  },
  marking('archive'),
  marking('star'),
  {
    ...common,
    endpoint: 'POST /notifications/mark-all-read',
    by: 'createNotifications → readAll',
    play: async (scene) => (await inbox(scene)).step.readAll(),
  },
  {
    ...common,
    endpoint: 'POST /notifications/archive-all-read',
    by: 'createNotifications → archiveAll',
    async play(scene) {
      const { step, id } = await inbox(scene)
      await step.read(id)
      return step.archiveAll()
    },
  },
]
