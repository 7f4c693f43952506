import { expect, test } from 'vitest'
import { askControl } from '../../ask-control'
import { connectInProcess } from '../../stream'
import { setUp } from '../../visitor'

function setUpControl() {
  const room = setUp()
  const control = (method: string, path: string, json?: unknown) => askControl(room.emulator, method, path, json)
  return { ...room, control }
}

test('a notification is sent to a user, an organization or a workspace', async () => {
  const { control, visitor } = setUpControl()
  await visitor.signIn('ada@example.com')
  const sent = [
    { user: 'ada', title: 'Ada', body: 'Hello', ctas: [{ label: 'Open', payload: '/7' }], metadata: { a: 1 } },
    { organization: 'Acme', title: 'Acme', severity: 'warning', lifetimeMs: 1_000 },
    { workspace: 'Engineering', title: 'Engineering' },
  ]
  const ids: string[] = []
  for (const json of sent) ids.unshift((await control('POST', '/notifications', json)).body.id)
  const { notifications } = (await visitor.get('/notifications')).body.data
  expect(notifications.map(({ id }: { id: string }) => id)).toEqual(ids)
  expect(notifications[2]).toMatchObject({
    body: 'Hello',
    ctas: [{ label: 'Open', payload: '/7' }],
    metadata: { a: 1 },
  })
})

test.each<[string, unknown, number]>([
  ['nobody', { title: 'x' }, 400],
  ['two at once', { user: 'ada', organization: 'Acme', title: 'x' }, 400],
  ['no title', { user: 'ada' }, 400],
  ['an action without a label', { user: 'ada', title: 'x', ctas: [{ payload: 'x' }] }, 400],
  ['an unknown user', { user: 'eve', title: 'x' }, 404],
  ['an unknown place', { organization: 'Nowhere', title: 'x' }, 404],
])('a notification with %s is refused', async (_, json, status) => {
  const { control, world } = setUpControl()
  expect((await control('POST', '/notifications', json)).status).toBe(status)
  expect(world.state().notifications).toEqual([])
})

test('the streams are counted and closed', async () => {
  const { control, emulator, visitor } = setUpControl()
  await visitor.signIn('ada@example.com')
  const first = await connectInProcess(emulator, visitor.devSession())
  expect((await control('GET', '/notification-streams')).body).toEqual({ open: 1 })
  expect((await control('POST', '/notification-streams/close', { code: 1_012 })).body).toEqual({ closed: 1 })
  expect(first.closed).toEqual([1_012])
  const second = await connectInProcess(emulator, visitor.devSession())
  expect((await control('POST', '/notification-streams/close', {})).body).toEqual({ closed: 1 })
  expect(second.closed).toEqual([undefined])
  expect((await control('POST', '/notification-streams/close', { code: 1_006 })).status).toBe(400)
})
