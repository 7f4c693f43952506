import { describe, expect, test } from 'vitest'
import type { NotificationsStep } from '../../../src/notifications/index.js'
import { anything, minuteMs, pass } from '../../set-up.js'
import { setUpNotifications } from '../stage.js'

const list = 'GET /notifications'

describe('the list', () => {
  test('is loaded when somebody listens, newest first', async () => {
    const { show, send, asked } = await setUpNotifications()
    send('First', { user: 'ada' }, { body: 'Hello', severity: 'odd', ctas: [{ label: 'Open', payload: { id: 1 } }] })
    send('Second')
    const shown = show()
    expect(shown.titles()).toBeUndefined()
    await pass()
    expect(shown.titles()).toEqual(['Second', 'First'])
    expect(shown.manage()).toMatchObject({ hasMore: false, isLive: true, loadError: undefined, streamError: undefined })
    expect(shown.manage().notifications?.[1]).toMatchObject({
      title: 'First',
      body: 'Hello',
      severity: 'odd',
      ctas: [{ label: 'Open', payload: { id: 1 } }],
      isRead: false,
      createdAtMs: Date.now(),
    })
    expect(new Set(asked())).toEqual(new Set([list]))
  })

  test('asks nothing where nobody listens, nobody is signed in, or the page is hidden', async () => {
    const { show, asked, client, page, sockets } = await setUpNotifications()
    show().stop()
    await pass(minuteMs)
    expect(asked()).toEqual([])
    page.hide()
    await pass(minuteMs)
    const hidden = show()
    await pass(minuteMs)
    expect(asked()).toEqual([])
    expect(sockets.all).toEqual([])
    page.show()
    await pass()
    expect(hidden.titles()).toEqual([])
    await client.signOut()
    page.hide()
    page.show()
    await pass(10 * minuteMs)
    expect(sockets.open()).toEqual([])
    expect(asked().every((line) => line === list)).toBe(true)
    expect(hidden.$state.get().step.kind).toBe('signed-out')
  })

  test('carries the filters, and lists are repeated', async () => {
    const { show, send, organization } = await setUpNotifications()
    send('To Acme', { organization: 'Acme' }, { severity: 'warning' })
    send('To Globex', { organization: 'Globex' }, { severity: 'warning' })
    send('To ada')
    const shown = show({
      scope: 'all',
      channels: ['organization', 'workspace'],
      organizationIds: [organization('Acme'), organization('Globex')],
      isRead: false,
      isArchived: false,
      isStarred: false,
      severity: 'warning',
    })
    await pass()
    expect(shown.titles()).toEqual(['To Globex', 'To Acme'])
  })

  test('is tolerant of rows without a user, with null actions, and drops unreadable ones', async () => {
    const { show, world } = await setUpNotifications()
    const rows = [
      { id: 12, title: 'A number', ctas: null, severity: null, created_at: '0001-01-01T00:00:00Z' },
      { title: 'No id' },
      { id: '10', title: null, body: 4, ctas: [null, { label: 'Go' }], is_read: null, user_id: '0' },
    ]
    const data = { notifications: rows, has_more: null }
    world.faults.add({ path: '/notifications', status: 200, body: JSON.stringify({ status: 200, data, errors: null }) })
    const shown = show()
    await pass()
    expect(shown.manage().notifications).toMatchObject([
      { id: '12', title: 'A number', ctas: [], severity: '', createdAtMs: undefined },
      { id: '10', title: '', body: '', ctas: [{ label: 'Go', payload: undefined }], isRead: false, userId: undefined },
    ])
  })

  test('shows why it could not be loaded, and loads again on demand', async () => {
    const { show, send, world } = await setUpNotifications()
    send('One')
    const fault = world.faults.add({ path: '/notifications', status: 500 })
    const shown = show()
    await pass()
    expect(shown.manage()).toMatchObject({ notifications: undefined, loadError: { code: 'server-error' } })
    fault.remove()
    await pass(minuteMs)
    await shown.manage().reload()
    expect(shown.manage()).toMatchObject({ notifications: [{ title: 'One' }], loadError: undefined })
  })
})

