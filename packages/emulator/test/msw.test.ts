import * as msw3 from 'msw'
import { setupServer as setupServer3 } from 'msw/node'
import * as msw2 from 'msw2'
import { setupServer as setupServer2 } from 'msw2/node'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { connect } from './stream'
import type { setUp } from './visitor'

let stop = () => {}

afterEach(() => {
  stop()
  vi.doUnmock('msw')
  vi.resetModules()
})

interface Server {
  listen(options?: unknown): void
  close(): void
}

const versions = {
  'msw 3': { msw: msw3, setupServer: setupServer3 as (...handlers: never[]) => Server },
  'msw 2': { msw: msw2, setupServer: setupServer2 as (...handlers: never[]) => Server },
}

describe.each(Object.entries(versions))('with %s', (_, { msw, setupServer }) => {
  async function setUpMsw(options?: Parameters<typeof setUp>[0]) {
    // As in the project of somebody who has this version.
    vi.doMock('msw', () => msw)
    vi.resetModules()
    const { createHandlers } = await import('@wachter/emulator/msw')
    const { createVisitor, setUp } = await import('./visitor')
    const room = setUp(options)
    const elsewhere = msw.http.get('http://elsewhere.test/', () => new Response('elsewhere'))
    const handlers = createHandlers(room.emulator)
    expect(handlers[0]).toBeInstanceOf(msw.HttpHandler)
    const server = setupServer(...([...handlers, elsewhere] as never[]))
    server.listen({ onUnhandledRequest: 'error', onUnhandledFrame: 'error' })
    stop = () => server.close()
    return { ...room, visitor: createVisitor(room.emulator, globalThis.fetch) }
  }

  test('the global fetch reaches the emulator, headers and all', async () => {
    const { visitor } = await setUpMsw()
    await visitor.signIn('ada@example.com')
    expect((await visitor.session()).active_signin.user.username).toBe('ada')
  })

  test('cookies survive', async () => {
    const { emulator } = await setUpMsw({ mode: 'production' })
    const response = await fetch(`${emulator.baseUrl}/session`)
    expect(response.headers.getSetCookie()[0]).toMatch(/^__session=/)
  })

  test('a dropped connection is a network error', async () => {
    const { visitor, world } = await setUpMsw()
    world.faults.add({ drop: true, once: true })
    await expect(visitor.get('/session')).rejects.toThrow(TypeError)
  })

  test('a stream opens, answers, and tells of notifications', async () => {
    const { emulator, visitor, world } = await setUpMsw()
    await visitor.signIn('ada@example.com')
    const stream = connect(emulator.baseUrl, visitor.devSession())
    expect(JSON.parse(await stream.next())).toMatchObject({ type: 'connected' })
    stream.send('ping')
    expect(await stream.next()).toBe('pong')
    world.sendNotification({ user: 'ada', title: 'Hello' })
    expect(JSON.parse(await stream.next())).toMatchObject({ type: 'notification', data: { title: 'Hello' } })
    world.closeNotificationStreams(1_012)
    expect(await stream.closed).toBe(1_012)
  })

  test('a stream that is cut, or refused, is a lost connection', async () => {
    const { emulator, visitor, world } = await setUpMsw()
    await visitor.signIn('ada@example.com')
    const cut = connect(emulator.baseUrl, visitor.devSession())
    await cut.next()
    world.closeNotificationStreams()
    expect(await cut.closed).toBe(1_006)
    world.faults.add({ path: '/notifications/stream', status: 503 })
    expect(await connect(emulator.baseUrl, visitor.devSession()).closed).toBe(1_006)
  })

  test('a client that closes its stream is forgotten', async () => {
    const { emulator, visitor, world } = await setUpMsw()
    await visitor.signIn('ada@example.com')
    const stream = connect(emulator.baseUrl, visitor.devSession())
    await stream.next()
    expect(world.notificationStreams()).toBe(1)
    stream.close()
    await vi.waitFor(() => expect(world.notificationStreams()).toBe(0))
  })

  test('other addresses are left alone', async () => {
    await setUpMsw()
    expect(await (await fetch('http://elsewhere.test/')).text()).toBe('elsewhere')
  })
})
