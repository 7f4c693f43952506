import { describe, expect, test, vi } from 'vitest'
import { createClient } from '../../../src/index.js'
import { createNotifications, onNotification } from '../../../src/notifications/index.js'
import { asText } from '../../flows/steps.js'
import { collectReports, minuteMs, pass } from '../../set-up.js'
import { setUpNotifications } from '../stage.js'

const setUp = async (...given: Parameters<typeof setUpNotifications>) => {
  const stage = await setUpNotifications(...given)
  const shown = stage.show()
  await pass()
  stage.forget()
  const [socket] = stage.sockets.all
  if (!socket) throw new Error('There is no stream')
  return { ...stage, shown, socket }
}

const parametersOf = ({ url }: { readonly url: string }) => {
  const { searchParams, protocol, pathname } = new URL(url)
  searchParams.delete('__dev_session__')
  return [protocol, pathname, ...searchParams].flat().join(' ')
}

describe('the stream', () => {
  test('is one for each filter, whoever listens, and ends after the last', async () => {
    const { shown, show, count, sockets } = await setUp()
    const second = show()
    const counted = count()
    await pass(minuteMs)
    expect(sockets.all).toHaveLength(1)
    const all = show({ scope: 'all' })
    await pass()
    expect(sockets.open().map(parametersOf)).toEqual([
      'ws: /notifications/stream channels user',
      'ws: /notifications/stream channels user,organization,workspace',
    ])
    for (const one of [shown, second, counted, all]) one.stop()
    await pass(1_000)
    expect(sockets.open()).toEqual([])
  })

  test('names the active places, comma-joined, and never a scope', async () => {
    const { client, sockets, workspace, world, show, organization } = await setUp()
    await client.switchWorkspace(workspace('Engineering'))
    await pass()
    expect(sockets.open().map(parametersOf)).toEqual([
      `ws: /notifications/stream channels user,organization,workspace organization_ids ${
        world.organization('Acme').id
      } workspace_ids ${workspace('Engineering')}`,
    ])
    show({ scope: 'organization', organizationIds: [organization('Acme'), organization('Globex')] })
    await pass()
    expect(parametersOf(sockets.open()[1] as never)).toBe(
      `ws: /notifications/stream channels organization organization_ids ${organization('Acme')},${organization('Globex')}`,
    )
  })

  test('carries the dev session in staging only', async () => {
    const { socket, client } = await setUp()
    expect(new URL(socket.url).searchParams.get('__dev_session__')).toBe(client.devSession())
    const production = await setUpNotifications([], { mode: 'production' })
    production.show()
    await pass()
    expect(production.sockets.all).toEqual([])
  })

  test('puts what arrives in front if it fits', async () => {
    const { shown, show, send } = await setUp()
    const warnings = show({ severity: 'warning' })
    const read = show({ isRead: true })
    await pass()
    send('One')
    send('Two', { user: 'ada' }, { severity: 'warning' })
    send('Other', { user: 'linus' })
    await pass()
    expect([shown.titles(), warnings.titles(), read.titles()]).toEqual([['Two', 'One'], ['Two'], []])
  })

  test('misses nothing that came between the list and the connection', async () => {
    const { show, send, sockets, world } = await setUpNotifications()
    const held = world.faults.add({ path: '/notifications/stream', hold: true, once: true })
    const shown = show()
    await pass()
    expect(shown.titles()).toEqual([])
    send('Between')
    held.remove()
    await pass()
    expect(sockets.open()).toHaveLength(1)
    expect(shown.titles()).toEqual(['Between'])
  })

  test('is pinged every 30 s, and a pong is no frame', async () => {
    const { socket, shown } = await setUp()
    const said: unknown[] = []
    socket.addEventListener('message', (event) => said.push((event as MessageEvent).data))
    await pass(90_000)
    expect(socket.sent).toEqual(['ping', 'ping', 'ping'])
    expect(said).toEqual(['pong', 'pong', 'pong'])
    expect(shown.manage()).toMatchObject({ isLive: true, streamError: undefined })
  })

  test('that answers no ping is replaced', async () => {
    const { socket, sockets } = await setUp()
    socket.onSent = () => undefined
    await pass(59_000)
    expect(sockets.all).toHaveLength(1)
    await pass(2_000)
    expect(sockets.all).toHaveLength(2)
    expect(sockets.open()).toHaveLength(1)
  })

  test.each([
    '{',
    '[]',
    'null',
    '"notification"',
    '{"type":"notification"}',
    '{"type":"notification","data":{"title":1}}',
    '{"type":4}',
  ])('ignores %s', async (frame) => {
    const { socket, shown, send } = await setUp()
    const reported = collectReports()
    socket.say(frame)
    socket.say(new Uint8Array(3))
    send('One')
    await pass()
    expect(shown.titles()).toEqual(['One'])
    expect(shown.manage().streamError).toBeUndefined()
    expect(reported).toEqual([])
  })

  test('an error frame is a typed error, and the list lives on', async () => {
    const { socket, shown, send, client } = await setUp()
    send('One')
    await pass()
    socket.say(JSON.stringify({ type: 'error', error: `No active sign in ${client.devSession()}` }))
    expect(shown.manage().streamError?.code).toBe('stream-failed')
    expect(shown.titles()).toEqual(['One'])
    expect(asText(shown.$state.get())).not.toContain(client.devSession())
    socket.end(1_008)
    await pass(10_000)
    expect(shown.manage()).toMatchObject({ streamError: undefined, isLive: true })
  })

  test('a notification for another account is not shown, and the session is fetched', async () => {
    const { socket, shown, asked, world } = await setUp()
    world.requests.clear()
    socket.say(JSON.stringify({ type: 'notification', data: { id: '999', title: 'x', user_id: '4711' } }))
    await pass()
    expect(shown.titles()).toEqual([])
    expect(world.requests.all().filter(({ path }) => path === '/session')).toHaveLength(1)
    expect(asked()).toEqual([])
  })
})