describe('paging', () => {
  test('adds older pages until there are no more', async () => {
    const { show, sendMany, forget, asked } = await setUpNotifications()
    sendMany(5)
    const shown = show({ limit: 2 })
    await pass()
    expect(shown.titles()).toEqual(['5', '4'])
    await shown.manage().more()
    expect(shown.titles()).toEqual(['5', '4', '3', '2'])
    expect(shown.manage().hasMore).toBe(true)
    await shown.manage().more()
    expect(shown.titles()).toEqual(['5', '4', '3', '2', '1'])
    expect(shown.manage().hasMore).toBe(false)
    forget()
    await shown.manage().more()
    expect(asked()).toEqual([])
  })

  test('shows nothing twice, and misses nothing, when some arrive meanwhile', async () => {
    const { show, send, sendMany, world } = await setUpNotifications()
    sendMany(5)
    const shown = show({ limit: 2 })
    await pass()
    const fault = world.faults.add({ path: '/notifications', hold: true, once: true })
    const paging = shown.manage().more()
    await pass()
    send('6')
    await pass()
    expect(shown.titles()).toEqual(['6', '5', '4'])
    fault.remove()
    await paging
    expect(shown.titles()).toEqual(['6', '5', '4', '3', '2'])
    await shown.manage().reload()
    expect(shown.titles()).toEqual(['6', '5', '4', '3', '2'])
    await shown.manage().more()
    expect(shown.titles()).toEqual(['6', '5', '4', '3', '2', '1'])
  })

  test('has no hole when the older pages were dropped while the next one was on its way', async () => {
    const { show, sendMany, world, open } = await setUpNotifications()
    sendMany(6)
    const there = show({}, (await open()).client)
    const shown = show({ limit: 2 })
    await pass()
    await shown.manage().more()
    const fault = world.faults.add({ path: '/notifications', hold: true, once: true })
    const paging = shown.manage().more()
    await pass()
    await there.manage().readAll()
    await pass()
    fault.remove()
    await paging
    expect(shown.titles()).toEqual(['6', '5', '4', '3'])
    expect(shown.manage().notifications?.every(({ isRead }) => isRead)).toBe(true)
    await shown.manage().more()
    expect(shown.titles()).toEqual(['6', '5', '4', '3', '2', '1'])
  })

  test('believes the list about what has arrived', async () => {
    const { show, send, client } = await setUpNotifications()
    const shown = show({ isArchived: false })
    await pass()
    const id = send('Archived elsewhere')
    await pass()
    expect(shown.titles()).toEqual(['Archived elsewhere'])
    await client.request({ method: 'post', path: `notifications/${id}/archive`, schema: anything })
    await shown.manage().reload()
    expect(shown.titles()).toEqual([])
  })

  test('drops the older pages when there may be a gap above them', async () => {
    const { show, sendMany, page } = await setUpNotifications()
    sendMany(4)
    const shown = show({ limit: 2 })
    await pass()
    await shown.manage().more()
    page.hide()
    await pass(minuteMs)
    sendMany(3)
    page.show()
    await pass()
    expect(shown.titles()).toEqual(['3', '2'])
    await shown.manage().more()
    expect(shown.titles()).toEqual(['3', '2', '1', '4'])
  })
})

test('a list that was left listens to nothing, whatever it knows', async () => {
  const { show, send, client } = await setUpNotifications()
  const id = send('One')
  const before = client.$state.lc
  const shown = show()
  await pass()
  await shown.manage().read(id)
  send('Two')
  await pass()
  shown.stop()
  await pass(1_000)
  expect(client.$state.lc).toBe(before)
})

