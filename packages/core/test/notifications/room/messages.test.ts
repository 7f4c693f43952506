import { describe, expect, test } from 'vitest'
import type { NotificationsStep, UnreadCountStep } from '../../../src/notifications/index.js'
import { minuteMs, pass } from '../../set-up.js'
import { setUpNotifications } from '../stage.js'

/** The tab that is visible, and others. */
const setUp = async (others: number, people: Parameters<typeof setUpNotifications>[0] = ['ada']) => {
  const stage = await setUpNotifications(people)
  const tabs = [stage, ...(await Promise.all(Array.from({ length: others }, () => stage.open())))].map(
    ({ client, page }) => ({ client, page, list: stage.show({}, client), unread: stage.count({}, client) }),
  )
  await pass(10_000)
  stage.forget()
  return { ...stage, tabs }
}

describe('other tabs', () => {
  test('follow one read without asking for the list, and share one count', async () => {
    const { tabs, send, asked } = await setUp(1)
    const [here, there] = tabs
    const id = send('One')
    await pass(10_000)
    const before = asked().length
    await here?.list.manage().read(id)
    await pass(2_000)
    expect(tabs.map(({ unread }) => unread.now())).toEqual([0, 0])
    expect(there?.list.manage().notifications).toMatchObject([{ title: 'One', isRead: true }])
    expect(asked().slice(before)).toEqual([`POST /notifications/${id}/read`, 'GET /notifications/scope-unread'])
  })

  test('follow when they are hidden, too, at no cost', async () => {
    const { tabs, send, asked } = await setUp(1)
    const [here, there] = tabs
    const id = send('One')
    await pass(10_000)
    there?.page.hide()
    await pass(minuteMs)
    const before = asked().length
    await here?.list.manage().read(id)
    await pass(minuteMs)
    expect(there?.unread.now()).toBe(0)
    expect(there?.list.manage().notifications).toMatchObject([{ isRead: true }])
    expect(asked().slice(before)).toHaveLength(2)
  })

  test('ask themselves when nobody counts for them', async () => {
    const { tabs, send } = await setUp(1)
    const [here, there] = tabs
    const id = send('One')
    await pass(10_000)
    here?.unread.stop()
    await pass(10_000)
    await here?.list.manage().read(id)
    await pass(6_000)
    expect(there?.unread.now()).toBe(0)
  })

  test('follow what was read by a list that has left before the server answered', async () => {
    const { tabs, send, world } = await setUp(1)
    const [here, there] = tabs
    const id = send('One')
    await pass(10_000)
    const fault = world.faults.add({ path: `/notifications/${id}/read`, hold: true, once: true })
    const reading = here?.list.manage().read(id)
    here?.list.stop()
    here?.unread.stop()
    await pass(10_000)
    fault.remove()
    await reading
    await pass(10_000)
    expect(there?.list.manage().notifications).toMatchObject([{ isRead: true }])
    expect(there?.unread.now()).toBe(0)
  })

  test('do not take a count from before a change for a newer one', async () => {
    const { tabs, send, world, count } = await setUp(1)
    const [here, there] = tabs
    const id = send('One')
    await pass(10_000)
    there?.unread.stop()
    await pass(minuteMs)
    const hold = () => world.faults.add({ path: '/notifications/scope-unread', hold: true, once: true })
    const old = hold()
    const again = count({}, there?.client)
    await pass()
    const fresh = hold()
    await here?.list.manage().read(id)
    await pass()
    expect([old.holding(), fresh.holding()]).toEqual([1, 1])
    old.remove()
    await pass()
    fresh.remove()
    await pass(10_000)
    expect([here?.unread.now(), again.now()]).toEqual([0, 0])
  })

  test('load anew after everything was read', async () => {
    const { tabs, sendMany } = await setUp(1)
    sendMany(3)
    await pass(10_000)
    await tabs[0]?.list.manage().readAll()
    await pass(2_000)
    for (const { list, unread } of tabs) {
      expect(list.manage().notifications?.every(({ isRead }) => isRead)).toBe(true)
      expect(unread.now()).toBe(0)
    }
  })

  test('show nothing of an organization that one of them has left', async () => {
    const { tabs, send, organization } = await setUp(3)
    await tabs[0]?.client.switchOrganization(organization('Acme'))
    await pass()
    send('For Acme', { organization: 'Acme' })
    await pass(2_000)
    for (const { list } of tabs) expect(list.titles()).toEqual(['For Acme'])
    const seen: [string | undefined, NotificationsStep, UnreadCountStep][] = []
    for (const { client, list, unread } of tabs) {
      const note = () =>
        seen.push([client.$activeOrganization.get()?.name, list.$state.get().step, unread.$state.get().step])
      for (const $atom of [client.$state, list.$state, unread.$state]) $atom.listen(note)
    }
    await tabs[2]?.client.switchOrganization(organization('Globex'))
    send('For Acme, late', { organization: 'Acme' })
    await pass(10_000)
    const inGlobex = seen.filter(([name]) => name === 'Globex')
    expect(inGlobex.length).toBeGreaterThan(4)
    expect(JSON.stringify(inGlobex)).not.toContain('Acme')
    for (const { list, unread } of tabs) expect([list.titles(), unread.now()]).toEqual([[], 0])
  })

  test('are told no count that the server gave for an account that is about to be active', async () => {
    const { tabs, send, count, world, idOf } = await setUp(1, ['linus', 'ada'])
    const [here, there] = tabs
    for (const title of ['One', 'Two']) send(title, { user: 'linus' })
    await pass(10_000)
    const ada = there?.client.$contextKey.get()
    const seen: unknown[] = []
    there?.unread.$state.listen(({ step }) => {
      if (step.kind === 'manage' && there.client.$contextKey.get() === ada) seen.push(step.count)
    })
    const fault = world.faults.add({ path: '/session', hold: true })
    const switching = here?.client.switchSignIn(idOf('linus'))
    await fault.held()
    // Shown again, it counts anew.
    here?.unread.stop()
    await pass(1)
    count({}, here?.client)
    await pass(2_000)
    fault.remove()
    await switching
    await pass(10_000)
    expect(seen.filter((one) => one !== 0)).toEqual([])
    expect([there?.client.$contextKey.get() === ada, there?.unread.now()]).toEqual([false, 2])
  })

  test.each<{ readonly message: unknown }>([
    { message: null },
    { message: 'marked' },
    { message: { type: 'marked' } },
    { message: { version: 1, type: 'marked', id: 'ID' } },
    { message: { version: 1, context: 'KEY', type: 'marked', id: 4, marks: { isRead: true } } },
    {
      message: {
        version: 1,
        context: 'KEY',
        type: 'marked',
        id: 'ID',
        marks: { title: 'x', isRead: 'yes', constructor: true },
      },
    },
    { message: { version: 1, context: 'other', type: 'marked', id: 'ID', marks: { isRead: true } } },
    { message: { version: 2, context: 'KEY', type: 'marked', id: 'ID', marks: { isRead: true } } },
    { message: { version: 1, context: 'KEY', type: 'counted', key: 'x', count: 5 } },
    { message: { version: 1, context: 'KEY', type: 'counted', key: '{"scope":"current"}', count: '5' } },
  ])('say $message, which changes nothing', async ({ message }) => {
    const { tabs, send, channels } = await setUp(0)
    const id = send('One')
    await pass(10_000)
    const [here] = tabs
    const before = here?.list.titles()
    const text = JSON.stringify(message).replace('"KEY"', JSON.stringify(here?.client.$contextKey.get()))
    channels.say(JSON.parse(text.replace('ID', id)))
    await pass()
    expect(here?.list.titles()).toEqual(before)
    expect(here?.list.manage().notifications).toMatchObject([{ title: 'One', isRead: false }])
    expect(here?.unread.now()).toBe(1)
  })
})