describe('a lost connection', () => {
  test.each([1000, 1001, 1006, 1011])(
    'closed with %i is a hint to fetch the session, and is opened again',
    async (code) => {
      const { sockets, world, shown, send } = await setUp()
      world.requests.clear()
      world.closeNotificationStreams(code === 1006 ? undefined : code)
      await pass()
      expect(shown.manage().isLive).toBe(false)
      expect(world.requests.all().map(({ path }) => path)).toEqual(['/session'])
      send('Meanwhile')
      await pass(7_000)
      expect(sockets.open()).toHaveLength(1)
      expect(shown.manage().isLive).toBe(true)
      expect(shown.titles()).toEqual(['Meanwhile'])
    },
  )

  test('fetches the session once a minute at most, and connects less and less often', async () => {
    const { sockets, world } = await setUp()
    const sessions = () => world.requests.all().filter(({ path }) => path === '/session').length
    world.requests.clear()
    // A server that accepts and closes at once.
    const startedAt = sockets.all.length
    for (let seconds = 0; seconds < 600; seconds++) {
      world.closeNotificationStreams()
      await pass(1_000)
    }
    expect(sessions()).toBeLessThanOrEqual(10)
    expect(sockets.all.length - startedAt).toBeLessThanOrEqual(12)
    world.requests.clear()
  })

  test('with a server that refuses for ever, asks twice in two minutes, and shows what it learns', async () => {
    const { sockets, world, shown, send, count, asked, forget } = await setUp()
    const counted = count()
    await pass(minuteMs)
    sockets.refuse()
    const before = sockets.all.length
    world.closeNotificationStreams()
    await pass(minuteMs)
    expect(sockets.all.length - before).toBeLessThanOrEqual(3)
    await pass(5 * minuteMs)
    forget()
    send('Polled')
    const attempts = sockets.all.length
    await pass(10 * minuteMs)
    expect(shown.titles()).toEqual(['Polled'])
    expect(counted.now()).toBe(1)
    expect(asked().length).toBeLessThanOrEqual(10)
    expect(asked().length).toBeGreaterThanOrEqual(8)
    expect(sockets.all.length - attempts).toBeLessThanOrEqual(10)
    sockets.refuse(false)
    await pass(90_000)
    expect(shown.manage().isLive).toBe(true)
  })

  test.each([
    ['has no WebSocket', () => undefined],
    [
      'forbids it',
      () => {
        throw new Error('Refused to connect to wss://secret')
      },
    ],
  ])('an environment that %s polls', async (_, openSocket) => {
    const stage = await setUpNotifications()
    const errors = vi.spyOn(console, 'error')
    const shown = stage.show({ openSocket })
    await pass()
    stage.forget()
    stage.send('Polled')
    await pass(5 * minuteMs)
    expect(shown.titles()).toEqual(['Polled'])
    expect(stage.asked().length).toBeLessThanOrEqual(3)
    expect(asText(shown.$state.get())).not.toContain('secret')
    expect(errors).not.toHaveBeenCalled()
    errors.mockRestore()
  })

  test('connects at once when the network is back, and after a freeze', async () => {
    const { sockets, world, page } = await setUp()
    sockets.refuse()
    world.closeNotificationStreams()
    await pass(10 * minuteMs)
    sockets.refuse(false)
    page.signal('online')
    await pass()
    expect(sockets.open()).toHaveLength(1)
    page.signal('online')
    await pass(minuteMs)
    const before = sockets.all.length
    page.signal('resume')
    await pass()
    expect(sockets.all.length).toBe(before + 1)
    expect(sockets.open()).toHaveLength(1)
  })
})