describe('the context', () => {
  test('what it shows is gone in the instant another account or place is active, there and back', async () => {
    const { show, send, client, idOf, organization } = await setUpNotifications(['linus', 'ada'])
    send('For ada')
    send('For linus', { user: 'linus' })
    const acme = organization('Acme')
    send('For Acme', { organization: 'Acme' })
    const shown = show()
    await pass()
    expect(shown.titles()).toEqual(['For ada'])
    const seen: unknown[] = []
    client.$contextKey.listen(() => seen.push(shown.titles()))
    await client.switchOrganization(acme)
    await pass()
    expect(shown.titles()).toEqual(['For Acme', 'For ada'])
    send('Arrived', { organization: 'Acme' })
    await pass()
    expect(shown.titles()).toEqual(['Arrived', 'For Acme', 'For ada'])
    await client.switchOrganization()
    await pass()
    expect(shown.titles()).toEqual(['For ada'])
    await client.switchSignIn(idOf('linus'))
    await pass()
    expect(shown.titles()).toEqual(['For linus'])
    await client.switchSignIn(idOf('ada'))
    await pass()
    expect(shown.titles()).toEqual(['For ada'])
    expect(seen).toEqual([undefined, undefined, undefined, undefined])
  })

  test('older pages do not outlive their organization', async () => {
    const { show, send, client, organization } = await setUpNotifications()
    send('Old, for Acme', { organization: 'Acme' })
    for (const title of ['1', '2', '3']) send(title)
    for (const title of ['New, for Acme', 'Newer, for Acme']) send(title, { organization: 'Acme' })
    await client.switchOrganization(organization('Acme'))
    const shown = show({ limit: 2 })
    await pass()
    await shown.manage().more()
    await shown.manage().more()
    expect(shown.titles()).toEqual(['Newer, for Acme', 'New, for Acme', '3', '2', '1', 'Old, for Acme'])
    await client.switchOrganization()
    await pass()
    expect(shown.titles()).toEqual(['3', '2'])
    await shown.manage().more()
    expect(shown.titles()).toEqual(['3', '2', '1'])
  })

  test('an answer for another account is not shown, and the session is fetched', async () => {
    const { show, send, tab, client, idOf } = await setUpNotifications(['linus', 'ada'])
    send('For linus', { user: 'linus' })
    send('For ada')
    const shown = show()
    await pass()
    // A tab that tells no other tab.
    const mute = tab({ openChannel: () => undefined })
    await mute.client.refetch()
    await mute.client.switchSignIn(idOf('linus'))
    expect(shown.titles()).toEqual(['For ada'])
    const seen: (readonly [string | null | undefined, unknown])[] = []
    shown.$state.listen(({ step }) => seen.push([client.$user.get()?.username, titlesOf(step)]))
    await shown.manage().reload()
    await pass()
    expect(seen.filter(([who, titles]) => who === 'linus' && String(titles).includes('ada'))).toEqual([])
    expect(seen.filter(([who, titles]) => who === 'ada' && String(titles).includes('linus'))).toEqual([])
    expect(client.$user.get()?.username).toBe('linus')
    expect(shown.titles()).toEqual(['For linus'])
  })

  test('what the server lists for another organization is left out', async () => {
    const { show, send, tab, client, organization } = await setUpNotifications()
    await client.switchOrganization(organization('Acme'))
    send('For Acme', { organization: 'Acme' })
    send('For Globex', { organization: 'Globex' })
    const shown = show()
    await pass()
    const mute = tab({ openChannel: () => undefined })
    await mute.client.refetch()
    await mute.client.switchOrganization(organization('Globex'))
    await shown.manage().reload()
    expect(shown.titles()).toEqual([])
    await client.refetch()
    await pass()
    expect(shown.titles()).toEqual(['For Globex'])
  })
})

const titlesOf = (step: NotificationsStep) =>
  step.kind === 'manage' ? step.notifications?.map(({ title }) => title) : undefined

describe('other filters', () => {
  const setUp = async () => {
    const stage = await setUpNotifications()
    const { send, show } = stage
    send('Plain')
    send('Grave', { user: 'ada' }, { severity: 'error' })
    const shown = show({ severity: 'info' })
    await pass()
    expect(shown.titles()).toEqual(['Plain'])
    await pass(minuteMs)
    stage.forget()
    return { ...stage, shown }
  }

  test('show their own, and what does not belong to them is gone in the same instant', async () => {
    const { shown, send, asked, sockets } = await setUp()
    shown.filter({ severity: 'error' })
    expect(shown.titles()).toBeUndefined()
    await pass()
    expect(shown.titles()).toEqual(['Grave'])
    send('Graver', { user: 'ada' }, { severity: 'error' })
    send('Plainer')
    expect(shown.titles()).toEqual(['Graver', 'Grave'])
    expect(asked()).toHaveLength(1)
    expect(sockets.all).toHaveLength(1)
  })

  test('that are equal change nothing', async () => {
    const { shown, asked } = await setUp()
    shown.filter({ severity: 'info' })
    await pass()
    expect(shown.titles()).toEqual(['Plain'])
    expect(asked()).toEqual([])
  })

  test('listen to their own stream, and to no other', async () => {
    const { shown, sockets } = await setUp()
    const channels = () => sockets.open().map(({ url }) => new URL(url).searchParams.get('channels'))
    shown.filter({ scope: 'organization' })
    await pass()
    expect(channels()).toEqual(['organization'])
  })

  test('win over what was on its way for those before: a first page, and an older one', async () => {
    const { shown, world, sendMany, show } = await setUp()
    sendMany(5)
    const pages = show({ limit: 2, severity: 'info' })
    await pass()
    const hold = () => world.faults.add({ path: '/notifications', hold: true, once: true })
    const holdsMore = hold()
    const more = pages.manage().more()
    await holdsMore.held()
    const holdsFirst = hold()
    shown.filter({ severity: 'warning' })
    await holdsFirst.held()
    pages.filter({})
    shown.filter({ severity: 'error' })
    await pass()
    holdsMore.release()
    holdsFirst.release()
    await more
    await pass()
    expect([shown.titles(), pages.titles()]).toEqual([['Grave'], ['5', '4']])
  })

  test('there and back show what is so by then', async () => {
    const { shown, send } = await setUp()
    shown.filter({ severity: 'error' })
    await pass()
    send('Unheard')
    shown.filter({ severity: 'info' })
    await pass()
    expect(shown.titles()).toEqual(['Unheard', 'Plain'])
  })
})
