import type { Client } from '../../src/index.js'
import {
  createNotifications,
  createUnreadCount,
  type NotificationsOptions,
  type UnreadCountOptions,
} from '../../src/notifications/index.js'
import { at } from '../flows/steps.js'
import { type Person, pass, setUp } from '../set-up.js'
import { fakeSockets } from './fake-sockets.js'

/** A deployment with a browser in which people are signed in, and WebSockets. */
export async function setUpNotifications(people: readonly Person[] = ['ada'], options?: Parameters<typeof setUp>[0]) {
  const stage = setUp(options)
  const sockets = fakeSockets(stage.emulator)
  const opened = await stage.openAs(people)
  const { openSocket } = sockets
  /** A list that is shown from now on, in this tab or another. */
  const show = (given: NotificationsOptions = {}, client: Client = opened.client) => {
    const flow = createNotifications(client, { openSocket, ...given })
    const states: unknown[] = []
    const stop = flow.$state.subscribe((state) => states.push(state))
    const manage = () => at(flow.$state.get(), 'manage')
    return { ...flow, stop, states, manage, titles: () => manage().notifications?.map(({ title }) => title) }
  }
  const count = (given: UnreadCountOptions = {}, client: Client = opened.client) => {
    const flow = createUnreadCount(client, { openSocket, ...given })
    const stop = flow.$state.subscribe(() => undefined)
    return { ...flow, stop, now: () => at(flow.$state.get(), 'manage').count }
  }
  const send = (title: string, to: Record<string, string> = { user: 'ada' }, more: object = {}) =>
    stage.world.sendNotification({ ...to, title, ...more }).id
  const sendMany = (amount: number) => Array.from({ length: amount }, (_, index) => send(`${index + 1}`))
  const forget = () => stage.world.requests.clear()
  /** Requests below `/notifications`, without the stream. */
  const asked = (line = '') =>
    stage.asked().filter((one) => one.includes('/notifications') && !one.endsWith('/stream') && one.includes(line))
  await pass(minuteMs)
  forget()
  return { ...stage, ...opened, sockets, show, count, send, sendMany, forget, asked }
}

const minuteMs = 60_000
