import { expect, test } from 'vitest'
import { createVisitor, setUp, type Visitor } from '../../visitor'

async function setUpAda(options?: Parameters<typeof setUp>[0]) {
  const room = setUp(options)
  await room.visitor.signIn('ada@example.com')
  return room
}

interface Shown {
  id: string
  title: string
}

const list = async (visitor: Visitor, query = '') => (await visitor.get(`/notifications?${query}`)).body.data
const titles = async (visitor: Visitor, query = ''): Promise<string[]> =>
  (await list(visitor, query)).notifications.map(({ title }: Shown) => title)
const unread = async (visitor: Visitor, query = ''): Promise<number> =>
  (await visitor.get(`/notifications/scope-unread?${query}`)).body.data.count

test.each([
  ['GET', '/notifications'],
  ['GET', '/notifications/scope-unread'],
  ['POST', '/notifications/1/read'],
  ['POST', '/notifications/1/unread'],
  ['POST', '/notifications/1/archive'],
  ['POST', '/notifications/1/star'],
  ['POST', '/notifications/mark-all-read'],
  ['POST', '/notifications/archive-all-read'],
])('%s %s fails when no account is active', async (method, path) => {
  const { visitor } = setUp()
  const { body } = await (method === 'GET' ? visitor.get(path) : visitor.post(path))
  expect(body).toMatchObject({ status: 500, data: null, errors: [{ code: 'INTERNAL' }] })
})

test('a notification has what was sent, and nothing that was not', async () => {
  const { visitor, world } = await setUpAda()
  const { id } = world.sendNotification({ user: 'ada', title: 'Hello' })
  expect(await list(visitor)).toEqual({
    notifications: [
      {
        id,
        user_id: world.user('ada').id,
        deployment_id: world.deployment().id,
        title: 'Hello',
        body: '',
        severity: 'info',
        ctas: [],
        created_at: '2026-01-15T12:00:00Z',
        is_read: false,
        is_archived: false,
        is_starred: false,
      },
    ],
    has_more: false,
  })
  world.sendNotification({
    workspace: 'Engineering',
    title: 'Deployed',
    body: 'Version 7',
    severity: 'success',
    ctas: [{ label: 'Open', payload: { to: '/7' } }],
    metadata: { version: 7 },
    lifetimeMs: 60_000,
  })
  const [shown] = (await list(visitor)).notifications
  expect(shown).toMatchObject({
    user_id: '0',
    workspace_id: world.workspace('Engineering').id,
    body: 'Version 7',
    severity: 'success',
    ctas: [{ label: 'Open', payload: { to: '/7' } }],
    metadata: { version: 7 },
    expires_at: '2026-01-15T12:01:00Z',
  })
  for (const absent of ['organization_id', 'read_at', 'archived_at']) expect(shown).not.toHaveProperty(absent)
})

test('one sees one’s own and those of one’s places, newest first, and no others', async () => {
  const { visitor, other, world } = await setUpAda()
  await other.signIn('linus@example.com')
  world.sendNotification({ user: 'ada', title: 'Ada' })
  world.sendNotification({ user: 'linus', title: 'Linus' })
  world.sendNotification({ organization: 'Acme', title: 'Acme' })
  world.sendNotification({ workspace: 'Marketing', title: 'Marketing' })
  expect(await titles(visitor)).toEqual(['Marketing', 'Acme', 'Ada'])
  expect(await titles(other)).toEqual(['Acme', 'Linus'])
  world.removeMembership(world.organizationMembership('linus', 'Acme').id)
  expect(await titles(other)).toEqual(['Linus'])
})

test('a notification vanishes when it expires', async () => {
  const { visitor, world } = await setUpAda()
  const { id } = world.sendNotification({ user: 'ada', title: 'Soon', lifetimeMs: 1_000 })
  world.clock.advance(999)
  expect(await titles(visitor)).toEqual(['Soon'])
  world.clock.advance(1)
  expect(await titles(visitor)).toEqual([])
  expect(await unread(visitor)).toBe(0)
  expect((await visitor.post(`/notifications/${id}/read`)).status).toBe(404)
})

test('pages follow one another from the last id', async () => {
  const { visitor, world } = await setUpAda()
  for (let turn = 1; turn <= 5; turn++) world.sendNotification({ user: 'ada', title: String(turn) })
  const first = await list(visitor, 'limit=2')
  expect(first).toMatchObject({ notifications: [{ title: '5' }, { title: '4' }], has_more: true })
  world.sendNotification({ user: 'ada', title: 'meanwhile' })
  const second = await list(visitor, `limit=2&cursor=${first.notifications[1].id}`)
  expect(second).toMatchObject({ notifications: [{ title: '3' }, { title: '2' }], has_more: true })
  const third = await list(visitor, `limit=2&cursor=${second.notifications[1].id}`)
  expect(third).toMatchObject({ notifications: [{ title: '1' }], has_more: false })
})

test('a page has twenty by default and a hundred at most', async () => {
  const { visitor, world } = await setUpAda()
  for (let turn = 1; turn <= 101; turn++) world.sendNotification({ user: 'ada', title: String(turn) })
  expect(await titles(visitor)).toHaveLength(20)
  expect(await titles(visitor, 'limit=1000')).toHaveLength(100)
})

test('what one member does with a notification is theirs alone', async () => {
  const { visitor, other, world } = await setUpAda()
  await other.signIn('linus@example.com')
  const { id } = world.sendNotification({ organization: 'Acme', title: 'Acme' })
  for (const act of ['read', 'archive', 'star']) await visitor.post(`/notifications/${id}/${act}`)
  const marks = { is_read: true, is_archived: true, is_starred: true }
  expect((await list(visitor)).notifications).toMatchObject([marks])
  const none = { is_read: false, is_archived: false, is_starred: false }
  expect((await list(other)).notifications).toMatchObject([none])
})