describe('a network that comes and goes', () => {
  test.each(['online', 'resume'] as const)('each second opens six connections a minute at most: %s', async (signal) => {
    const { sockets, world, page } = await setUp()
    sockets.refuse()
    world.closeNotificationStreams()
    const before = sockets.all.length
    for (let seconds = 0; seconds < 60; seconds++) {
      page.signal(signal)
      await pass(1_000)
    }
    // Each of the six tries once more by itself.
    expect(sockets.all.length - before).toBeLessThanOrEqual(12)
    sockets.refuse(false)
    await pass(10_000)
    expect(sockets.open()).toHaveLength(1)
  })

  test('does not make a freeze forgotten', async () => {
    const { sockets, page } = await setUp()
    const before = sockets.all.length
    page.signal('resume')
    page.signal('online')
    await pass()
    expect(sockets.all).toHaveLength(before)
    await pass(11_000)
    expect(sockets.all).toHaveLength(before + 1)
    expect(sockets.open()).toHaveLength(1)
  })
})

describe('a hidden page', () => {
  test('keeps its stream for half a minute, then costs nothing', async () => {
    const { page, sockets, asked, send, shown, count } = await setUp()
    const counted = count()
    await pass()
    page.hide()
    await pass(29_000)
    send('Just so')
    await pass(minuteMs)
    expect(shown.titles()).toEqual(['Just so'])
    const known = asked().length
    expect(sockets.open()).toEqual([])
    send('Later')
    await pass(60 * minuteMs)
    expect(asked()).toHaveLength(known)
    page.show()
    await pass(1_000)
    expect(shown.titles()).toEqual(['Later', 'Just so'])
    expect(counted.now()).toBe(2)
    expect(sockets.open()).toHaveLength(1)
  })

  test('that is shown again soon opens nothing new', async () => {
    const { page, sockets } = await setUp()
    for (let times = 0; times < 20; times++) {
      page.hide()
      await pass(5_000)
      page.show()
      await pass(5_000)
    }
    expect(sockets.all).toHaveLength(1)
  })
})

