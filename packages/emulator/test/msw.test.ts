import { createHandlers } from '@wachter/emulator/msw'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterEach, expect, test } from 'vitest'
import { createVisitor, setUp } from './visitor'

let stop = () => {}

afterEach(() => stop())

function setUpMsw(options?: Parameters<typeof setUp>[0]) {
  const room = setUp(options)
  const elsewhere = http.get('http://elsewhere.test/', () => HttpResponse.text('elsewhere'))
  const server = setupServer(...createHandlers(room.emulator), elsewhere)
  server.listen({ onUnhandledFrame: 'error' })
  stop = () => server.close()
  return { ...room, visitor: createVisitor(room.emulator, globalThis.fetch) }
}

test('the global fetch reaches the emulator, headers and all', async () => {
  const { visitor } = setUpMsw()
  await visitor.signIn('ada@example.com')
  expect((await visitor.session()).active_signin.user.username).toBe('ada')
})

test('cookies survive', async () => {
  const { emulator } = setUpMsw({ mode: 'production' })
  const response = await fetch(`${emulator.baseUrl}/session`)
  expect(response.headers.getSetCookie()[0]).toMatch(/^__session=/)
})

test('a dropped connection is a network error', async () => {
  const { visitor, world } = setUpMsw()
  world.faults.add({ drop: true, once: true })
  await expect(visitor.get('/session')).rejects.toThrow(TypeError)
})

test('other addresses are left alone', async () => {
  setUpMsw()
  expect(await (await fetch('http://elsewhere.test/')).text()).toBe('elsewhere')
})