test('to read and to unread are repeatable', async () => {
  const { visitor, world } = await setUpAda()
  const { id } = world.sendNotification({ user: 'ada', title: 'Hello' })
  for (const act of ['read', 'read']) {
    const { status, body } = await visitor.post(`/notifications/${id}/${act}`)
    expect({ status, data: body.data }).toEqual({ status: 200, data: { success: true, message: expect.any(String) } })
  }
  expect((await list(visitor)).notifications).toMatchObject([{ is_read: true, read_at: '2026-01-15T12:00:00Z' }])
  for (const act of ['unread', 'unread']) expect((await visitor.post(`/notifications/${id}/${act}`)).status).toBe(200)
  expect((await list(visitor)).notifications).toMatchObject([{ is_read: false }])
})

test.each([
  ['archive', 'is_archived'],
  ['star', 'is_starred'],
])('to %s goes on and off', async (act, flag) => {
  const { visitor, world } = await setUpAda()
  const { id } = world.sendNotification({ user: 'ada', title: 'Hello' })
  for (const is of [true, false]) {
    const { data } = (await visitor.post(`/notifications/${id}/${act}`)).body
    expect(data).toEqual({ success: true, message: expect.any(String), [flag]: is })
    expect((await list(visitor)).notifications).toMatchObject([{ [flag]: is, is_read: false }])
  }
})

test.each(['read', 'unread', 'archive', 'star'])('one cannot %s what is another’s, or nobody’s', async (act) => {
  const { visitor, world } = await setUpAda()
  const { id } = world.sendNotification({ user: 'linus', title: 'Linus' })
  for (const wrong of [id, '1', 'x']) {
    expect((await visitor.post(`/notifications/${wrong}/${act}`)).body).toMatchObject({ status: 404, errors: null })
  }
  expect(world.state().notifications).toMatchObject([{ marks: {} }])
})

test('what is unread is counted, without the archive unless it is asked for', async () => {
  const { visitor, world } = await setUpAda()
  const [read, archived] = ['read', 'archived', 'new'].map((title) => world.sendNotification({ user: 'ada', title }))
  await visitor.post(`/notifications/${read?.id}/read`)
  await visitor.post(`/notifications/${archived?.id}/archive`)
  expect(await unread(visitor)).toBe(1)
  expect(await unread(visitor, 'is_archived=true')).toBe(1)
  expect(await unread(visitor, 'limit=1&cursor=1')).toBe(1)
  expect(await unread(visitor, 'channels=organization')).toBe(0)
})

test('all that the filters select is marked as read, and archived once it is read', async () => {
  const { visitor, world } = await setUpAda()
  world.sendNotification({ user: 'ada', title: 'Ada' })
  world.sendNotification({ organization: 'Acme', title: 'Acme' })
  world.sendNotification({ organization: 'Globex', title: 'Globex' })
  const all = async (act: string, query = '') => (await visitor.post(`/notifications/${act}?${query}`)).body.data
  expect(await all('archive-all-read')).toEqual({ affected: 0 })
  expect(await all('mark-all-read', 'channels=organization&limit=1')).toEqual({ affected: 2 })
  expect(await all('mark-all-read')).toEqual({ affected: 1 })
  expect(await all('mark-all-read')).toEqual({ affected: 0 })
  const acme = world.organization('Acme').id
  expect(await all('archive-all-read', `scope=organization&organization_ids=${acme}`)).toEqual({ affected: 1 })
  expect(await titles(visitor, 'is_archived=true')).toEqual(['Acme'])
  expect(await all('archive-all-read')).toEqual({ affected: 2 })
})

test('the notifications of a deleted account are gone', async () => {
  const { visitor, world } = await setUpAda()
  world.sendNotification({ user: 'ada', title: 'Ada' })
  await visitor.post('/me/account/delete')
  expect(world.state().notifications).toEqual([])
})

test('the notifications of a deleted organization are gone, with those of its workspaces', async () => {
  const { visitor, world } = await setUpAda()
  for (const organization of ['Acme', 'Globex']) world.sendNotification({ organization, title: organization })
  world.sendNotification({ workspace: 'Engineering', title: 'Engineering' })
  expect((await visitor.post(`/organizations/${world.organization('Acme').id}/delete`)).status).toBe(200)
  expect(world.state().notifications).toMatchObject([{ title: 'Globex' }])
})

test('the limits of each path hold', async () => {
  const { visitor } = await setUpAda({ rateLimits: true })
  const statuses: number[] = []
  for (let turn = 0; turn < 21; turn++) statuses.push((await visitor.get('/notifications/scope-unread')).status)
  expect(new Set(statuses.slice(0, 20))).toEqual(new Set([200]))
  expect(statuses[20]).toBe(429)
  expect((await visitor.get('/notifications')).status).toBe(200)
})

test('a server in nasty mode shows each way to say none', async () => {
  const { visitor, world, emulator } = await setUpAda({ nasty: true })
  world.sendNotification({ organization: 'Acme', title: 'Acme' })
  const [shown] = (await list(visitor)).notifications
  expect(shown).toMatchObject({ ctas: null, severity: 'whisper', user_id: '0', workspace_id: null, metadata: null })
  expect(shown.organization_id).toBe(world.organization('Acme').id)
  const plain = createVisitor(emulator)
  world.switches.nasty = false
  await plain.signIn('ada@example.com')
  expect((await list(plain)).notifications).toMatchObject([{ ctas: [], severity: 'info' }])
})
