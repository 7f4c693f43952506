import { Hono } from 'hono'
import { notificationToWire } from '../../wire/notifications/notification'
import { refuseWithoutCode } from '../../wire/refusal'
import { audienceOf, notificationsFor, type Selection } from '../../world/notifications/audience'
import { type Marks, mark, marksOf, type Notification } from '../../world/notifications/notifications'
import { type AppContext, type AppEnv, answer, assumeSignin } from '../serving/context'
import { readFilter, readPage, readSelection } from './selection'
import type { NotificationServer } from './server'
import { openStream } from './stream'

const everything: Selection = { scope: 'all', channels: [], organizationIds: [], workspaceIds: [] }

/** The notifications of the active user and of the places they are a member of. */
export function notificationRoutes(server: NotificationServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .get('/', (c) => {
      const { readerId, rows } = selected(c, server)
      const { limit, cursor } = readPage(c)
      const rest = cursor === undefined ? rows : rows.filter(({ id }) => BigInt(id) < cursor)
      const notifications = rest.slice(0, limit).map((row) => notificationToWire(data, row, readerId))
      return answer(c, server, { notifications, has_more: rest.length > limit })
    })
    .get('/scope-unread', (c) => {
      const { readerId, rows } = selected(c, server)
      const unread = rows.map((row) => marksOf(row, readerId)).filter(({ readAtMs }) => readAtMs === null)
      // What was put away does not ask for attention, unless the archive is asked for.
      const counted = c.req.query('is_archived') ? unread : unread.filter(({ archivedAtMs }) => archivedAtMs === null)
      return answer(c, server, { count: counted.length })
    })
    .get('/stream', (c) => openStream(c, server))
    .post('/mark-all-read', (c) => answer(c, server, markAll(c, server, 'readAtMs')))
    .post('/archive-all-read', (c) => answer(c, server, markAll(c, server, 'archivedAtMs')))
    .post('/:id/read', (c) => {
      const { set } = requireOne(c, server)
      set({ readAtMs: data.clock.now() })
      return answer(c, server, { success: true, message: 'Notification read' })
    })
    .post('/:id/unread', (c) => {
      const { set } = requireOne(c, server)
      set({ readAtMs: null })
      return answer(c, server, { success: true, message: 'Notification unread' })
    })
    .post('/:id/archive', (c) => {
      const { marks, set } = requireOne(c, server)
      const isArchived = marks.archivedAtMs === null
      set({ archivedAtMs: isArchived ? data.clock.now() : null })
      return answer(c, server, { success: true, message: 'Notification archive changed', is_archived: isArchived })
    })
    .post('/:id/star', (c) => {
      const { marks, set } = requireOne(c, server)
      const isStarred = !marks.starred
      set({ starred: isStarred })
      return answer(c, server, { success: true, message: 'Notification star changed', is_starred: isStarred })
    })
}

/** Marks what the filters select, all pages of it: as read, or as archived what was read. */
function markAll(c: AppContext, server: NotificationServer, name: 'readAtMs' | 'archivedAtMs'): { affected: number } {
  const { readerId, rows } = selected(c, server)
  const affected = rows.filter((row) => {
    const marks = marksOf(row, readerId)
    return marks[name] === null && (name === 'readAtMs' || marks.readAtMs !== null)
  })
  for (const row of affected) mark(row, readerId, { [name]: server.data.clock.now() })
  return { affected: affected.length }
}

function selected(c: AppContext, { data }: NotificationServer): { readerId: string; rows: Notification[] } {
  const signin = assumeSignin(c, { data })
  const isWanted = readFilter(c)
  const rows = notificationsFor(data, audienceOf(data, signin, readSelection(c)))
  return { readerId: signin.userId, rows: rows.filter((row) => isWanted(row, signin.userId)) }
}

function requireOne(c: AppContext, { data }: NotificationServer) {
  const signin = assumeSignin(c, { data })
  const row = notificationsFor(data, audienceOf(data, signin, everything)).find(({ id }) => id === c.req.param('id'))
  if (!row) throw refuseWithoutCode(404, 'Notification not found')
  const set = (change: Partial<Marks>) => mark(row, signin.userId, change)
  return { marks: marksOf(row, signin.userId), set }
}
