import { describe, expect, test } from 'vitest'
import { anything, pass } from '../../set-up.js'
import { setUpNotifications } from '../stage.js'

const setUp = async (...given: Parameters<typeof setUpNotifications>) => {
  const stage = await setUpNotifications(...given)
  const id = stage.send('One')
  const shown = stage.show()
  await pass()
  stage.forget()
  const one = () => shown.manage().notifications?.find((notification) => notification.id === id)
  return { ...stage, id, shown, one }
}

const actions = [
  ['read', 'isRead', true],
  ['unread', 'isRead', false],
  ['archive', 'isArchived', true],
  ['unarchive', 'isArchived', false],
  ['star', 'isStarred', true],
  ['unstar', 'isStarred', false],
] as const
const opposite = {
  read: 'unread',
  unread: 'read',
  archive: 'unarchive',
  unarchive: 'archive',
  star: 'unstar',
  unstar: 'star',
} as const

describe.each(actions)('%s', (name, mark, wanted) => {
  const prepare = async () => {
    const stage = await setUp()
    if (!wanted) await stage.shown.manage()[opposite[name]](stage.id)
    stage.forget()
    return stage
  }

  test('is one request, and none when it is so already', async () => {
    const { shown, id, one, asked } = await prepare()
    const { error, pending } = await shown.manage()[name](id)
    expect([error, pending, one()?.[mark]]).toEqual([undefined, undefined, wanted])
    expect(asked()).toHaveLength(1)
    await shown.manage()[name](id)
    expect(asked()).toHaveLength(1)
    await shown.manage().reload()
    expect(one()?.[mark]).toBe(wanted)
  })

  test('whose answer is lost is looked up', async () => {
    const { shown, id, one, world, asked } = await prepare()
    world.faults.add({ path: `/notifications/${id}/*`, method: 'POST', dropResponse: true, once: true })
    expect((await shown.manage()[name](id)).error).toBeUndefined()
    expect(one()?.[mark]).toBe(wanted)
    expect(asked('POST')).toHaveLength(1)
  })

  test('that never reached the server fails as it did', async () => {
    const { shown, id, one, world } = await prepare()
    world.faults.add({ path: `/notifications/${id}/*`, method: 'POST', status: 503, once: true })
    expect((await shown.manage()[name](id)).error?.code).toBe('server-error')
    expect(one()?.[mark]).toBe(!wanted)
  })

  test('is unconfirmed when it cannot be looked up', async () => {
    const { shown, id, one, world } = await prepare()
    world.faults.add({ path: `/notifications/${id}/*`, method: 'POST', dropResponse: true, once: true })
    world.faults.add({ path: '/notifications', status: 500 })
    expect((await shown.manage()[name](id)).error?.code).toBe('unconfirmed')
    expect(one()?.[mark]).toBe(!wanted)
  })

  test('given twice at once is sent once', async () => {
    const { shown, id, asked } = await prepare()
    await Promise.all([shown.manage()[name](id), shown.manage()[name](id)])
    expect(asked('POST')).toHaveLength(1)
  })

  test('notification-not-found: it is not there', async () => {
    const { shown } = await prepare()
    expect((await shown.manage()[name]('4711')).error?.code).toBe('notification-not-found')
  })
})

test.each(['archive', 'star'] as const)(
  '%s is sent again when somebody else had toggled it meanwhile',
  async (name) => {
    const { shown, id, one, client, asked } = await setUp()
    await client.request({ method: 'post', path: `notifications/${id}/${name}`, schema: anything })
    await shown.manage()[name](id)
    expect(asked('POST')).toHaveLength(3)
    await shown.manage().reload()
    expect(one()).toMatchObject({ isArchived: name === 'archive', isStarred: name === 'star' })
  },
)

test('what no longer fits the filters is gone at once', async () => {
  const { show, send } = await setUp()
  const unread = show({ isRead: false })
  await pass()
  const second = send('Two')
  await pass()
  await unread.manage().read(second)
  expect(unread.titles()).toEqual(['One'])
})

test('a change is not sent once another context is active, also when the switch was under way', async () => {
  const { shown, id, client, asked, idOf, send } = await setUp(['linus', 'ada'])
  const switching = client.switchSignIn(idOf('linus'))
  const outcome = shown.manage().read(id)
  await switching
  expect((await outcome).error?.code).toBe('context-changed')
  expect(asked('POST')).toEqual([])
  send('Other', { user: 'linus' })
  await pass()
  const read = shown.manage().readAll
  const back = client.switchSignIn(idOf('ada'))
  const second = read()
  await back
  expect((await second).error?.code).toBe('context-changed')
  expect(asked('POST')).toEqual([])
})

test('what one account reads is not read for another that is active when the answer comes', async () => {
  const { show, send, world, client, idOf } = await setUpNotifications(['grace', 'ada'])
  const id = send('For both', { organization: 'Acme' })
  const shown = show({ scope: 'all' })
  await pass()
  const fault = world.faults.add({ path: `/notifications/${id}/read`, hold: true, once: true })
  const reading = shown.manage().read(id)
  await fault.held()
  await client.switchSignIn(idOf('grace'))
  await pass()
  expect(shown.titles()).toEqual(['For both'])
  fault.remove()
  expect((await reading).error?.code).toBe('context-changed')
  expect(shown.manage().notifications).toMatchObject([{ title: 'For both', isRead: false }])
})

describe('all at once', () => {
  test('readAll and archiveAll change what the filters select, also what is not loaded', async () => {
    const { show, send, sendMany } = await setUp()
    sendMany(5)
    send('Important', { user: 'ada' }, { severity: 'error' })
    const some = show({ limit: 2, severity: 'info' })
    await pass()
    await some.manage().readAll()
    await pass()
    const everything = show()
    await pass()
    expect(everything.manage().notifications?.filter(({ isRead }) => !isRead)).toMatchObject([{ title: 'Important' }])
    await some.manage().archiveAll()
    await pass()
    await everything.manage().reload()
    expect(everything.manage().notifications?.filter(({ isArchived }) => !isArchived)).toMatchObject([
      { title: 'Important' },
    ])
  })

  test.each(['readAll', 'archiveAll'] as const)('%s whose answer is lost is looked up', async (name) => {
    const { shown, id, world } = await setUp()
    await shown.manage().read(id)
    if (name === 'readAll') await shown.manage().unread(id)
    world.faults.add({ path: '/notifications/*-all-read', method: 'POST', dropResponse: true, once: true })
    expect((await shown.manage()[name]()).error).toBeUndefined()
    world.faults.add({ path: '/notifications/*-all-read', method: 'POST', dropResponse: true, once: true })
    world.faults.add({ path: '/notifications', status: 500 })
    expect((await shown.manage()[name]()).error?.code).toBe('unconfirmed')
  })

  test('readAll that never reached the server fails as it did', async () => {
    const { shown, world } = await setUp()
    world.faults.add({ path: '/notifications/mark-all-read', status: 503, once: true })
    expect((await shown.manage().readAll()).error?.code).toBe('server-error')
  })

  test('older pages are loaded anew', async () => {
    const { show, sendMany } = await setUp()
    sendMany(4)
    const shown = show({ limit: 2 })
    await pass()
    await shown.manage().more()
    await shown.manage().readAll()
    await pass()
    expect(shown.titles()).toEqual(['4', '3'])
    await shown.manage().more()
    expect(shown.manage().notifications?.every(({ isRead }) => isRead)).toBe(true)
  })
})