describe('the cost of doing nothing, an hour', { timeout: 30_000 }, () => {
  const perHour = async (tabCount: number, { hidden = tabCount - 1, isRefused = false } = {}) => {
    const stage = await setUp(tabCount - 1)
    if (isRefused) {
      stage.sockets.refuse()
      stage.world.closeNotificationStreams()
    }
    for (const { page } of stage.tabs.slice(tabCount - hidden)) page.hide()
    await pass(10 * minuteMs)
    stage.world.requests.clear()
    const before = stage.sockets.all.length
    await pass(60 * minuteMs)
    return { requests: stage.asked().length, connections: stage.sockets.all.length - before }
  }

  test('is nothing with a stream, in one tab and in ten', async () => {
    expect(await perHour(1)).toEqual({ requests: 0, connections: 0 })
    expect(await perHour(10)).toEqual({ requests: 0, connections: 0 })
    expect(await perHour(10, { hidden: 0 })).toEqual({ requests: 0, connections: 0 })
  })

  test('stays far below the limits without one', async () => {
    const one = await perHour(1, { isRefused: true })
    expect(one.requests).toBeLessThanOrEqual(60)
    expect(one.connections).toBeLessThanOrEqual(60)
    expect(await perHour(10, { isRefused: true })).toEqual({
      requests: expect.toSatisfy((requests: number) => requests <= 60),
      connections: expect.toSatisfy((connections: number) => connections <= 60),
    })
    const visible = await perHour(10, { hidden: 0, isRefused: true })
    // 5 a minute on each of two paths, and 10 connections: 20 are allowed on each.
    expect(visible.requests).toBeLessThanOrEqual(600)
    expect(visible.connections).toBeLessThanOrEqual(600)
  })
})
