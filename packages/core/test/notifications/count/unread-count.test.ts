import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { counterOf } from '../../../src/notifications/count/counter.js'
import { minuteMs, pass } from '../../set-up.js'
import { setUpNotifications } from '../stage.js'

const counted = 'GET /notifications/scope-unread'

describe('the unread count', () => {
  test('is asked once for all who want the same filters', async () => {
    const { count, send, asked, sockets } = await setUpNotifications()
    send('One')
    send('Two', { user: 'ada' }, { severity: 'warning' })
    const both = [count(), count()]
    const warnings = count({ severity: 'warning' })
    expect(both[0]?.now()).toBeUndefined()
    await pass()
    expect([...both.map(({ now }) => now()), warnings.now()]).toEqual([2, 2, 1])
    // Once when it is listened to, and once because the stream opened later.
    expect(asked(counted).length).toBeLessThanOrEqual(4)
    expect(sockets.all).toHaveLength(1)
    await pass(10_000)
    const known = asked().length
    await pass(60 * minuteMs)
    expect(asked()).toHaveLength(known)
  })

  test('follows what arrives and what is read', async () => {
    const { count, show, send } = await setUpNotifications()
    const unread = count()
    const shown = show()
    await pass(10_000)
    const id = send('One')
    await pass(1_000)
    expect(unread.now()).toBe(1)
    await pass(5_000)
    await shown.manage().read(id)
    await pass()
    expect(unread.now()).toBe(0)
    await pass(5_000)
    await shown.manage().unread(id)
    await pass()
    expect(unread.now()).toBe(1)
    await shown.manage().readAll()
    await pass()
    expect(unread.now()).toBe(0)
  })

  test('shown again soon, knows what was read and what arrived meanwhile', async () => {
    const { count, show, send, asked, forget } = await setUpNotifications()
    const shown = show()
    const id = send('One')
    const before = count()
    await pass(10_000)
    before.stop()
    await pass(1)
    await shown.manage().read(id)
    const after = count()
    await pass(5_000)
    expect(after.now()).toBe(0)
    after.stop()
    await pass(1)
    send('Two')
    const last = count()
    await pass(5_000)
    expect(last.now()).toBe(1)
    forget()
    last.stop()
    count()
    await pass(5_000)
    expect(asked()).toEqual([])
  })

  test('asks 17 times a minute at most, however fast one reads', async () => {
    const { count, show, sendMany, asked, forget } = await setUpNotifications()
    const ids = sendMany(50)
    const unread = count()
    const shown = show({ limit: 50 })
    await pass(10_000)
    forget()
    for (const id of ids) {
      await shown.manage().read(id)
      await pass(1_000)
    }
    await pass(10_000)
    expect(unread.now()).toBe(0)
    expect(asked('POST')).toHaveLength(50)
    expect(asked(counted).length).toBeLessThanOrEqual(17)
  })

  test('is gone in the instant another account is active', async () => {
    const { count, send, client, idOf } = await setUpNotifications(['linus', 'ada'])
    send('One')
    const unread = count()
    await pass()
    const seen: unknown[] = []
    const stop = client.$contextKey.listen(() => seen.push(unread.now()))
    await client.switchSignIn(idOf('linus'))
    await pass()
    expect([seen, unread.now()]).toEqual([[undefined], 0])
    stop()
    await client.signOut()
    expect(unread.$state.get().step.kind).toBe('signed-out')
  })

  test('of filters that nothing uses any more is forgotten', async () => {
    const { client, count } = await setUpNotifications()
    const shown = count({ severity: 'error' })
    const counters = ['info', 'error'].map((severity) => new WeakRef(counterOf(client, { severity })))
    // The runtime keeps what was read in this task.
    await pass()
    setFlagsFromString('--expose-gc')
    runInNewContext('gc')()
    expect(counters.map((one) => one.deref() !== undefined)).toEqual([false, true])
    shown.stop()
  })

  test('shows why it could not be loaded, and keeps what it knew', async () => {
    const { count, send, world } = await setUpNotifications()
    send('One')
    const unread = count()
    await pass(10_000)
    world.faults.add({ path: '/notifications/scope-unread', status: 500 })
    send('Two')
    await pass(minuteMs)
    expect(unread.$state.get().step).toMatchObject({ count: 1, loadError: { code: 'server-error' } })
  })
})
