import { createNotifications, createUnreadCount, onNotification } from '@wachter/core/notifications'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type Person, setUpStage } from './stage.js'
import { httpTransport } from './transports.js'

async function setUp(person: Person) {
  const stage = await setUpStage(httpTransport)
  onTestFinished(stage.close)
  const client = await stage.openAs(person)
  const list = createNotifications(client)
  const count = createUnreadCount(client)
  const heard: string[] = []
  const stops = [
    list.$state.subscribe(() => undefined),
    count.$state.subscribe(() => undefined),
    onNotification(client, ({ title }) => heard.push(title)),
  ]
  onTestFinished(() => {
    for (const stop of stops) stop()
  })
  const manage = () => {
    const { step } = list.$state.get()
    if (step.kind !== 'manage') throw new Error(step.kind)
    return step
  }
  const shown = () => {
    const { step } = count.$state.get()
    const titles = manage().notifications?.map(({ title }) => title)
    return { titles, unread: step.kind === 'manage' ? step.count : undefined, isLive: manage().isLive }
  }
  const shows = (expected: Partial<ReturnType<typeof shown>>) =>
    vi.waitFor(() => expect(shown()).toMatchObject(expected), { timeout: 10_000 })
  await shows({ isLive: true })
  return { ...stage, client, manage, shown, shows, heard }
}

test('over a real socket, notifications arrive, are read, and stay with their organization', async () => {
  const { world, client, id, manage, shows, heard } = await setUp('ada')
  world.sendNotification({ user: 'ada', title: 'For ada' })
  await shows({ titles: ['For ada'], unread: 1 })
  await manage().read(manage().notifications?.[0]?.id ?? '')
  await shows({ unread: 0 })

  await client.switchOrganization(id('Acme'))
  await shows({ titles: ['For ada'], isLive: true })
  world.sendNotification({ organization: 'Acme', title: 'For Acme' })
  world.sendNotification({ organization: 'Globex', title: 'For Globex' })
  await shows({ titles: ['For Acme', 'For ada'], unread: 1 })
  await client.switchOrganization(id('Globex'))
  await shows({ titles: ['For Globex', 'For ada'], unread: 1, isLive: true })
  expect(world.notificationStreams()).toBe(1)
  expect(heard).toEqual(['For ada', 'For Acme'])
}, 30_000)

test('over a real socket, a lost connection is noticed, and opened again', async () => {
  const { world, shows } = await setUp('ada')
  world.closeNotificationStreams()
  await shows({ isLive: false })
  world.sendNotification({ user: 'ada', title: 'Meanwhile' })
  await shows({ titles: ['Meanwhile'], unread: 1, isLive: true })
}, 30_000)