describe('a change of the context', () => {
  test('closes the stream in the same instant, and nothing of it is delivered any more', async () => {
    const { client, socket, sockets, shown, organization, show } = await setUp()
    const heard: string[] = []
    const stop = onNotification(client, ({ title }) => heard.push(title))
    const all = show({ scope: 'all' })
    await pass()
    const old = [...sockets.all]
    const late = () => {
      for (const one of old) one.say(JSON.stringify({ type: 'notification', data: { id: '999', title: 'Old' } }))
    }
    client.$contextKey.listen(late)
    await client.switchOrganization(organization('Acme'))
    late()
    await pass()
    late()
    expect(socket.readyState).toBe(3)
    expect([shown.titles(), all.titles(), heard]).toEqual([[], [], []])
    expect(sockets.open()).toHaveLength(2)
    await client.signOut()
    late()
    expect(sockets.open()).toEqual([])
    stop()
  })

  test('is heeded by what arrives before anything else has noticed it', async () => {
    const { client, sockets, show, organization } = await setUpNotifications()
    const late = () => sockets.all[0]?.say(JSON.stringify({ type: 'notification', data: { id: '999', title: 'Old' } }))
    // The first listener is told first.
    client.$contextKey.listen(late)
    const heard: string[] = []
    const { openSocket } = sockets
    const stop = onNotification(client, ({ title }) => heard.push(title), { openSocket, scope: 'all' })
    const shown = show({ scope: 'all' })
    await pass()
    await client.switchOrganization(organization('Acme'))
    await pass()
    expect([shown.titles(), heard]).toEqual([[], []])
    stop()
  })

  test('under way may open a stream for the next account, of which nothing is delivered before', async () => {
    const { client, sockets, show, page, send, world, idOf } = await setUpNotifications(['ada', 'linus'])
    const { openSocket } = sockets
    const onlyOfAda = { workspace: 'Marketing' }
    const heard: unknown[] = []
    const stop = onNotification(client, ({ title }) => heard.push(title), { openSocket, scope: 'workspace' })
    const shown = show({ scope: 'workspace' })
    await pass()
    const fault = world.faults.add({ path: '/session', hold: true, once: true })
    const switching = client.switchSignIn(idOf('ada'))
    await fault.held()
    page.signal('resume')
    await pass()
    expect(sockets.open()).toHaveLength(1)
    send('During', onlyOfAda)
    await pass()
    expect([shown.titles(), heard]).toEqual([[], []])
    fault.release()
    await switching
    await pass()
    send('After', onlyOfAda)
    await pass()
    expect(shown.titles()).toEqual(['After', 'During'])
    expect(heard).toEqual(['After'])
    stop()
  })

  test('there and back leaves a stream that is closing unheard', async () => {
    const { client, socket, shown, organization } = await setUp()
    socket.readyState = 2
    await client.switchOrganization(organization('Acme'))
    await client.switchOrganization()
    await pass()
    socket.say(JSON.stringify({ type: 'notification', data: { id: '999', title: 'Old' } }))
    expect(shown.titles()).toEqual([])
  })

  test('is the only reason to connect again: a session that is fetched is none', async () => {
    const { client, sockets } = await setUp()
    for (let times = 0; times < 5; times++) await client.refetch()
    await client.request({ path: 'me', schema: { '~standard': { validate: (value: unknown) => ({ value }) } } })
    await pass(10 * minuteMs)
    expect(sockets.all).toHaveLength(1)
  })
})

test('onNotification hears each that arrives, until it stops', async () => {
  const { client, send, sockets } = await setUpNotifications()
  const heard: string[] = []
  const reported = collectReports()
  const { openSocket } = sockets
  const stop = onNotification(client, ({ title }) => heard.push(title), { openSocket })
  const stopOther = onNotification(
    client,
    ({ title }) => {
      heard.push(`warning ${title}`)
      throw new Error('of the app')
    },
    { severity: 'warning' },
  )
  await pass()
  send('One')
  send('Two', { user: 'ada' }, { severity: 'warning' })
  stop()
  send('Three')
  expect(heard).toEqual(['One', 'Two', 'warning Two'])
  expect(reported).toHaveLength(1)
  stopOther()
  await pass(1_000)
  expect(sockets.open()).toEqual([])
})

test('who is stopped by another listener in the same instant hears nothing, and asks nothing any more', async () => {
  const { client, sockets, shown, show, send, asked, forget, organization } = await setUp()
  const { openSocket } = sockets
  const second = show()
  const titles: string[] = []
  const unlisten = shown.$state.listen(() => {
    second.stop()
    stop()
  })
  const stop = onNotification(client, ({ title }) => titles.push(title), { openSocket })
  send('One')
  await pass()
  shown.stop()
  unlisten()
  await pass(minuteMs)
  forget()
  await client.switchOrganization(organization('Acme'))
  await pass(minuteMs)
  expect([titles, asked(), sockets.open()]).toEqual([[], [], []])
})

test('a server that renders opens nothing', async () => {
  const { client, sockets, asked } = await setUpNotifications()
  const { $state } = createNotifications(client, { openSocket: sockets.openSocket })
  expect($state.get().step.kind).toBe('manage')
  await pass(minuteMs)
  expect([sockets.all, asked()]).toEqual([[], []])
})

test('closes soon after it was left, also with a clock that has no unref', async () => {
  const { emulator, fetch, storage, cookies, sockets } = await setUpNotifications()
  const { setTimeout, clearTimeout } = globalThis
  const clock = {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    setTimeout: (callback: () => void, delayMs: number) => setTimeout(callback, delayMs),
    clearTimeout: (handle: unknown) => clearTimeout(handle as number),
  }
  const client = createClient({ publishableKey: emulator.publishableKey, fetch, storage, cookies, clock })
  client.start()
  await pass()
  const stop = createNotifications(client, { openSocket: sockets.openSocket }).$state.listen(() => undefined)
  await pass(1_000)
  expect(sockets.open()).toHaveLength(1)
  stop()
  await pass(2_000)
  expect(sockets.open()).toEqual([])
  client.stop()
})
